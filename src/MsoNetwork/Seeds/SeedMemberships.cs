using MsoNetwork.Import;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Seeds;

/// <summary>
/// Loads memberships.csv: member and umbrella by the external_id that the seeds' organisations have. None is ever removed by it, and none
/// that has ended comes back.
/// </summary>
internal static class SeedMemberships
{
    private const string Unknown = """
        SELECT given.id FROM unnest(@members || @umbrellas) AS given (id)
        WHERE 1 <> (SELECT count(*) FROM organisation_sources AS s WHERE s.external_id = given.id AND s.name = ANY (@sources)) LIMIT 1
        """;

    private const string Upsert = """
        INSERT INTO memberships AS m (member_id, umbrella_id, since, source_name, source_url, retrieved_on)
        SELECT member.organisation_id, umbrella.organisation_id, nullif(row.since, '')::date, nullif(row.source, ''), nullif(row.url, ''),
        nullif(row.day, '')::date
        FROM unnest(@members, @umbrellas, @since, @names, @urls, @days) AS row (member, umbrella, since, source, url, day)
        JOIN organisation_sources AS member ON member.external_id = row.member AND member.name = ANY (@sources)
        JOIN organisation_sources AS umbrella ON umbrella.external_id = row.umbrella AND umbrella.name = ANY (@sources)
        WHERE NOT EXISTS (SELECT FROM cooperations AS c
            WHERE c.kind = 'UmbrellaMembership' AND c.state = 'Ended' AND c.from_id = member.organisation_id
            AND c.to_id = umbrella.organisation_id)
        ON CONFLICT (member_id, umbrella_id) DO UPDATE SET
            since = excluded.since, source_name = excluded.source_name, source_url = excluded.source_url,
            retrieved_on = excluded.retrieved_on
        WHERE (m.since, m.source_name, m.source_url, m.retrieved_on)
        IS DISTINCT FROM (excluded.since, excluded.source_name, excluded.source_url, excluded.retrieved_on)
        """;

    /// <summary>In the transaction of the connection.</summary>
    /// <exception cref="ImportRefusedException">A row names an organisation that is not there.</exception>
    public static async Task<string> RunAsync(NpgsqlConnection connection, string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "memberships.csv");
        await using var command = new NpgsqlCommand(Unknown, connection);
        foreach (
            var (parameter, column) in ((string, string)[])
                [
                    ("members", "member"),
                    ("umbrellas", "umbrella"),
                    ("since", "since"),
                    ("names", "source_name"),
                    ("urls", "source_url"),
                    ("days", "retrieved_on"),
                ]
        )
            command.Parameters.AddWithValue(
                parameter,
                NpgsqlDbType.Array | NpgsqlDbType.Text,
                SeedCooperations.Column(file, column).ToArray()
            );
        command.Parameters.AddWithValue("sources", NpgsqlDbType.Array | NpgsqlDbType.Text, SeedCooperations.Sources(folder));
        if (await command.ExecuteScalarAsync(cancellationToken) is string unknown)
            throw new ImportRefusedException(
                $"{file} names {unknown}, which is no organisation's external_id in organisations.csv or actors.csv."
            );
        command.CommandText = Upsert;
        return $"{await command.ExecuteNonQueryAsync(cancellationToken)} loaded or changed";
    }
}
