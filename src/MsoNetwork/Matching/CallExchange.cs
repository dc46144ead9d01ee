namespace MsoNetwork.Matching;

/// <summary>
/// What a pair's open calls seek and the other of both offers. Each subject counts once, so that many calls are no more than one.
/// </summary>
/// <param name="Information">Of all subjects.</param>
/// <param name="Offers">The terms of OFFERS that stand for it: they count here, and not once more as an offer that is lacking.</param>
/// <param name="Calls">Those that seek, then those that offer the same.</param>
internal sealed record CallsMet(double Information, int[] Offers, IReadOnlyList<MatchCall> Calls)
{
    public static readonly CallsMet None = new(0, [], []);
}

/// <summary>
/// Who offers what one organisation seeks in open calls, and whose open calls seek what it offers. Found once for all others: by its own
/// few calls, and by others' against it alone; only those that offer or seek the same things are looked at.
/// </summary>
internal sealed class CallExchange
{
    private readonly MatchCalls _calls;
    private readonly Dictionary<int, CallsMet> _offersSought, _seeksOffered;

    public CallExchange(MatchNetwork network, int self)
    {
        _calls = network.Calls;
        var own = _calls.SeekingOf(self).ToList();
        _offersSought =
            own.Count == 0 ? [] : Found(_calls.Givers(own).Where(other => other != self).Select(other => (other, Meet(own, other))));
        _seeksOffered = Found(
            _calls.Seekers(self).Where(other => other != self).Select(other => (other, Meet(_calls.SeekingOf(other), self)))
        );
    }

    /// <summary>What another offers of that which this one seeks.</summary>
    public CallsMet OffersSought(int other) => _offersSought.GetValueOrDefault(other, CallsMet.None);

    /// <summary>What another seeks of that which this one offers.</summary>
    public CallsMet SeeksOffered(int other) => _seeksOffered.GetValueOrDefault(other, CallsMet.None);

    private static Dictionary<int, CallsMet> Found(IEnumerable<(int Other, CallsMet Met)> pairs) =>
        pairs.Where(pair => pair.Met.Calls.Count > 0).ToDictionary(pair => pair.Other, pair => pair.Met);

    private CallsMet Meet(IEnumerable<MatchCall> seeking, int giver)
    {
        List<MatchCall> sought = [], answers = [];
        List<int> offers = [];
        foreach (var call in seeking)
        {
            var (before, isOffered) = (answers.Count, _calls.IsOfferedBy(call, giver));
            answers.AddRange(_calls.Answers(call, giver));
            if (!isOffered && answers.Count == before) continue;
            sought.Add(call);
            if (_calls.Offer(call) is { } offer) offers.Add(offer);
        }

        return sought.Count == 0
            ? CallsMet.None
            : new CallsMet(
                sought.Select(call => call.Subject).Distinct().Order().Sum(_calls.Says),
                [.. offers.Distinct()],
                [.. sought, .. answers.Distinct()]
            );
    }
}
