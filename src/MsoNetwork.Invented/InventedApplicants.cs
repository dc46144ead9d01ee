using MsoNetwork.Funding;

namespace MsoNetwork.Invented;

/// <summary>Invented organisations that know everything of themselves that rules of funding ask: for auditing the rules.</summary>
public static class InventedApplicants
{
    private const int MostDaysAgo = 4_000;

    private static readonly string[] Seats = ["05315000", "05913000", "05762020", "05515000", "03241001"];

    /// <param name="facts">What rules may ask.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same number gives the same organisations.</param>
    /// <param name="on">The day of the application.</param>
    public static IEnumerable<FundingFacts> Of(IReadOnlyList<FundingFact> facts, int count, ulong seed, DateOnly on)
    {
        var random = new SeededRandom(seed);
        for (var at = 0; at < count; at++)
            yield return facts.Aggregate(new FundingFacts(), (known, fact) => known.With(fact.Name, Answer(fact, random, on)));
    }

    // Most organisations are registered, charitable and migrants' own; rules must be seen to decide the others too.
    private static object Answer(FundingFact fact, SeededRandom random, DateOnly on) => fact.Kind switch
    {
        FundingFactKind.YesNo => random.Chance(fact.Name is "begun" or "onlyCultureOrReligion" or "nationwide" ? 0.2 : 0.75),
        FundingFactKind.Percent => random.Below(101),
        FundingFactKind.Number => fact.Name == "costs" ? random.Below(200) * 100 : random.Below(6),
        FundingFactKind.Day => on.AddDays(-random.Below(MostDaysAgo)),
        _ => random.Of(Seats),
    };
}
