namespace MsoNetwork.Funding;

/// <summary>A condition of a criterion, as a file states it.</summary>
public abstract record FundingRule
{
    /// <summary>The facts it looks at.</summary>
    public abstract IEnumerable<string> Facts { get; }

    /// <summary>Whether it holds.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="day">The day of the application.</param>
    public abstract Truth Holds(FundingFacts facts, DateOnly day);

    /// <summary>Answers to a fact between which this rule can tell: one on each side of what it compares with.</summary>
    /// <param name="fact">One of <see cref="Facts"/>.</param>
    /// <param name="day">The day of the application.</param>
    public abstract IEnumerable<object> Telling(string fact, DateOnly day);

    public sealed record All(IReadOnlyList<FundingRule> Rules) : FundingRule
    {
        public override IEnumerable<string> Facts => Rules.SelectMany(rule => rule.Facts).Distinct();

        public override Truth Holds(FundingFacts facts, DateOnly day) => Kleene.All(Rules.Select(rule => rule.Holds(facts, day)));

        public override IEnumerable<object> Telling(string fact, DateOnly day) => Each(Rules, fact, day);
    }

    public sealed record Any(IReadOnlyList<FundingRule> Rules) : FundingRule
    {
        public override IEnumerable<string> Facts => Rules.SelectMany(rule => rule.Facts).Distinct();

        public override Truth Holds(FundingFacts facts, DateOnly day) => Kleene.Any(Rules.Select(rule => rule.Holds(facts, day)));

        public override IEnumerable<object> Telling(string fact, DateOnly day) => Each(Rules, fact, day);
    }

    public sealed record Negated(FundingRule Rule) : FundingRule
    {
        public override IEnumerable<string> Facts => Rule.Facts;

        public override Truth Holds(FundingFacts facts, DateOnly day) => Kleene.Not(Rule.Holds(facts, day));

        public override IEnumerable<object> Telling(string fact, DateOnly day) => Rule.Telling(fact, day);
    }

    /// <summary>The answer to a question of yes or no is yes.</summary>
    public sealed record Yes(string Fact) : FundingRule
    {
        public override IEnumerable<string> Facts => [Fact];

        public override Truth Holds(FundingFacts facts, DateOnly day) => Kleene.Of(facts.YesNo(Fact));

        public override IEnumerable<object> Telling(string fact, DateOnly day) => fact == Fact ? [true, false] : [];
    }

    /// <summary>A number is that large or larger.</summary>
    public sealed record AtLeast(string Fact, int Least) : FundingRule
    {
        public override IEnumerable<string> Facts => [Fact];

        public override Truth Holds(FundingFacts facts, DateOnly day) =>
            Kleene.Of(facts.Number(Fact) is { } number ? number >= Least : null);

        public override IEnumerable<object> Telling(string fact, DateOnly day) => fact == Fact ? [Least, Math.Max(Least - 1, 0)] : [];
    }

    /// <summary>Since a day not more than so many years have passed: on the same day of the last one it still holds.</summary>
    public sealed record WithinYears(string Fact, int Years) : FundingRule
    {
        public override IEnumerable<string> Facts => [Fact];

        // From a 29 February the years end on the 28th, as DateOnly counts and the civil code (BGB 188 III) does.
        public override Truth Holds(FundingFacts facts, DateOnly day) =>
            Kleene.Of(facts.Day(Fact) is { } since ? day <= since.AddYears(Years) : null);

        public override IEnumerable<object> Telling(string fact, DateOnly day) => fact != Fact ? []
            : [day.AddYears(-Years).AddDays(1), day.AddYears(-Years).AddDays(-2)];
    }

    /// <summary>A place lies in one of these regions (AGS prefixes).</summary>
    public sealed record InRegion(string Fact, IReadOnlyList<string> Regions) : FundingRule
    {
        public override IEnumerable<string> Facts => [Fact];

        public override Truth Holds(FundingFacts facts, DateOnly day) => Kleene.Of(
            facts.Place(Fact) is { } place ? Regions.Any(region => place.StartsWith(region, StringComparison.Ordinal)) : null);

        public override IEnumerable<object> Telling(string fact, DateOnly day) => fact == Fact ? [Regions[0].PadRight(8, '0'), ""] : [];
    }

    private static IEnumerable<object> Each(IEnumerable<FundingRule> rules, string fact, DateOnly day) =>
        rules.SelectMany(rule => rule.Telling(fact, day)).Distinct();
}
