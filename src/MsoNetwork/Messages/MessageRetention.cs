using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Messages;

/// <summary>Removes what is not needed any more; to be called now and then.</summary>
public sealed class MessageRetention(DbContext context, TimeProvider time)
{
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (unconfirmed, answered, senders) = (now - Message.Confirmable, now - Message.Answerable, now - ConfirmedSender.Valid);
        await context.Set<Message>()
            .Where(message => message.HandedOnAt == null ? message.CreatedAt <= unconfirmed : message.CreatedAt <= answered)
            .ExecuteDeleteAsync(cancellationToken);
        await context.Set<ConfirmedSender>().Where(sender => sender.ConfirmedAt <= senders).ExecuteDeleteAsync(cancellationToken);
    }
}
