using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>Somebody outside of the database who must hear of changes: a search engine, later mail and webhooks.</summary>
/// <param name="Name">Its name in the queue's tables.</param>
/// <param name="Subjects">Whose changes it hears of.</param>
/// <param name="DeliverAsync">
/// Brings what has changed, as it is now; ends when the other side has confirmed. May come twice. Read on the connection that is given:
/// then it is at least as new as the changes.
/// </param>
/// <param name="KeepsCopy">It holds a copy that is filled by a rebuild first: before, nothing is brought.</param>
public sealed record OutboxConsumer(
    string Name,
    string[] Subjects,
    Func<NpgsqlConnection, IReadOnlyCollection<LoggedChange>, CancellationToken, Task> DeliverAsync,
    bool KeepsCopy
)
{
    /// <summary>The class of the advisory locks that are held while a consumer's copy is rebuilt ("mso", 2).</summary>
    public const int LockClass = 0x6D736F02;
}
