using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>
/// How many organisations there are and which share has a term, as PostgreSQL's own statistics say (pg_stats, most common elements).
/// Only for choosing between two ways to the same answer; an old figure costs time, never rightness.
/// </summary>
public sealed class TermFrequencies
{
    private readonly Dictionary<(string Column, string Key), double> _shares = [];

    /// <summary>Estimated rows; 0 before the first ANALYZE.</summary>
    public double Organisations { get; private set; }

    /// <summary>The share of organisations with any of these terms, at most 1. What is not among the most common counts as rare.</summary>
    public double Share(string column, IEnumerable<string> keys) => Math.Min(1, keys.Sum(key => _shares.GetValueOrDefault((column, key))));

    public static async Task<TermFrequencies> LoadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT greatest(reltuples, 0)::float8 FROM pg_class WHERE oid = 'organisations'::regclass;
            SELECT attname, unnest(most_common_elems::text::text[]), unnest(most_common_elem_freqs[1:cardinality(most_common_elems::text::text[])])::float8
            FROM pg_stats WHERE tablename = 'organisations' AND schemaname = current_schema() AND attname IN ('topics', 'target_groups', 'offers', 'languages', 'origins');
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var frequencies = new TermFrequencies();
        await rows.ReadAsync(cancellationToken);
        frequencies.Organisations = rows.GetDouble(0);
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            frequencies._shares[("o." + rows.GetString(0), rows.GetString(1))] = rows.GetDouble(2);
        return frequencies;
    }
}
