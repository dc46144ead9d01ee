using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>Responses that wait for the caller.</summary>
internal static class WaitingResponses
{
    /// <summary>The page where an organisation keeps its call and its responses.</summary>
    public static string Path(string slug) => $"gesuche/{slug}/bearbeiten";

    public static async Task<IReadOnlyList<WaitingItem>> ListAsync(
        IServiceProvider services, Viewer viewer, CancellationToken cancellationToken)
    {
        if (!Rights.IsConceivable(viewer, Resource.PartnerCallResponse, Operation.Accept)) return [];
        var list = new SqlConditions();
        list.Add("r.state = 'Sent'");
        list.Add(Rights.Sql(viewer, Resource.PartnerCallResponse, Operation.Accept, PartnerCallPermissions.ResponseColumns, list));
        return await list.ListAsync(services.GetRequiredService<NpgsqlDataSource>(), $"""
            SELECT r.id, c.organisation_id, r.organisation_id, c.titles, r.created_at, c.slug FROM {ResponseStore.From}
            WHERE {list.Where} ORDER BY r.id LIMIT {WaitingSource.Most}
            """, row => new WaitingItem(
                "response", row.Value<Guid>(), row.Value<Guid>(), row.Value<Guid>(),
                Organisations.LocalisedText.Choose(row.Json<Dictionary<string, string>>(), null)!.Text, row.Value<DateTimeOffset>(),
                Path(row.Text())), cancellationToken);
    }
}
