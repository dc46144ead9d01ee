using MsoNetwork.Errors;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.Admission;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// Questions that cost much take turns, on half of the processors, and with other dear work: however many ask them, others find a
/// processor, a connection to the database and memory (docs/decisions.md, 483 and 486).
/// </summary>
internal sealed class DearQuestions : IDisposable
{
    /// <summary>From this cost on.</summary>
    public const long From = 2_500;

    /// <summary>Whoever comes beyond is refused at once.</summary>
    public const int MostWaiting = 64;

    /// <summary>Key of the user context: the turn that a request has, until it is executed.</summary>
    public const string Turn = "dear.turn";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WorkShare _share = new(Math.Max(Environment.ProcessorCount / 2, 1), waiting: MostWaiting, Patience);
    private readonly DearTurns _turns;
    private readonly RefusalMetrics _refusals;

    public DearQuestions(DearTurns turns, RefusalMetrics refusals)
    {
        (_turns, _refusals) = (turns, refusals);
        refusals.Watch("dear", _share);
    }

    /// <summary>A turn to give back; null for whoever needs none.</summary>
    public async ValueTask<(IDisposable? Turn, NetworkException? Refusal)> TakeAsync(long cost, CancellationToken cancellationToken)
    {
        if (cost < From) return (null, null);
        if (await _share.TakeAsync(cancellationToken) is { } place)
        {
            IDisposable? turn = null;
            try
            {
                turn = await WorkShare.InTimeAsync<IDisposable>(token => new(_turns.TakeAsync(token)), Patience, cancellationToken);
            }
            finally
            {
                if (turn is null) place.Dispose(); // also where whoever asked has left meanwhile
            }

            if (turn is not null) return (new Both(turn, place), null);
        }

        _refusals.Count("busy");
        return (null, new NetworkException(
            ErrorCode.Unavailable, "Too many questions of this size are asked right now. Please try again shortly, or ask for less."));
    }

    public void Dispose() => _share.Dispose();

    private sealed class Both(IDisposable turn, IDisposable place) : IDisposable
    {
        public void Dispose()
        {
            turn.Dispose();
            place.Dispose();
        }
    }
}
