using MsoNetwork.PartnerCalls;

namespace MsoNetwork.Matching;

/// <summary>The open calls of all members, and who can give what is sought.</summary>
public sealed class MatchCalls
{
    private readonly MatchNetwork _network;
    private readonly ILookup<int, MatchCall> _seeking, _offering;
    private readonly Dictionary<CallSubject, int?> _offers;
    private readonly Dictionary<CallSubject, double> _says;

    internal MatchCalls(MatchNetwork network, IReadOnlyList<MatchCall> calls)
    {
        _network = network;
        Seeking = [.. calls.Where(call => call.Direction == CallDirection.Seeks)];
        _seeking = Seeking.ToLookup(call => call.Caller);
        _offering = calls.Where(call => call.Direction == CallDirection.Offers).ToLookup(call => call.Caller);
        var subjects = Enum.GetValues<CallSubject>();
        _offers = subjects.ToDictionary(subject => subject, subject => CallOffers.KeyOf(subject) is { } key ? network.Offers.Number(key) : null);
        _says = subjects.ToDictionary(subject => subject, Rarity);
    }

    /// <summary>All that seek, in the order of their ids.</summary>
    public IReadOnlyList<MatchCall> Seeking { get; }

    public IEnumerable<MatchCall> SeekingOf(int place) => _seeking[place];

    /// <summary>The term of OFFERS that a call is about; null where it has none.</summary>
    public int? Offer(MatchCall call) => _offers[call.Subject];

    /// <summary>What finding it says: that it was asked for is one unit of information, and the fewer can give it, the more comes on top.</summary>
    public double Says(CallSubject subject) => 1 + _says[subject];

    /// <summary>The calls of a member that offer what a call seeks.</summary>
    public IEnumerable<MatchCall> Answers(MatchCall sought, int place) => _offering[place].Where(sought.IsMetBy);

    /// <summary>Whether a member's entry says that it offers it, where it is sought; interpreters must speak one of the languages.</summary>
    public bool IsOfferedBy(MatchCall sought, int place) => Offer(sought) is { } offer && _network.Offers.Has(place, offer)
        && sought.Where.IsWorkedIn(_network.Members[place])
        && (sought.Subject != CallSubject.Interpreting || sought.Languages.Count == 0
            || sought.Languages.Any(language => _network.Languages.Number(language.Key) is { } number && _network.Languages.Has(place, number)));

    // As of terms: -ln(share of members that have it), of those who say so in their entries or in calls.
    private double Rarity(CallSubject subject)
    {
        var holders = Enumerable.Range(0, _network.Count)
            .Count(place => (_offers[subject] is { } offer && _network.Offers.Has(place, offer)) || _offering[place].Any(call => call.Subject == subject));
        return holders == 0 ? 0 : Math.Log((double)_network.Count / holders);
    }
}
