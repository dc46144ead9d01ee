using System.Buffers;

namespace MsoNetwork.Matching;

/// <summary>
/// Scores all others for one organisation and one purpose. Every pair is looked at: with 20,000 organisations that takes some two
/// milliseconds, and one way of scoring serves lists, reasons and evaluation alike (docs/decisions.md, 81).
/// </summary>
public sealed class Matcher : IDisposable
{
    private readonly MatchNetwork _network;
    private readonly SuggestionPurpose _purpose;
    private readonly MatchWeights _weights;
    private readonly int _self;
    private readonly double[] _partners;
    private readonly OfferExchange _exchange;
    private readonly CallExchange? _calls; // only where it counts

    public Matcher(MatchNetwork network, int self, SuggestionPurpose purpose)
    {
        (_network, _self, _purpose, _weights) = (network, self, purpose, MatchWeights.Of(purpose));
        _exchange = new OfferExchange(network);
        _calls = _weights.Calls == 0 ? null : new CallExchange(network, self);
        _partners = ArrayPool<double>.Shared.Rent(network.Count);
        AdamicAdar.Fill(network.Graph, self, _partners.AsSpan(0, network.Count));
    }

    public void Dispose() => ArrayPool<double>.Shared.Return(_partners);

    public bool IsConnected(int other) => _network.Graph.Neighbours(_self).BinarySearch(other) >= 0;

    /// <summary>The points that speak for another; the same both ways round, and for mentors and mentees with the parts swapped.</summary>
    public MatchPoints Points(int other)
    {
        var (network, weights) = (_network, _weights);
        var (sought, offered) = Calls(other);
        return new MatchPoints(
            Rounded(weights.Topics * network.Topics.Common(_self, other)),
            Rounded(weights.TargetGroups * network.TargetGroups.Common(_self, other)),
            Rounded(weights.Languages * network.Languages.Common(_self, other)),
            network.AreOutOfReach(_self, other) ? 0 : Rounded(weights.Distance * Nearness(network.Kilometres(_self, other))),
            _partners[other] == 0 ? 0 : Rounded(weights.Partners * Math.Log(1 + (MatchWeights.PartnerScale * _partners[other]))),
            Both(weights.Experience * network.LogPartners(_self), weights.Experience * network.LogPartners(other)),
            Both(weights.Activity * network.Activity(_self) / 2, weights.Activity * network.Activity(other) / 2),
            Lessening(weights.Calls, sought.Information),
            Lessening(weights.Calls, offered.Information),
            weights.Offers == 0 ? 0 : Lessening(weights.Offers, _exchange.Gives(other, _self, sought.Offers)),
            weights.Offers == 0 ? 0 : Lessening(weights.Offers, _exchange.Gives(_self, other, offered.Offers)),
            Mentoring(other),
            network.Origins.Of(_self).IsEmpty ? 0 : Rounded(MatchWeights.Asked * network.Origins.Common(_self, other)),
            network.Members[_self].SeeksReligion && network.Members[other].SeeksReligion ? MatchWeights.Asked : 0);
    }

    /// <summary>The sum of the points; 0 for whoever is no suggestion at all.</summary>
    public int Score(int other)
    {
        var points = Points(other);
        return points.Answers(_purpose) ? points.Total : 0;
    }

    /// <summary>The best, each with its reasons: by score, then by id.</summary>
    /// <param name="first">How many at most.</param>
    /// <param name="isCandidate">Who may be among them.</param>
    /// <param name="withConnected">Whether those it works with already may.</param>
    public IReadOnlyList<PartnerSuggestion> Best(int first, Func<int, bool> isCandidate, bool withConnected)
    {
        // The worst of the best on top; of equal scores the later id is the worse.
        var best = new PriorityQueue<int, (int Score, int Before)>(first + 1);
        for (var other = 0; other < _network.Count; other++)
        {
            if (other == _self || !isCandidate(other) || (!withConnected && IsConnected(other))) continue;
            if (Score(other) is not (> 0 and var score)) continue;
            if (best.Count < first) best.Enqueue(other, (score, -other));
            // of equals the earlier stays
            else if (best.TryPeek(out _, out var worst) && score > worst.Score) best.DequeueEnqueue(other, (score, -other));
        }

        var found = new PartnerSuggestion[best.Count];
        while (best.TryDequeue(out var other, out var rank))
        {
            found[best.Count] = new PartnerSuggestion(_network, other, rank.Score, IsConnected(other), Reasons(other))
            {
                Metres = MatchReasons.Metres(_network, _self, other),
            };
        }

        return found;
    }

    public IReadOnlyList<MatchReason> Reasons(int other) =>
        MatchReasons.Of(_network, _exchange, Calls(other), _self, other, Points(other), _purpose);

    private (CallsMet Sought, CallsMet Offered) Calls(int other) =>
        _calls is null ? (CallsMet.None, CallsMet.None) : (_calls.OffersSought(other), _calls.SeeksOffered(other));

    private static double Nearness(double kilometres) =>
        Math.Max(0, Math.Log((MatchWeights.ReachKm + MatchWeights.NearKm) / (kilometres + MatchWeights.NearKm)));

    private int Mentoring(int other)
    {
        if (_weights.Mentoring == 0 || _purpose is not (SuggestionPurpose.Mentors or SuggestionPurpose.Mentees)) return 0;
        var (mentor, mentee) = _purpose == SuggestionPurpose.Mentors ? (other, _self) : (_self, other);
        if (!_network.IsExperienced(mentor) || _network.IsExperienced(mentee) || _network.Members[mentee].Supports) return 0;
        // Both must have work in common to learn from; what experience adds comes on top of that.
        if (!_network.Topics.Meet(mentor, mentee) && !_network.TargetGroups.Meet(mentor, mentee)) return 0;
        return Rounded(_weights.Mentoring * (_network.Experience(mentor) - _network.Experience(mentee)));
    }

    /// <summary>Of what both have; nothing when one has none of it, so that the reason is true of both.</summary>
    private static int Both(double one, double other) => one > 0 && other > 0 ? Rounded(one) + Rounded(other) : 0;

    // Most pairs have none, and logarithms cost.
    private static int Lessening(int weight, double information) => information == 0 ? 0 : Rounded(weight * Math.Log(1 + information));

    private static int Rounded(double points) => (int)Math.Round(points);
}
