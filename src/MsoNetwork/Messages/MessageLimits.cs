using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Messages;

/// <summary>So nobody is flooded: neither an organisation, nor somebody whose address a stranger types.</summary>
internal sealed class MessageLimits(DbContext context, TimeProvider time)
{
    public const int OfAddress = 10;
    public const int Unconfirmed = 3;
    public const int ToOrganisation = 30;
    public const int Answers = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>In a transaction: of many at once, each is counted after the other.</summary>
    public async Task<bool> AllowAsync(string sender, Guid organisation, CancellationToken cancellationToken)
    {
        var key = organisation.ToString();
        await context.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended({sender}, 21)), pg_advisory_xact_lock(hashtextextended({key}, 22))",
            cancellationToken);
        var since = time.GetUtcNow() - Day;
        var recent = context.Set<Message>().Where(message => message.CreatedAt > since);
        var own = await recent.Where(message => message.SenderKey == sender).Select(message => message.HandedOnAt == null)
            .ToListAsync(cancellationToken);
        return own.Count < OfAddress && own.Count(waits => waits) < Unconfirmed
            && await recent.CountAsync(message => message.OrganisationId == organisation, cancellationToken) < ToOrganisation;
    }

    public async Task<bool> AllowAnswerAsync(Guid message, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Day;
        return await context.Set<MessageLink>().CountAsync(link => link.MessageId == message && link.CreatedAt > since, cancellationToken)
            <= Answers;
    }
}
