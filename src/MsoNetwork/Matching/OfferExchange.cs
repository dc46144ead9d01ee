namespace MsoNetwork.Matching;

/// <summary>
/// What one offers and another lacks. Rooms, equipment, training, interpreting and advice help any organisation (what such
/// organisations said they miss most: surveys of Köln and Münster 2018); other offers only where both work for the same people or on the
/// same topic, and only when the other says what it offers at all: nothing said is not nothing offered.
/// </summary>
internal sealed class OfferExchange(MatchNetwork network)
{
    private static readonly string[] HelpAnyone =
    [
        "room-lending",
        "equipment-lending",
        "volunteer-training",
        "interpreting",
        "advice",
        "accompaniment",
        "mentoring",
    ];

    private readonly HashSet<int> _helpAnyone = HelpfulTerms(network.Offers);

    /// <summary>The information of the offers that pass from one to the other.</summary>
    /// <param name="giver">Who offers.</param>
    /// <param name="taker">Who lacks.</param>
    /// <param name="besides">Terms that count already, because the taker's calls seek them.</param>
    public double Gives(int giver, int taker, ReadOnlySpan<int> besides)
    {
        var sum = 0.0;
        foreach (var offer in network.Offers.Of(giver))
        {
            if (!besides.Contains(offer) && Passes(offer, giver, taker)) sum += network.Offers.Says(offer);
        }

        return sum;
    }

    public IReadOnlyList<string> Keys(int giver, int taker, ReadOnlySpan<int> besides) =>
        network.Offers.Keys(network.Offers.Of(giver).ToArray().Except(besides.ToArray()).Where(offer => Passes(offer, giver, taker)));

    private bool Passes(int offer, int giver, int taker) =>
        !network.Offers.Has(taker, offer)
        && (
            _helpAnyone.Contains(offer)
            || (!network.Offers.Of(taker).IsEmpty && (network.TargetGroups.Meet(giver, taker) || network.Topics.Meet(giver, taker)))
        );

    private static HashSet<int> HelpfulTerms(MatchTerms offers) => [.. HelpAnyone.Select(offers.Number).OfType<int>()];
}
