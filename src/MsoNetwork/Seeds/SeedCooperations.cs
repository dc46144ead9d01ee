using System.Globalization;
using CsvHelper;
using MsoNetwork.Import;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Seeds;

/// <summary>
/// Loads cooperations.csv: from and to by the external_id that organisations.csv or actors.csv gives them, confirmed by their public
/// source. Rows that are there stay as they are, and none is ever removed by it.
/// </summary>
internal static class SeedCooperations
{
    private static readonly string[] Files = ["organisations.csv", "actors.csv"];
    private static readonly string[] Columns =
    [
        "from",
        "to",
        "kind",
        "title",
        "starts_on",
        "ends_on",
        "regions",
        "topics",
        "source_name",
        "source_url",
        "retrieved_on",
    ];

    private const string Insert = """
        INSERT INTO cooperations (id, kind, title, from_id, to_id, starts_on, ends_on, regions, topics, source_name, source_url,
        retrieved_on, state, proposed_at, confirmed_at)
        SELECT row.id, row.kind, row.title, a.organisation_id, b.organisation_id, nullif(row.starts_on, '')::date,
        nullif(row.ends_on, '')::date,
            string_to_array(row.regions, '|'), string_to_array(row.topics, '|'), row.source_name,
            nullif(row.source_url, ''), nullif(row.retrieved_on, '')::date, 'Confirmed', @now, @now
        FROM unnest(@ids, @from, @to, @kind, @title, @starts_on, @ends_on, @regions, @topics, @source_name, @source_url, @retrieved_on)
            AS row (id, "from", "to", kind, title, starts_on, ends_on, regions, topics, source_name, source_url, retrieved_on)
        JOIN organisation_sources AS a ON a.external_id = row."from" AND a.name = ANY (@sources)
        JOIN organisation_sources AS b ON b.external_id = row."to" AND b.name = ANY (@sources)
        WHERE NOT EXISTS (SELECT FROM cooperations AS c WHERE c.kind = row.kind AND c.title = row.title
            AND (c.from_id, c.to_id) IN ((a.organisation_id, b.organisation_id), (b.organisation_id, a.organisation_id)))
        """;

    private const string Unknown = """
        SELECT given.id FROM unnest(@from || @to) AS given (id)
        WHERE 1 <> (SELECT count(*) FROM organisation_sources AS s WHERE s.external_id = given.id AND s.name = ANY (@sources)) LIMIT 1
        """;

    /// <summary>In the transaction of the connection.</summary>
    /// <exception cref="ImportRefusedException">A row names an organisation that is not there.</exception>
    public static async Task<string> RunAsync(
        NpgsqlConnection connection,
        string folder,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var file = Path.Combine(folder, "cooperations.csv");
        await using var command = new NpgsqlCommand(Unknown, connection);
        foreach (var column in Columns)
            command.Parameters.AddWithValue(column, NpgsqlDbType.Array | NpgsqlDbType.Text, Column(file, column).ToArray());
        command.Parameters.AddWithValue("sources", NpgsqlDbType.Array | NpgsqlDbType.Text, Sources(folder));
        if (await command.ExecuteScalarAsync(cancellationToken) is string unknown)
            throw new ImportRefusedException(
                $"{file} names {unknown}, which is no organisation's external_id in organisations.csv or actors.csv."
            );
        command.Parameters.AddWithValue("ids", Column(file, "from").Select(_ => Guid.CreateVersion7(now)).ToArray());
        command.Parameters.AddWithValue("now", now);
        command.CommandText = Insert;
        return $"{await command.ExecuteNonQueryAsync(cancellationToken)} loaded";
    }

    /// <summary>The sources whose external_ids the seeds' files mean; actors.csv may be missing.</summary>
    internal static string[] Sources(string folder) => [.. Files.Select(name => Path.Combine(folder, name)).Where(File.Exists)
        .SelectMany(file => Column(file, "source_name")).Distinct()];

    internal static IEnumerable<string> Column(string file, string column)
    {
        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read()) yield return csv.GetField(column) ?? "";
    }
}
