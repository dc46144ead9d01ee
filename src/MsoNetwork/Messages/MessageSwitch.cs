using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;

namespace MsoNetwork.Messages;

/// <summary>An organisation says whether it can be written to.</summary>
public sealed class MessageSwitch(DbContext context, CurrentViewer current)
{
    public async Task<bool> IsOnAsync(Guid organisation, CancellationToken cancellationToken) =>
        !await context.Set<MessageSettings>().AnyAsync(one => one.OrganisationId == organisation && !one.TakesMessages, cancellationToken);

    public async Task<bool> MayAsync(Guid organisation, CancellationToken cancellationToken) => Rights.Allows(
        await current.GetAsync(cancellationToken), Resource.MessageSettings, Operation.Change, new Facts { Owners = [organisation] });

    /// <exception cref="NetworkException">UNAUTHENTICATED or FORBIDDEN.</exception>
    public async Task SetAsync(Guid organisation, bool takesMessages, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        if (!await MayAsync(organisation, cancellationToken))
            throw new NetworkException(ErrorCode.Forbidden, "Only those who keep the organisation's entry say whether it takes messages.");
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO message_settings (organisation_id, takes_messages) VALUES ({organisation}, {takesMessages})
            ON CONFLICT (organisation_id) DO UPDATE SET takes_messages = excluded.takes_messages
            """, cancellationToken);
    }
}
