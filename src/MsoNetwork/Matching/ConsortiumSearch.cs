using System.Numerics;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>The greedy choice: always whoever adds most to those already chosen, of equals the first by id.</summary>
public sealed class ConsortiumSearch
{
    private readonly MatchNetwork _network;
    private readonly ConsortiumDemands _demands;
    private readonly ProjectPlaces? _places;
    private readonly ulong[] _covers;

    /// <param name="network">Who there is.</param>
    /// <param name="demands">What is needed.</param>
    /// <param name="places">Where, for a set that is to be from there; null for one that only covers it.</param>
    public ConsortiumSearch(MatchNetwork network, ConsortiumDemands demands, ProjectPlaces? places = null)
    {
        (_network, _demands, _places) = (network, demands, places);
        var topics = demands.Topics.Select(key => network.Topics.Number(key)!.Value).ToArray();
        var groups = demands.TargetGroups.Select(key => network.TargetGroups.Number(key)!.Value).ToArray();
        _covers = new ulong[network.Count];
        for (var place = 0; place < network.Count; place++)
        {
            var bit = 0;
            foreach (var topic in topics) Set(place, bit++, network.Topics.Has(place, topic));
            foreach (var group in groups) Set(place, bit++, network.TargetGroups.Has(place, group));
            foreach (var region in demands.Regions)
                Set(
                    place,
                    bit++,
                    places is null ? network.Members[place].WorksIn(region) : ProjectPlaces.WorksIn(network.Members[place], region)
                );
        }

        void Set(int place, int bit, bool covered)
        {
            if (covered) _covers[place] |= 1UL << bit;
        }
    }

    /// <summary>
    /// For whoever plans without an organisation of its own: who covers most; of equals the nearer, then the more experienced.
    /// </summary>
    public int? FindLead(Func<int, bool> isCandidate)
    {
        var best = (Place: -1, Covers: 0, Step: 0, Experience: 0.0);
        for (var place = 0; place < _network.Count; place++)
        {
            if (!isCandidate(place) || BitOperations.PopCount(_covers[place]) is var covers && covers < best.Covers) continue;
            var (step, experience) = (_places?.Step(_network.Members[place]) ?? 0, _network.Experience(place));
            if (covers > best.Covers
                || (covers > 0 && (step < best.Step || (step == best.Step && experience > best.Experience))))
                best = (place, covers, step, experience);
        }

        return best.Place < 0 ? null : best.Place;
    }

    public Consortium Find(int lead, Func<int, bool> isCandidate)
    {
        var covered = _covers[lead];
        var members = new List<ConsortiumMember>
        {
            new(
                _network,
                lead,
                true,
                _network.IsExperienced(lead),
                BitOperations.PopCount(covered) * ConsortiumDemands.Points,
                Covering(lead, null, covered)
            ),
        };
        using var matcher = new Matcher(_network, lead, SuggestionPurpose.SimilarWork);
        var candidates = Enumerable
            .Range(0, _network.Count)
            .Where(place => place != lead && isCandidate(place))
            .Select(place => (Place: place, Points: matcher.Points(place)))
            .Select(one => (one.Place, Fit: one.Points.Total, AddsMore: AddsMore(one.Place, one.Points)))
            .ToList();
        var experiencedLeft = _demands.Size - 1 - _demands.LeastLessExperienced;
        while (members.Count < _demands.Size)
        {
            var best = (Place: -1, Gain: 0);
            foreach (var (place, fit, addsMore) in candidates)
            {
                var adds = BitOperations.PopCount(_covers[place] & ~covered);
                if (adds == 0 && !addsMore) continue;
                var gain = (adds * ConsortiumDemands.Points) + fit;
                if (gain > best.Gain && (experiencedLeft > 0 || !_network.IsExperienced(place))) best = (place, gain);
            }

            if (best.Place < 0) break;
            candidates.RemoveAll(one => one.Place == best.Place);
            var isExperienced = _network.IsExperienced(best.Place);
            if (isExperienced)
                experiencedLeft--;
            members.Add(
                new(
                    _network,
                    best.Place,
                    false,
                    isExperienced,
                    best.Gain,
                    [.. Covering(best.Place, lead, _covers[best.Place] & ~covered), .. matcher.Reasons(best.Place)]
                )
            );
            covered |= _covers[best.Place];
        }

        return new Consortium(_network, _demands, members);
    }

    // Whether one fits a set that it covers nothing new for. To live in the same town as somebody is no reason to plan a project together.
    private bool AddsMore(int place, MatchPoints points) =>
        _places is null
        || (_places.IsNear(_network.Members[place]) && ((_covers[place] & Work) != 0 || points.Topics + points.TargetGroups > 0));

    // What is to be done, not where; where that is all that is asked for, it is what counts.
    private ulong Work => (1UL << (_demands.Topics.Count + _demands.TargetGroups.Count)) - 1 is var work and > 0 ? work : ulong.MaxValue;

    private List<MatchReason> Covering(int place, int? lead, ulong bits)
    {
        var reasons = new List<MatchReason>();
        var bit = 0;
        Add(MatchReasonKind.CoversTopics, _demands.Topics, (reason, keys) =>
            reason with
            {
                Vocabulary = VocabularyName.Topics,
                Terms = keys,
            }
        );
        Add(MatchReasonKind.CoversTargetGroups, _demands.TargetGroups, (reason, keys) =>
            reason with
            {
                Vocabulary = VocabularyName.TargetGroups,
                Terms = keys,
            }
        );
        Add(MatchReasonKind.CoversRegions, _demands.Regions, (reason, keys) => reason with { Regions = keys });
        return reasons;

        void Add(MatchReasonKind kind, IReadOnlyList<string> demanded, Func<MatchReason, List<string>, MatchReason> with)
        {
            var keys = demanded.Where(_ => (bits >> bit++ & 1) == 1).ToList();
            if (keys.Count > 0) reasons.Add(with(new MatchReason(kind, keys.Count * ConsortiumDemands.Points, place, lead), keys));
        }
    }
}
