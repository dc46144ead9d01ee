using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>
/// The second index, of calls, with the search's own rules over it. Calls are thousands, not hundreds of thousands: this index is the only
/// engine for them, whatever is configured for organisations (docs/decisions.md, 73).
/// </summary>
public sealed class PartnerCallIndex
{
    public PartnerCallIndex(ReferenceSnapshot<Gazetteer> gazetteer, PhraseBook phrases)
    {
        Index = new RegistryIndex(gazetteer);
        Search = new RegistrySearch(Index, phrases);
    }

    public RegistryIndex Index { get; }

    public RegistrySearch Search { get; }
}
