using MsoNetwork.RateLimits;

namespace MsoNetwork.Web.Admission;

/// <summary>
/// The places that a request has, until it is answered. A refusal for its client's rate gives them back before it waits for its pace.
/// </summary>
internal sealed class AdmittedRequest : IDisposable
{
    private readonly HttpContext _context;
    private readonly RefusalPace _pace;
    private IDisposable? _ofClient;
    private IDisposable? _ofClass;

    public AdmittedRequest(HttpContext context, RefusalPace pace, IDisposable? ofClient)
    {
        (_context, _pace, _ofClient) = (context, pace, ofClient);
        context.Response.OnStarting(static request => ((AdmittedRequest)request).StartAsync(), this);
    }

    public void Add(IDisposable ofClass) => _ofClass = ofClass;

    public void Dispose()
    {
        Interlocked.Exchange(ref _ofClass, null)?.Dispose();
        Interlocked.Exchange(ref _ofClient, null)?.Dispose();
    }

    private async Task StartAsync()
    {
        if (_context.Response.StatusCode != StatusCodes.Status429TooManyRequests) return;
        Dispose();
        var client = _context.RequestServices.GetRequiredService<RequestBudget>().Client
            ?? RatePolicies.Network(ClientNetwork.Of(_context));
        // Whoever leaves meanwhile is no error.
        await _pace.WaitAsync(client, _context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
