using System.ComponentModel;
using GraphQL.Types;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

[Description("Ties are always broken by id, so that paging neither repeats nor skips entries.")]
public enum PartnerCallOrder
{
    [Description("Most recently published first.")] Newest,
    [Description("What ends first.")] Deadline,
    [Description("Nearest first; needs filter.near.")] Distance,
}

public sealed class PartnerCallOrderType : EnumerationGraphType<PartnerCallOrder>;

/// <summary>The orders of lists of calls, on <see cref="PartnerCallSql.From"/>.</summary>
internal static class PartnerCallOrders
{
    public static KeysetOrder<ListedPartnerCall> Of(PartnerCallOrder order, PartnerCallCriteria criteria) => order switch
    {
        PartnerCallOrder.Newest => new("partner calls by opening", "c.id", call => call.Id)
        {
            Value = KeysetValue.Moment<ListedPartnerCall>(PartnerCallSql.Since, call => call.Since),
            Descending = true,
        },
        PartnerCallOrder.Deadline => new("partner calls by deadline", "c.id", call => call.Id)
        {
            // Infinity is what .NET's last day is to PostgreSQL.
            Value = KeysetValue.Day<ListedPartnerCall>(
                "coalesce(c.open_until, 'infinity')", call => call.Call.OpenUntil ?? DateOnly.MaxValue),
        },
        _ => new($"partner calls by distance from {criteria.Near?.Place}", "c.id", call => call.Id)
        {
            Value = KeysetValue.Metres<ListedPartnerCall>(
                $"ST_Distance({PartnerCallSql.Location}, {criteria.NearParameter})", call => call.Metres),
        },
    };
}

/// <summary>One request's calls, as whoever asks may see them.</summary>
public sealed class PartnerCallLists(
    NpgsqlDataSource database,
    CurrentViewer viewer,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time)
{
    private BatchLoader<Guid, ListedPartnerCall>? _byId;
    private BatchLoader<string, ListedPartnerCall>? _bySlug;

    public BatchLoader<Guid, ListedPartnerCall> ById => _byId ??= Seen.By("c.id", call => call.Id);

    public BatchLoader<string, ListedPartnerCall> BySlug => _bySlug ??= Seen.By("c.slug", call => call.Call.Slug);

    /// <summary>A page of the calls that a filter finds: by distance unless told where it has a point, else the newest first.</summary>
    /// <param name="filter">Open calls unless it says otherwise.</param>
    /// <param name="order">The order.</param>
    /// <param name="request">Which page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="relation">To <c>parent.key</c>, of a list below another object.</param>
    public async Task<ListPage<ListedPartnerCall>> PageAsync(
        PartnerCallFilter? filter,
        PartnerCallOrder? order,
        PageRequest request,
        CancellationToken cancellationToken,
        string? relation = null)
    {
        var criteria = new PartnerCallCriteria(
            filter ?? new PartnerCallFilter(),
            await viewer.GetAsync(cancellationToken),
            await gazetteer.GetAsync(cancellationToken),
            await vocabularies.GetAsync(cancellationToken),
            time.GetUtcNow());
        if (order == PartnerCallOrder.Distance && criteria.Near is null)
            throw NetworkException.Invalid("orderBy", "orderBy DISTANCE needs filter.near: the point that distances are measured from.");
        if (relation is not null) criteria.Conditions.Add(relation);
        var distance = criteria.NearParameter is { } point ? $", ST_Distance({PartnerCallSql.Location}, {point})" : "";
        var usual = criteria.Near is null ? PartnerCallOrder.Newest : PartnerCallOrder.Distance;
        return new ListPage<ListedPartnerCall>(new KeysetList<ListedPartnerCall>
        {
            Database = database,
            From = PartnerCallSql.From,
            Conditions = criteria.Conditions,
            Order = PartnerCallOrders.Of(order ?? usual, criteria),
            Columns = PartnerCallSql.Columns(criteria.Now) + distance,
            Read = criteria.NearParameter is null ? PartnerCallSql.Read : PartnerCallSql.ReadWithDistance,
        }, request);
    }

    // The fields below read terms and regions from memory.
    private SeenRows<ListedPartnerCall> Seen => new(
        database, viewer, Resource.PartnerCall, PartnerCallPermissions.Columns,
        conditions => PartnerCallSql.Select(conditions, time.GetUtcNow()), PartnerCallSql.Read,
        async token => (_, _) = (await gazetteer.GetAsync(token), await vocabularies.GetAsync(token)));
}
