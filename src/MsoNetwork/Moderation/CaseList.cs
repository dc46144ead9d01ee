using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>Which cases a desk wants to see.</summary>
/// <param name="Kind">Null: all kinds.</param>
/// <param name="IsDecided">What was decided, newest first, instead of what waits, oldest first.</param>
/// <param name="AlsoOfCentres">For administrators: those too that have a centre on board.</param>
/// <param name="Page">From 1.</param>
public sealed record CaseQuestion(CaseKind? Kind, bool IsDecided, bool AlsoOfCentres, int Page);

/// <summary>A case with the entry that it is about; null for a new one.</summary>
public sealed record ListedCase(Case Case, OrganisationEntry? Entry)
{
    /// <summary>Whether whoever handed it in keeps the entry.</summary>
    public bool IsOfTeam { get; init; }

    /// <summary>The organisation's name, that of the draft where there is no entry yet.</summary>
    public string Name => Entry?.Name
        ?? (Case.Draft is { } draft && DraftJson.Read(draft).GetValueOrDefault("name") is string name ? name : "…");
}

/// <summary>How many cases wait, by kind.</summary>
public sealed record CaseCounts(IReadOnlyDictionary<CaseKind, int> ByKind)
{
    public int Total => ByKind.Values.Sum();
}

/// <summary>"What waits for me": the cases that the viewer may decide.</summary>
public sealed class CaseList(
    DbContext context, NpgsqlDataSource database, OrganisationStore organisations, CurrentViewer current)
{
    public const int OnPage = 25;

    public async Task<CaseCounts> CountsAsync(bool alsoOfCentres, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var mine = await MineAsync(values, decided: false, alsoOfCentres, cancellationToken);
        var counts = await values.ListAsync(database, $"SELECT c.kind, count(*)::int FROM cases AS c WHERE {mine} GROUP BY c.kind",
            row => (Kind: row.Member<CaseKind>(), Count: row.Value<int>()), cancellationToken);
        return new(counts.ToDictionary(one => one.Kind, one => one.Count));
    }

    /// <returns>One page, and whether there is another.</returns>
    public async Task<(IReadOnlyList<ListedCase> Cases, bool HasMore)> ReadAsync(
        CaseQuestion question, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var mine = await MineAsync(values, question.IsDecided, question.AlsoOfCentres, cancellationToken);
        if (question.Kind is { } kind) mine += $" AND c.kind = {values.Parameter(kind.ToString())}";
        var order = question.IsDecided ? "c.decided_at DESC, c.id DESC" : "c.created_at, c.id";
        var ids = await values.ListAsync(
            database,
            $"SELECT c.id FROM cases AS c WHERE {mine} ORDER BY {order} LIMIT {OnPage + 1} "
                + $"OFFSET {(Math.Max(question.Page, 1) - 1) * OnPage}",
            row => row.Value<Guid>(),
            cancellationToken
        );
        return (await ListedAsync([.. ids.Take(OnPage)], cancellationToken), ids.Count > OnPage);
    }

    /// <summary>The same as a list for programs.</summary>
    public async Task<ListPage<ListedCase>> PageAsync(CaseQuestion question, PageRequest request, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        values.Add(await MineAsync(values, question.IsDecided, question.AlsoOfCentres, cancellationToken));
        if (question.Kind is { } kind) values.Add($"c.kind = {values.Parameter(kind.ToString())}");
        return Page(values, question.IsDecided, request);
    }

    /// <summary>What the person who asks has handed in, the newest first.</summary>
    public async Task<ListPage<ListedCase>> OwnAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        values.Add($"c.state <> 'Unconfirmed' AND c.person_id = {values.Parameter(await current.RequiredPersonAsync(cancellationToken))}");
        return Page(values, newestFirst: true, request);
    }

    private ListPage<ListedCase> Page(SqlConditions conditions, bool newestFirst, PageRequest request) => new(
        new KeysetList<ListedCase>
        {
            Database = database,
            From = "cases AS c",
            Conditions = conditions,
            Order = new(newestFirst ? "cases newest" : "cases", "c.id", listed => listed.Case.Id)
            {
                // What waits has no day of its decision; both orders go by the day on which it was handed in.
                Value = KeysetValue.Moment<ListedCase>("c.created_at", listed => listed.Case.CreatedAt),
                Descending = newestFirst,
                IdDescending = newestFirst,
            },
            Columns = "c.id",
            Read = _ => throw new NotSupportedException("Pages are read by ReadPage."),
            ReadPage = async (list, given, backward, limit, token) => [.. await ListedAsync(
                await given.ListAsync(database, list.Page(given, "c.id", backward, limit), row => row.Value<Guid>(), token), token)],
        }, request);

    private async Task<IReadOnlyList<ListedCase>> ListedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var cases = await context.Set<Case>().AsNoTracking().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(
            one => one.Id, cancellationToken);
        var entries = await EntriesAsync(cases.Values, cancellationToken);
        return [.. ids.Where(cases.ContainsKey).Select(id => Listed(cases[id], entries))];
    }

    /// <summary>One case of the viewer's desk; null if there is none, or it is another's.</summary>
    public async Task<ListedCase?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var found = await context.Set<Case>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        if (found is null or { State: CaseState.Unconfirmed }
            || !Rights.Allows(viewer, Resource.Case, Operation.Decide, CaseRights.Of(found)))
            return null;
        return Listed(found, await EntriesAsync([found], cancellationToken)) with
        {
            IsOfTeam = await context.Set<OrganisationPerson>().AnyAsync(
                one => one.OrganisationId == found.OrganisationId && one.PersonId == found.PersonId, cancellationToken),
        };
    }

    /// <summary>A case for its desk or its author; null for everybody else.</summary>
    public async Task<ListedCase?> ForThoseConcernedAsync(Guid id, CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        var found = await context.Set<Case>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        // A token for one organisation says nothing of what its maker handed in.
        var asked = current.Identity.OnlyFor is null ? viewer : viewer with { Person = null };
        return found is null or { State: CaseState.Unconfirmed }
            || !Rights.Allows(asked, Resource.Case, Operation.See, CaseRights.Of(found))
            ? null : Listed(found, await EntriesAsync([found], cancellationToken));
    }

    private static ListedCase Listed(Case one, Dictionary<Guid, OrganisationEntry> entries) =>
        new(one, one.OrganisationId is { } id ? entries.GetValueOrDefault(id) : null);

    private Task<Dictionary<Guid, OrganisationEntry>> EntriesAsync(IEnumerable<Case> cases, CancellationToken cancellationToken) =>
        organisations.ByIdsAsync([.. cases.Select(one => one.OrganisationId).OfType<Guid>().Distinct()], OrganisationColumns.All,
            cancellationToken);

    private async Task<string> MineAsync(SqlConditions values, bool decided, bool alsoOfCentres, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var state = decided
            ? "c.state IN ('Accepted', 'Refused', 'TakenBack', 'Undone')"
            : "c.state IN ('Waiting', 'AskedBack')";
        var mine = $"{state} AND {Rights.Sql(viewer, Resource.Case, Operation.Decide, CaseRights.Columns, values)}";
        if (alsoOfCentres || !viewer.Has(Role.Administrator)) return mine;
        // An administrator's own desk: what no centre has, and what belongs to a centre that the administrator works for.
        var own = viewer.Memberships.OfType<CentreMembership>().Select(centre => $"starts_with(c.seat, {values.Parameter(centre.Region)})");
        return $"{mine} AND ({string.Join(" OR ", own.Append(Responsible.Nobody))})";
    }
}
