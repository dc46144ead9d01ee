using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Organisations;

/// <summary>A term whose active organisations are counted, in a region (AGS prefix) or everywhere.</summary>
public readonly record struct TermCount(VocabularyName Vocabulary, string Key, string? Region);

/// <summary>How many active organisations a region or a term has: as many as the filter of the same name finds.</summary>
internal static class OrganisationCounts
{
    public static async Task<IReadOnlyDictionary<string, int>> ByRegionAsync(
        NpgsqlDataSource database,
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken,
        bool? offices = null
    )
    {
        var counts = keys.ToDictionary(key => key, _ => 0, StringComparer.Ordinal);
        var conditions = new SqlConditions();
        conditions.Add("o.status = 'Active'");
        if (offices is { } only) conditions.Add(Offices.Condition(only, conditions));
        await using var command = conditions.Command(
            database,
            $"SELECT o.municipality_key, count(*)::int FROM organisations AS o WHERE {conditions.Where} GROUP BY o.municipality_key"
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (town, count) = (rows.GetString(0), rows.GetInt32(1));
            foreach (var length in (ReadOnlySpan<int>)[2, 3, 5, 8])
            {
                if (counts.TryGetValue(town[..length], out var sum)) counts[town[..length]] = sum + count;
            }
        }

        return counts;
    }

    public static async Task<IReadOnlyDictionary<TermCount, int>> ByTermAsync(
        NpgsqlDataSource database, VocabularySet vocabularies, IReadOnlyCollection<TermCount> terms, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<TermCount, int>();
        foreach (var group in terms.GroupBy(term => (term.Vocabulary, term.Region)))
        {
            // Each key counts for itself and for the terms above it; an organisation counts once for each.
            var pairs = group
                .SelectMany(
                    term => vocabularies[term.Vocabulary].ByKey(term.Key)!.KeysWithNarrower,
                    (term, key) => (Key: key, For: term.Key)
                )
                .ToList();
            await using var command = database.CreateCommand(
                $"""
                SELECT pair.counted, count(DISTINCT o.id)::int
                FROM unnest($1::text[], $2::text[]) AS pair(key, counted)
                JOIN (SELECT id, municipality_key, unnest({Column(group.Key.Vocabulary)}) AS key FROM organisations WHERE status = 'Active') AS o ON o.key = pair.key
                WHERE $3::text IS NULL OR starts_with(o.municipality_key, $3) GROUP BY pair.counted
                """);
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. pairs.Select(pair => pair.Key)] });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. pairs.Select(pair => pair.For)] });
            command.Parameters.Add(
                new NpgsqlParameter { Value = (object?)group.Key.Region ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
            );
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                counts[new(group.Key.Vocabulary, rows.GetString(0), group.Key.Region)] = rows.GetInt32(1);
        }

        return counts;
    }

    private static string Column(VocabularyName vocabulary) => vocabulary switch
    {
        VocabularyName.Topics => "topics",
        VocabularyName.TargetGroups => "target_groups",
        VocabularyName.Offers => "offers",
        VocabularyName.Languages => "languages",
        VocabularyName.Origins => "origins",
        _ => "ARRAY[kind]",
    };
}
