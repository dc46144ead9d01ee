using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Messages;

/// <summary>An organisation says whether it can be written to.</summary>
public sealed class MessageSwitch(DbContext context, NpgsqlDataSource database, CurrentViewer current)
{
    public async Task<bool> IsOnAsync(Guid organisation, CancellationToken cancellationToken) =>
        !await context.Set<MessageSettings>().AnyAsync(one => one.OrganisationId == organisation && !one.TakesMessages, cancellationToken);

    /// <summary>Those of these organisations that cannot be written to.</summary>
    public async Task<IReadOnlySet<Guid>> OffAsync(IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken) =>
        (await context.Set<MessageSettings>().Where(one => organisations.Contains(one.OrganisationId) && !one.TakesMessages)
            .Select(one => one.OrganisationId).ToListAsync(cancellationToken)).ToHashSet();

    public async Task<bool> MayAsync(Guid organisation, CancellationToken cancellationToken) =>
        Find(await current.GetAsync(cancellationToken), organisation) is not null;

    /// <exception cref="NetworkException">UNAUTHENTICATED or FORBIDDEN.</exception>
    public async Task SetAsync(Guid organisation, bool takesMessages, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var by = Find(viewer, organisation)?.By(viewer) ?? throw new NetworkException(
            ErrorCode.Forbidden, "Only those who keep the organisation's entry say whether it takes messages.");
        var values = new SqlConditions();
        var sql = $"""
            INSERT INTO message_settings (organisation_id, takes_messages)
            VALUES ({values.Parameter(organisation)}, {values.Parameter(takesMessages)})
            ON CONFLICT (organisation_id) DO UPDATE SET takes_messages = excluded.takes_messages
            """;
        await by.Author.ExecuteAsync(database, values, sql, cancellationToken);
    }

    private static Grant? Find(Viewer viewer, Guid organisation) =>
        Rights.Find(viewer, Resource.MessageSettings, Operation.Change, new Facts { Owners = [organisation] });
}
