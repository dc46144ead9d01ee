using MsoNetwork.PartnerCalls;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>
/// Scores all others for one call: what they cover of what it asks for, and how they fit the caller. As in <see cref="Matcher"/> points are
/// whole numbers that add up. What a call states is stated on purpose, so its terms count by their rarity alone (Spärck Jones 1972).
/// </summary>
internal sealed class CallMatcher : IDisposable
{
    /// <summary>Regions named in a reason; a large radius has hundreds of towns.</summary>
    private const int MostRegions = 20;

    /// <summary>Working where the call applies counts like a topic that one organisation in three has.</summary>
    private const int RegionPoints = 1_000;

    private readonly MatchNetwork _network;
    private readonly PartnerCall _call;
    private readonly int _self;
    private readonly Matcher _pair;
    private readonly MatchWeights _weights = MatchWeights.Of(SuggestionPurpose.Complementary);
    private readonly int[] _topics, _targetGroups, _languages;
    private readonly int? _offer;

    public CallMatcher(MatchNetwork network, int self, PartnerCall call)
    {
        (_network, _self, _call, _pair) = (network, self, call, new Matcher(network, self, SuggestionPurpose.Complementary));
        _topics = Numbers(network.Topics, MatchMember.WithoutReligion(call.Topics));
        _targetGroups = Numbers(network.TargetGroups, call.TargetGroups);
        _languages = Numbers(network.Languages, call.Languages);
        _offer = PartnerCallOffers.KeyOf(call.Subject) is { } key ? network.Offers.Number(key) : null;
    }

    public void Dispose() => _pair.Dispose();

    /// <summary>The best, by score, then by id.</summary>
    public IReadOnlyList<PartnerSuggestion> Best(int first, Func<int, bool> isCandidate, bool withConnected) =>
        [
            .. Enumerable
                .Range(0, _network.Count)
                .Where(other => other != _self && isCandidate(other) && (withConnected || !_pair.IsConnected(other)))
                .Select(other => (Place: other, Reasons: Reasons(other)))
                .Where(found => found.Reasons.Count > 0)
                .Select(found => new PartnerSuggestion(
                    _network,
                    found.Place,
                    found.Reasons.Sum(reason => reason.Points),
                    _pair.IsConnected(found.Place),
                    found.Reasons
                )
                {
                    Metres = MatchReasons.Metres(_network, _self, found.Place),
                })
                .OrderByDescending(suggestion => suggestion.Score)
                .ThenBy(suggestion => suggestion.Place)
                .Take(first),
        ];

    /// <summary>None for whoever covers nothing of what the call is about: nearness alone answers no call.</summary>
    private List<MatchReason> Reasons(int other)
    {
        var reasons = new List<MatchReason>();
        void Add(MatchReasonKind kind, double points, Func<MatchReason, MatchReason> with)
        {
            if ((int)Math.Round(points) is not 0 and var given) reasons.Add(with(new MatchReason(kind, given, other, _self)));
        }

        void Covers(MatchReasonKind kind, MatchTerms terms, int[] asked, int weight)
        {
            var covered = Array.FindAll(asked, term => terms.Has(other, term));
            Add(kind, weight * covered.Sum(terms.Says), reason => reason with { Vocabulary = terms.Name, Terms = terms.Keys(covered) });
        }

        Covers(MatchReasonKind.CoversTopics, _network.Topics, _topics, MatchWeights.Asked);
        Covers(MatchReasonKind.CoversTargetGroups, _network.TargetGroups, _targetGroups, _weights.TargetGroups);
        if (_offer is { } offer && Passes(offer, other))
        {
            Add(
                _call.Direction == PartnerCallDirection.Seeks ? MatchReasonKind.OffersNeeded : MatchReasonKind.NeedsOffered,
                _weights.Offers * Math.Log(1 + _network.Offers.Says(offer)),
                reason => reason with { Vocabulary = VocabularyName.Offers, Terms = [_network.Offers.Key(offer)] }
            );
        }

        var isAbout = _topics.Length + _targetGroups.Length > 0 || _offer is not null;
        if (isAbout && reasons.Count == 0) return [];
        Covers(MatchReasonKind.CoversLanguages, _network.Languages, _languages, _weights.Languages);
        var regions = _call.Areas.Where(_network.Members[other].WorksIn).Take(MostRegions).ToList();
        Add(MatchReasonKind.CoversRegions, regions.Count > 0 ? RegionPoints : 0, reason => reason with { Regions = regions });
        if (reasons.Count == 0)
            return [];
        reasons.AddRange(
            _pair
                .Reasons(other)
                .Where(reason =>
                    reason.Kind
                        is MatchReasonKind.Nearby
                            or MatchReasonKind.CommonPartners
                            or MatchReasonKind.Experience
                            or MatchReasonKind.RecentActivity
                )
        );
        return [.. reasons.OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Kind)];
    }

    // What is sought must be offered; what is offered helps whoever says what it offers, and does not have this.
    private bool Passes(int offer, int other) => _call.Direction == PartnerCallDirection.Seeks
        ? _network.Offers.Has(other, offer) : !_network.Offers.Of(other).IsEmpty && !_network.Offers.Has(other, offer);

    private static int[] Numbers(MatchTerms terms, string[] keys) => [.. keys.Select(terms.Number).OfType<int>().Distinct()];
}
