using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>Proposals that wait for the other side.</summary>
internal static class WaitingCooperations
{
    public static async Task<IReadOnlyList<WaitingItem>> ListAsync(
        IServiceProvider services, Viewer viewer, CancellationToken cancellationToken)
    {
        var own = viewer.Memberships.OfType<OrganisationMembership>().ToList();
        if (own.Count == 0) return [];
        var list = new SqlConditions();
        list.Add("c.state = 'Proposed'");
        var organisations = viewer with { Memberships = own };
        list.Add(Rights.Sql(organisations, Resource.Cooperation, Operation.Confirm, CooperationPermissions.Columns, list));
        var mine = list.Parameter(own.Select(one => one.Organisation).ToArray());
        return await list.ListAsync(services.GetRequiredService<NpgsqlDataSource>(), $"""
            SELECT c.id, own.id, other.id, c.title, c.proposed_at, other.slug FROM cooperations AS c
            JOIN organisations AS own ON own.id = ANY({mine}) AND own.id IN (c.from_id, c.to_id) AND own.id IS DISTINCT FROM c.proposed_by
            JOIN organisations AS other ON other.id = CASE WHEN own.id = c.from_id THEN c.to_id ELSE c.from_id END
            WHERE {list.Where} ORDER BY c.id LIMIT {WaitingSource.Most}
            """, row => new WaitingItem(
                "proposal", row.Value<Guid>(), row.Value<Guid>(), row.Value<Guid>(), row.Text(), row.Value<DateTimeOffset>(),
                CooperationNotices.Path(row.Text())), cancellationToken);
    }
}
