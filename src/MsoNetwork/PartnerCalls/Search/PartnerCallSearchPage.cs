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
        Page.Centre is not { } centre
            ? null
            : Geodesic.Metres(centre.Latitude, centre.Longitude, Call.Location.Latitude, Call.Location.Longitude);
}

/// <summary>An answered search. Its calls are read only when the query selects them.</summary>
public sealed class PartnerCallSearchPage(
    NpgsqlDataSource database,
    SearchQuestion question,
    SearchAnswer answer,
    DateTimeOffset now,
    int milliseconds
) : IPage
{
    private Task<List<PartnerCallSearchEdge>>? _edges;

    public SearchQuestion Question => question;

    public SearchAnswer Answer => answer;

    /// <summary>Milliseconds from the question to the answer.</summary>
    public int Took => milliseconds;

    internal Position? Centre =>
        question.Criteria.Near is { } near ? new Position(near.Centre.Y, near.Centre.X) : question.Query.Around?.Centre;

    public Task<List<PartnerCallSearchEdge>> EdgesAsync(CancellationToken cancellationToken) => _edges ??= ReadAsync(cancellationToken);

    public Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(answer.Hits is [var first, ..] ? first.Cursor.Text : null);

    public Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(answer.Hits is [.., var last] ? last.Cursor.Text : null);

    public Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => Task.FromResult(answer.More);

    public Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => Task.FromResult(question.After is not null);

    private async Task<List<PartnerCallSearchEdge>> ReadAsync(CancellationToken cancellationToken)
    {
        if (answer.Hits.Count == 0) return [];
        var conditions = new SqlConditions();
        // The index may be a moment behind: what was withdrawn meanwhile is not shown.
        var calls = await conditions.ListAsync(database, $"""
            SELECT {PartnerCallSql.Columns(conditions.Parameter(now))} FROM {PartnerCallSql.From}
            WHERE {PartnerCallSql.Public} AND c.id = ANY({conditions.Parameter(answer.Hits.Select(hit => hit.Id).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)})
            """, PartnerCallSql.Read, cancellationToken);
        var found = calls.ToDictionary(call => call.Id);
        return [.. answer.Hits.Where(hit => found.ContainsKey(hit.Id)).Select(hit => new PartnerCallSearchEdge(this, found[hit.Id], hit))];
    }
}
