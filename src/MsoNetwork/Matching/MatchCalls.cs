using MsoNetwork.PartnerCalls;

namespace MsoNetwork.Matching;

/// <summary>The open calls of all members, and who can give what is sought.</summary>
public sealed class MatchCalls
{
    private static readonly PartnerCallSubject[] Subjects = Enum.GetValues<PartnerCallSubject>();
    private readonly MatchNetwork _network;
    private readonly ILookup<int, MatchCall> _seeking, _offering;
    private readonly Dictionary<PartnerCallSubject, int?> _offers;
    private readonly Dictionary<PartnerCallSubject, int[]> _seekers, _holders; // ascending

    internal MatchCalls(MatchNetwork network, IReadOnlyList<MatchCall> calls)
    {
        _network = network;
        Seeking = [.. calls.Where(call => call.Direction == PartnerCallDirection.Seeks)];
        _seeking = Seeking.ToLookup(call => call.Caller);
        _offering = calls.Where(call => call.Direction == PartnerCallDirection.Offers).ToLookup(call => call.Caller);
        _offers = Subjects.ToDictionary(
            subject => subject,
            subject => PartnerCallOffers.KeyOf(subject) is { } key ? network.Offers.Number(key) : null
        );
        _seekers = Subjects.ToDictionary(
            subject => subject,
            subject => Seeking.Where(call => call.Subject == subject).Select(call => call.Caller).Distinct().Order().ToArray()
        );
        _holders = Subjects.ToDictionary(
            subject => subject,
            subject =>
                Enumerable
                    .Range(0, network.Count)
                    .Where(place =>
                        (_offers[subject] is { } offer && network.Offers.Has(place, offer))
                        || _offering[place].Any(call => call.Subject == subject)
                    )
                    .ToArray()
        );
    }

    /// <summary>All that seek, in the order of their ids.</summary>
    public IReadOnlyList<MatchCall> Seeking { get; }

    public IEnumerable<MatchCall> SeekingOf(int place) => _seeking[place];

    /// <summary>The term of OFFERS that a call is about; null where it has none.</summary>
    public int? Offer(MatchCall call) => _offers[call.Subject];

    /// <summary>
    /// What finding it says: that it was asked for is one unit of information, and on top, as of terms, -ln(share of members that can give
    /// it).
    /// </summary>
    public double Says(PartnerCallSubject subject) =>
        1 + (_holders[subject].Length == 0 ? 0 : Math.Log((double)_network.Count / _holders[subject].Length));

    /// <summary>Who might give one of the things sought: says so in its entry or in a call.</summary>
    public IEnumerable<int> Givers(IEnumerable<MatchCall> sought) =>
        sought.Select(call => call.Subject).Distinct().SelectMany(subject => _holders[subject]).Distinct();

    /// <summary>Who seeks something that a member might give.</summary>
    public IEnumerable<int> Seekers(int giver) =>
        Subjects.Where(subject => Array.BinarySearch(_holders[subject], giver) >= 0).SelectMany(subject => _seekers[subject]).Distinct();

    /// <summary>The calls of a member that offer what a call seeks.</summary>
    public IEnumerable<MatchCall> Answers(MatchCall sought, int place) => _offering[place].Where(sought.IsMetBy);

    /// <summary>
    /// Whether a member's entry says that it offers it, where it is sought; interpreters must speak one of the languages.
    /// </summary>
    public bool IsOfferedBy(MatchCall sought, int place) => Offer(sought) is { } offer && _network.Offers.Has(place, offer)
        && sought.Where.IsWorkedIn(_network.Members[place])
        && (
            sought.Subject != PartnerCallSubject.Interpreting
            || sought.Languages.Count == 0
            || sought.Languages.Any(language =>
                _network.Languages.Number(language.Key) is { } number && _network.Languages.Has(place, number)
            )
        );
}
