using System.Globalization;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Invented;

/// <summary>
/// Writes the first N <see cref="SyntheticOrganisations"/> the way an import does; again with the same seed changes nothing.
/// </summary>
public sealed class SeedSynthetic(NpgsqlDataSource database, TimeProvider time)
{
    // A transaction each: load tests need no "all or nothing", and the disk holds a part twice only while it is merged.
    private const int Part = 100_000;

    // The check against cycles looks up memberships once a row, in a plan made while there are few: it must not read the whole table then.
    private const string ByIndex = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

    private const string Join = """
        INSERT INTO memberships (member_id, umbrella_id, source_name)
        SELECT member.organisation_id, umbrella.organisation_id, @source FROM unnest(@members, @umbrellas) AS row (member, umbrella)
        JOIN organisation_sources AS member ON member.name = @source AND member.external_id = row.member AND member.external_id <> ''
        JOIN organisation_sources AS umbrella ON umbrella.name = @source AND umbrella.external_id = row.umbrella
        AND umbrella.external_id <> ''
        ON CONFLICT DO NOTHING
        """;

    private static readonly string[] ByLanguage =
        ["description_de", "rooms_to_lend_de", "rooms_to_lend_tr", "opening_hours_de", "opening_hours_tr"];

    public Invention For { get; init; } = Invention.LoadTests;

    /// <summary>Gets a line for each part.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <exception cref="ImportRefusedException">The registry has no regions or vocabularies.</exception>
    public async Task RunAsync(int count, ulong seed, CancellationToken cancellationToken)
    {
        var gazetteer = await GazetteerLoader.LoadAsync(database, cancellationToken);
        var vocabularies = await VocabularyLoader.LoadAsync(database, cancellationToken);
        if (gazetteer.Regions.Count == 0 || vocabularies[VocabularyName.Topics].Terms.Count == 0)
            throw new ImportRefusedException("The registry has no regions and vocabularies yet. Load them first: msonet seed");
        var organisations = new SyntheticOrganisations(gazetteer, vocabularies, seed, time.GetUtcNow(), For);
        for (var first = 1; first <= count; first += Part)
        {
            var last = Math.Min(count, first + Part - 1);
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await MergeTransaction.BeginAsync(
                connection,
                () => Say("Another import is running; waiting for its end …"),
                cancellationToken
            );
            var report = await WriteAsync(connection, organisations, first, last, cancellationToken);
            await JoinAsync(connection, organisations, first, last, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Invented organisations {first} to {last}: {report.Created} created, {report.Updated} updated, {report.Unchanged} "
                        + $"unchanged."
                )
            );
        }

        await using var analyse = database.CreateCommand("ANALYZE organisations, organisation_sources, memberships, protected_places");
        analyse.CommandTimeout = 0;
        await analyse.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<MergeCounts> WriteAsync(
        NpgsqlConnection connection,
        SyntheticOrganisations organisations,
        int first,
        int last,
        CancellationToken cancellationToken
    )
    {
        await using (var staging = await Staging.OpenAsync(connection, cancellationToken))
        {
            for (var number = first; number <= last; number++) await staging.AddAsync(organisations.Make(number), cancellationToken);
            await staging.CompleteAsync(cancellationToken);
        }

        var columns = new ToldColumns([.. ImportHeader.Known, .. ByLanguage]);
        var merge = new Merge(connection, columns, time.GetUtcNow(), _ => { }, cancellationToken);
        await merge.RejectDuplicatesAsync();
        return await merge.RunAsync();
    }

    private async Task JoinAsync(
        NpgsqlConnection connection,
        SyntheticOrganisations organisations,
        int first,
        int last,
        CancellationToken cancellationToken
    )
    {
        var pairs = Enumerable
            .Range(first, last - first + 1)
            .Select(number => (Member: number, Umbrella: organisations.UmbrellaOf(number)))
            .Where(pair => pair.Umbrella is not null)
            .ToList();
        await using var settings = new NpgsqlCommand(ByIndex, connection);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Join, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("source", For.Source);
        command.Parameters.AddWithValue(
            "members",
            NpgsqlDbType.Array | NpgsqlDbType.Text,
            pairs.Select(pair => SyntheticOrganisations.IdOf(pair.Member)).ToArray()
        );
        command.Parameters.AddWithValue(
            "umbrellas",
            NpgsqlDbType.Array | NpgsqlDbType.Text,
            pairs.Select(pair => SyntheticOrganisations.IdOf(pair.Umbrella!.Value)).ToArray()
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
