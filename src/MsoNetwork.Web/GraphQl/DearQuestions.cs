using MsoNetwork.Errors;
using MsoNetwork.Web.Admission;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// Questions that cost much take turns, on half of the processors: however many ask them, others find a processor, a connection to the
/// database and memory (docs/decisions.md, 483).
/// </summary>
internal sealed class DearQuestions : IDisposable
{
    /// <summary>From this cost on.</summary>
    public const long From = 2_500;

    /// <summary>Whoever comes beyond is refused at once.</summary>
    public const int MostWaiting = 64;

    /// <summary>Key of the user context: the turn that a request has, until it is executed.</summary>
    public const string Turn = "dear.turn";

    private readonly WorkShare _turns = new(Math.Max(Environment.ProcessorCount / 2, 1), waiting: MostWaiting, TimeSpan.FromSeconds(5));
    private readonly RefusalMetrics _refusals;

    public DearQuestions(RefusalMetrics refusals)
    {
        _refusals = refusals;
        refusals.Watch("dear", _turns);
    }

    /// <summary>A turn to give back; null for whoever needs none.</summary>
    public async ValueTask<(IDisposable? Turn, NetworkException? Refusal)> TakeAsync(long cost, CancellationToken cancellationToken)
    {
        if (cost < From) return (null, null);
        if (await _turns.TakeAsync(cancellationToken) is { } turn) return (turn, null);
        _refusals.Count("busy");
        return (null, new NetworkException(
            ErrorCode.Unavailable, "Too many questions of this size are asked right now. Please try again shortly, or ask for less."));
    }

    public void Dispose() => _turns.Dispose();
}
