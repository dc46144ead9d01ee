using MsoNetwork.Search;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>
/// The index of calls. Calls are thousands, not hundreds of thousands: it is the only engine for them, whatever is configured for
/// organisations (docs/decisions.md, 73).
/// </summary>
public sealed class PartnerCallIndex
{
    // Whether one is open depends on the moment, so no state is the usual one.
    public SearchIndex<PartnerCallFacts> Index { get; } = new(_ => true);
}
