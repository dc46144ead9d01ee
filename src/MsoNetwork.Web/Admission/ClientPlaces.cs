using System.Threading.RateLimiting;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Admission;

/// <summary>
/// How many requests of one network are worked on at once, in each class: MSONET_CLIENT_REQUESTS. Its others wait their turn and hold
/// nothing that somebody else needs, so that from however many connections it asks, it gets its share and no more.
/// </summary>
internal sealed class ClientPlaces : IDisposable
{
    /// <summary>Requests of one network and class that may wait.</summary>
    public const int MostWaiting = 256;

    /// <summary>Files that are made or sent, at least: over a slow line one takes minutes, and no processor.</summary>
    private const int Files = 4;

    /// <summary>How long one waits at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<Asker> _limiter;

    public ClientPlaces(IConfiguration settings, RatePolicies policies)
    {
        AtWork = RateSettings.Number(settings, "CLIENT_REQUESTS", Usual, least: 1);
        IsOn = policies.IsOn;
        _limiter = PartitionedRateLimiter.Create<Asker, Asker>(asker => RateLimitPartition.GetConcurrencyLimiter(asker, _ => new()
        {
            PermitLimit = Most(asker.Work),
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
    }

    /// <summary>As many as there are processors, and two at least: alone one can use the whole machine.</summary>
    public static int Usual => Math.Max(Environment.ProcessorCount, 2);

    /// <summary>Requests of the API at once.</summary>
    public int AtWork { get; }

    /// <summary>False: everybody may ask for as much at once as there is.</summary>
    public bool IsOn { get; }

    /// <summary>At once, of one network: of pages one fewer, as each takes a processor from its beginning to its end.</summary>
    public int Most(WorkClass work) => work switch
    {
        WorkClass.Page => Math.Max(AtWork - 1, 1),
        WorkClass.Export => Math.Max(AtWork, Files),
        _ => AtWork,
    };

    /// <summary>A place to give back; null when there was none in time, or too many of the same network wait already.</summary>
    public ValueTask<IDisposable?> TakeAsync(string network, WorkClass work, CancellationToken cancellationToken)
    {
        var asker = new Asker(network, work);
        return WorkShare.WaitAsync(
            _limiter.AttemptAcquire(asker), token => _limiter.AcquireAsync(asker, 1, token), Patience, cancellationToken);
    }

    public void Dispose() => _limiter.Dispose();

    private readonly record struct Asker(string Network, WorkClass Work);
}
