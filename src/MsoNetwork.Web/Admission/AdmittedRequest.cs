using MsoNetwork.RateLimits;

namespace MsoNetwork.Web.Admission;

/// <summary>
/// The places that a request has, until it is answered. Its network's place is free again when the answer goes out: a slow line is in
/// nobody's way. A refusal for its client's rate gives back all before it waits for its pace.
/// </summary>
internal sealed class AdmittedRequest : IDisposable
{
    private readonly HttpContext _context;
    private readonly RefusalPace _pace;
    private readonly WorkClass _work;
    private IDisposable? _ofClient;
    private IDisposable? _ofClass;

    public AdmittedRequest(HttpContext context, RefusalPace pace, WorkClass work, IDisposable? ofClient)
    {
        (_context, _pace, _work, _ofClient) = (context, pace, work, ofClient);
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
        if (_context.Response.StatusCode != StatusCodes.Status429TooManyRequests)
        {
            if (_work != WorkClass.Export) Interlocked.Exchange(ref _ofClient, null)?.Dispose();
            return;
        }

        Dispose();
        var client = _context.RequestServices.GetRequiredService<RequestBudget>().Client
            ?? ClientNetwork.KeyOf(_context);
        // Whoever leaves meanwhile is no error.
        await _pace.WaitAsync(client, _context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
