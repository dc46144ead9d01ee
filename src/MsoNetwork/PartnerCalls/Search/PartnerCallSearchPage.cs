using MsoNetwork.DirectorySearch;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>An answered search for calls.</summary>
/// <param name="database">Where the calls are read.</param>
/// <param name="answered">The answer.</param>
/// <param name="counts">Of the facets that only calls have.</param>
/// <param name="now">The moment that states are those of.</param>
public sealed class PartnerCallSearchPage(
    NpgsqlDataSource database,
    Answered answered,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts,
    DateTimeOffset now
) : HitPage<ListedPartnerCall>(answered, (ids, token) => ReadAsync(database, now, ids, token), call => call.Location)
{
    /// <summary>The counts of a facet that only calls have; none when it was not asked for.</summary>
    public IReadOnlyList<FacetCount> Counts(string facet) => counts.GetValueOrDefault(facet) ?? [];

    private static async Task<IReadOnlyDictionary<Guid, ListedPartnerCall>> ReadAsync(
        NpgsqlDataSource database,
        DateTimeOffset now,
        Guid[] ids,
        CancellationToken cancellationToken
    )
    {
        var conditions = new SqlConditions();
        // The index may be a moment behind: what was withdrawn meanwhile is not shown.
        var calls = await conditions.ListAsync(database, $"""
            SELECT {PartnerCallSql.Columns(conditions.Parameter(now))} FROM {PartnerCallSql.From}
            WHERE {PartnerCallSql.Public} AND c.id = ANY({conditions.Parameter(ids, NpgsqlDbType.Array | NpgsqlDbType.Uuid)})
            """, PartnerCallSql.Read, cancellationToken);
        return calls.ToDictionary(call => call.Id);
    }
}
