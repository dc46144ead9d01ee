using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using MsoNetwork.Text;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>Lists of a desk's organisations, each for one kind of work.</summary>
public enum DeskListName
{
    All,

    /// <summary>Neither the organisation nor its centre has confirmed the entry.</summary>
    Unconfirmed,

    /// <summary>Confirmed, but longer ago than <see cref="DeskList.Months"/>.</summary>
    Stale,

    /// <summary>No mail address, no telephone number, no website.</summary>
    NoContact,

    /// <summary>Its website could not be reached for days.</summary>
    WebsiteUnreachable,

    /// <summary>No membership and no confirmed cooperation.</summary>
    NoTie,
}

/// <param name="Name">Which list.</param>
/// <param name="Search">Words of the name or the town; empty for all.</param>
/// <param name="Page">From 1.</param>
public sealed record DeskQuestion(DeskListName Name, string Search, int Page);

/// <summary>The organisations of a desk: a centre's area, everything for administrators.</summary>
public sealed class DeskList(
    NpgsqlDataSource database,
    CurrentViewer current,
    OrganisationStore organisations,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time)
{
    public const int OnPage = 50;

    /// <summary>An entry that nobody has confirmed for so long is stale.</summary>
    public const int Months = 12;

    private static readonly FactColumns Columns = new(["o.id"]) { Seat = "o.municipality_key" };

    /// <summary>How many each list has, in the order of the names.</summary>
    public async Task<IReadOnlyDictionary<DeskListName, int>> CountsAsync(CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var mine = await MineAsync(values, cancellationToken);
        var names = Enum.GetValues<DeskListName>();
        var counts = names.Select(name => $"count(*) FILTER (WHERE {Is(name, values)})::int");
        var row = await values.ListAsync(database, $"SELECT {string.Join(", ", counts)} FROM organisations AS o WHERE {mine}",
            row => names.ToDictionary(name => name, _ => row.Value<int>()), cancellationToken);
        return row[0];
    }

    /// <returns>One page, how many there are on all, and what is found.</returns>
    public async Task<(IReadOnlyList<OrganisationEntry> Entries, int Total)> ReadAsync(
        DeskQuestion question, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var where = await WhereAsync(question, values, cancellationToken);
        var total = await values.ScalarAsync<int>(
            database, $"SELECT count(*)::int FROM organisations AS o WHERE {where}", cancellationToken);
        var ids = await values.ListAsync(
            database,
            $"SELECT o.id FROM organisations AS o WHERE {where} ORDER BY o.sort_name, o.id LIMIT {OnPage} "
                + $"OFFSET {(Math.Clamp(question.Page, 1, 10_000) - 1) * OnPage}",
            row => row.Value<Guid>(),
            cancellationToken
        );
        var found = await organisations.ByIdsAsync(ids, OrganisationColumns.All, cancellationToken);
        return ([.. ids.Where(found.ContainsKey).Select(id => found[id])], total);
    }

    /// <summary>The same as a list for programs.</summary>
    public async Task<ListPage<ListedOrganisation>> PageAsync(
        DeskQuestion question, PageRequest request, CancellationToken cancellationToken)
    {
        var criteria = new OrganisationCriteria(
            new OrganisationFilter { Status = Enum.GetValues<OrganisationStatus>() },
            await gazetteer.GetAsync(cancellationToken),
            await vocabularies.GetAsync(cancellationToken));
        criteria.Conditions.Add(await WhereAsync(question, criteria.Conditions, cancellationToken));
        return OrganisationList.Page(organisations, criteria, OrganisationOrder.Name, request, OrganisationColumns.All);
    }

    /// <summary>One of the desk's organisations; null when it is another desk's.</summary>
    public async Task<OrganisationEntry?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var where = $"{await MineAsync(values, cancellationToken)} AND o.slug = {values.Parameter(slug)}";
        var ids = await values.ListAsync(
            database, $"SELECT o.id FROM organisations AS o WHERE {where}", row => row.Value<Guid>(), cancellationToken);
        const OrganisationColumns Columns = OrganisationColumns.All | OrganisationColumns.Protection;
        return (await organisations.ByIdsAsync(ids, Columns, cancellationToken)).Values.FirstOrDefault();
    }

    private async Task<string> WhereAsync(DeskQuestion question, SqlConditions values, CancellationToken cancellationToken)
    {
        var where = $"{await MineAsync(values, cancellationToken)} AND {Is(question.Name, values)}";
        foreach (var word in question.Search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(6))
            where += $" AND (strpos(o.sort_name, {values.Parameter(Folding.SortKey(word))}) > 0"
                + $" OR strpos(lower(o.town), {values.Parameter(word.ToLowerInvariant())}) > 0)";
        return where;
    }

    private async Task<string> MineAsync(SqlConditions values, CancellationToken cancellationToken) =>
        Rights.Sql(await current.RequiredAsync(cancellationToken), Resource.Desk, Operation.See, Columns, values);

    private string Is(DeskListName name, SqlConditions values) => name switch
    {
        DeskListName.Unconfirmed => "(o.status = 'Active' AND o.verification = 'Unverified')",
        DeskListName.Stale => $"(o.status = 'Active' AND o.verified_on < {values.Parameter(time.Today().AddMonths(-Months))})",
        DeskListName.NoContact => """
            (o.status = 'Active' AND num_nonnulls(o.email, o.phone, o.website) = 0
                AND NOT EXISTS (SELECT FROM hidden_contacts AS h WHERE h.organisation_id = o.id AND num_nonnulls(h.email, h.phone) > 0))
            """,
        DeskListName.WebsiteUnreachable =>
            "(o.status <> 'Dissolved' AND EXISTS (SELECT FROM website_checks AS w WHERE w.url = o.website AND w.is_dead))",
        DeskListName.NoTie => """
            (o.status = 'Active' AND NOT EXISTS (SELECT FROM memberships AS m WHERE o.id IN (m.member_id, m.umbrella_id))
                AND NOT EXISTS (SELECT FROM cooperations AS t WHERE o.id IN (t.from_id, t.to_id) AND t.state = 'Confirmed'))
            """,
        _ => "true",
    };
}
