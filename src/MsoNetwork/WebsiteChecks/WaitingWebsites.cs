using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.WebsiteChecks;

/// <summary>Websites that cannot be reached wait for the team: it is still there, or the address is another one.</summary>
internal static class WaitingWebsites
{
    private static readonly FactColumns Columns = new(["o.id"]) { Seat = "o.municipality_key" };

    public static async Task<IReadOnlyList<WaitingItem>> ListAsync(
        IServiceProvider services, Viewer viewer, CancellationToken cancellationToken)
    {
        // A centre has a list of its own for its area.
        var team = viewer with { Memberships = [.. viewer.Memberships.OfType<OrganisationMembership>()] };
        if (!Rights.IsConceivable(team, Resource.Organisation, Operation.Change)) return [];
        var list = new SqlConditions();
        list.Add("w.is_dead");
        list.Add(Rights.Sql(team, Resource.Organisation, Operation.Change, Columns, list));
        var own = list.Parameter(team.Memberships.Cast<OrganisationMembership>().Select(one => one.Organisation).ToArray());
        list.Add($"o.id = ANY ({own})");
        return await list.ListAsync(services.GetRequiredService<NpgsqlDataSource>(), $"""
            SELECT o.id, o.website, w.failing_since, o.slug FROM organisations AS o JOIN website_checks AS w ON w.url = o.website
            WHERE {list.Where} ORDER BY o.id LIMIT {WaitingSource.Most}
            """, row =>
        {
            var (id, website, since) = (row.Value<Guid>(), row.Text(), row.Value<DateOnly>());
            return new WaitingItem(
                "website", id, id, null, website, BerlinDay.Moment(since.ToDateTime(TimeOnly.MinValue)),
                $"organisationen/{row.Text()}/bearbeiten/kontakt");
        }, cancellationToken);
    }
}
