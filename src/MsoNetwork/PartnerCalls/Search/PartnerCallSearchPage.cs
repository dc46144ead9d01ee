using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>A hit with the call as the registry has it now.</summary>
public sealed record PartnerCallSearchEdge(PartnerCallSearchPage Page, ListedPartnerCall Call, SearchHit Hit)
{
    /// <summary>Metres from the point asked for; null when none was.</summary>
    public double? Metres =>
        Page.Asked.Centre is not { } centre
            ? null
            : Geodesic.Metres(centre.Latitude, centre.Longitude, Call.Location.Latitude, Call.Location.Longitude);
}

/// <summary>A search for calls, read and checked.</summary>
/// <param name="Query">What was typed, and what it was understood as.</param>
/// <param name="Near">The point that the filter measures distances from.</param>
/// <param name="After">The hit before the page; null for the first page.</param>
/// <param name="Now">The moment that states are those of.</param>
public sealed record PartnerCallQuestion(UnderstoodQuery Query, Position? Near, SearchCursor? After, DateTimeOffset Now)
{
    /// <summary>Where distances are measured from; null when nobody asked for any.</summary>
    public Position? Centre => Near ?? Query.Around?.Centre;
}

/// <summary>An answered search. Its calls are read only when the query selects them.</summary>
public sealed class PartnerCallSearchPage(
    NpgsqlDataSource database,
    PartnerCallQuestion asked,
    SearchAnswer answer,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts,
    int milliseconds
) : IPage
{
    private Task<List<PartnerCallSearchEdge>>? _edges;

    public PartnerCallQuestion Asked => asked;

    public SearchAnswer Answer => answer;

    /// <summary>Milliseconds from the question to the answer.</summary>
    public int Took => milliseconds;

    /// <summary>The counts of a facet that only calls have; none when it was not asked for.</summary>
    public IReadOnlyList<FacetCount> Counts(string facet) => counts.GetValueOrDefault(facet) ?? [];

    public Task<List<PartnerCallSearchEdge>> EdgesAsync(CancellationToken cancellationToken) => _edges ??= ReadAsync(cancellationToken);

    public Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(answer.Hits is [var first, ..] ? first.Cursor.Text : null);

    public Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(answer.Hits is [.., var last] ? last.Cursor.Text : null);

    public Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => Task.FromResult(answer.More);

    public Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => Task.FromResult(asked.After is not null);

    private async Task<List<PartnerCallSearchEdge>> ReadAsync(CancellationToken cancellationToken)
    {
        if (answer.Hits.Count == 0) return [];
        var conditions = new SqlConditions();
        // The index may be a moment behind: what was withdrawn meanwhile is not shown.
        await using var command = conditions.Command(database, $"""
            SELECT {PartnerCallSql.Columns(conditions.Parameter(asked.Now))} FROM {PartnerCallSql.From}
            WHERE {PartnerCallSql.Public} AND c.id = ANY({conditions.Parameter(answer.Hits.Select(hit => hit.Id).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)})
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<Guid, ListedPartnerCall>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var call = PartnerCallSql.Read(rows);
            found[call.Id] = call;
        }

        return [.. answer.Hits.Where(hit => found.ContainsKey(hit.Id)).Select(hit => new PartnerCallSearchEdge(this, found[hit.Id], hit))];
    }
}
