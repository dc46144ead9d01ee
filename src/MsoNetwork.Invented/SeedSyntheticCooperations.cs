using System.Globalization;
using MsoNetwork.Import;
using Npgsql;

namespace MsoNetwork.Invented;

/// <summary>Writes invented cooperations between the invented organisations; again with the same seed changes nothing.</summary>
public sealed class SeedSyntheticCooperations(NpgsqlDataSource database, TimeProvider time)
{
    public Invention For { get; init; } = Invention.LoadTests;

    private static readonly string[] Kinds =
    [
        "JointProject",
        "JointProject",
        "JointProject",
        "Event",
        "Event",
        "Sharing",
        "Mentoring",
        "FundingConsortium",
        "Other",
    ];

    private const string Members = """
        SELECT o.id, o.municipality_key, o.topics, o.languages FROM organisation_sources AS s
        JOIN organisations AS o ON o.id = s.organisation_id
        WHERE s.name = @source AND s.external_id <> '' AND o.status <> 'Dissolved' ORDER BY s.external_id
        """;

    private const string Insert = """
        INSERT INTO cooperations (id, kind, title, from_id, to_id, starts_on, ends_on, regions, topics, source_name, state, proposed_at,
        confirmed_at, closed_at)
        SELECT row.id, row.kind, row.title, row.from_id, row.to_id, row.starts_on,
            CASE WHEN row.ended THEN row.starts_on + 400 END, '{}', '{}', @source,
            CASE WHEN row.ended THEN 'Ended' ELSE 'Confirmed' END, @now, @now, CASE WHEN row.ended THEN @now END
        FROM unnest(@ids, @kinds, @titles, @from, @to, @starts, @ended) AS row (id, kind, title, from_id, to_id, starts_on, ended)
        WHERE NOT EXISTS (SELECT FROM cooperations AS c
            WHERE c.source_name = @source AND c.title = row.title AND c.from_id = row.from_id AND c.to_id = row.to_id)
        """;

    /// <returns>How many were new.</returns>
    public async Task<int> RunAsync(int count, ulong seed, CancellationToken cancellationToken)
    {
        var (ids, members) = (new List<Guid>(), new List<SyntheticMember>());
        await using var command = database.CreateCommand(Members);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("source", For.Source);
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                ids.Add(rows.GetGuid(0));
                members.Add(new(rows.GetString(1), rows.GetFieldValue<string[]>(2), rows.GetFieldValue<string[]>(3)));
            }
        }

        if (ids.Count < 2)
            throw new ImportRefusedException(
                "There are no invented organisations to work together. Write them first: msonet seed --synthetic N"
            );
        var pairs = SyntheticCooperations.Pairs(members, count, new SyntheticTies(), seed);
        var (random, now) = (new SeededRandom(seed ^ 0xDA7E), time.GetUtcNow());
        command.CommandText = Insert;
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("ids", pairs.Select(_ => Guid.CreateVersion7(now)).ToArray());
        command.Parameters.AddWithValue("kinds", pairs.Select(_ => random.Of(Kinds)).ToArray());
        command.Parameters.AddWithValue(
            "titles",
            pairs.Select((_, number) => string.Create(CultureInfo.InvariantCulture, $"Erfundene Zusammenarbeit {number + 1}")).ToArray()
        );
        command.Parameters.AddWithValue("from", pairs.Select(pair => ids[pair.From]).ToArray());
        command.Parameters.AddWithValue("to", pairs.Select(pair => ids[pair.To]).ToArray());
        command.Parameters.AddWithValue("starts", pairs.Select(_ => new DateOnly(2015, 1, 1).AddDays(random.Below(3_900))).ToArray());
        command.Parameters.AddWithValue("ended", pairs.Select(_ => random.Chance(0.2)).ToArray());
        var written = await command.ExecuteNonQueryAsync(cancellationToken);
        await using var analyse = database.CreateCommand("ANALYZE cooperations");
        await analyse.ExecuteNonQueryAsync(cancellationToken);
        return written;
    }
}
