using MsoNetwork.Funding;
using MsoNetwork.FundingCheck;
using MsoNetwork.Invented;
using MsoNetwork.Tests.Funding;

namespace MsoNetwork.Tests.FundingCheck;

/// <summary>The auditor's view: what decided, in the words of the files.</summary>
public sealed class AuditFundingTests
{
    private static readonly DateOnly On = new(2024, 12, 1);

    private static FundingLines Lines => FundingFilesTests.Committed;

    private static AuditFunding Audit { get; } = new(new CheckFunding(Lines), Lines);

    [Fact]
    public void A_rule_is_told_with_the_answer_that_it_looked_at()
    {
        var facts = new FundingFacts().With("nonProfit", false).With("memberShare", 30).With("place", "05315000");
        var one = Audit.Run(facts, On).Single(line => line.Line.Line.Key == "nrw-mso-anschub");
        Assert.Equal(FundingOutlook.Missing, one.Line.Outlook);
        var charitable = Assert.Single(one.Decided);
        Assert.Equal("is nonProfit [no]", RuleWords.Of(charitable.Criterion.Met, facts));
        var half = one.Line.Criteria.Single(criterion => criterion.Criterion.Key == "half").Criterion;
        Assert.Contains("memberShare at least 50 [30]", RuleWords.Of(half.Met, facts), StringComparison.Ordinal);
        Assert.Contains("boardShare at least 50 [?]", RuleWords.Of(half.Met, facts), StringComparison.Ordinal);
    }

    [Fact]
    public void What_decided_is_what_is_not_met_and_each_criterion_decides_for_somebody()
    {
        var decided = new HashSet<string>();
        foreach (var somebody in InventedApplicants.Of(Lines.Facts, 400, 1, On))
        {
            foreach (var one in Audit.Run(somebody, On))
            {
                Assert.Equal(one.Line.Outlook == FundingOutlook.LikelyEligible, one.Decided.Count == 0);
                Assert.NotEqual(FundingOutlook.Unknown, one.Line.Outlook); // they know everything
                decided.UnionWith(one.Decided.Select(criterion => $"{one.Line.Line.Key}/{criterion.Criterion.Key}"));
            }
        }

        var all = new CheckFunding(Lines).Of(new FundingFacts(), On)
            .SelectMany(line => line.Criteria.Select(criterion => $"{line.Line.Key}/{criterion.Criterion.Key}"));
        Assert.Empty(all.Except(decided));
    }

    [Fact]
    public void The_same_seed_gives_the_same_organisations()
    {
        string All(ulong seed) => string.Join('|', InventedApplicants.Of(Lines.Facts, 5, seed, On).SelectMany(somebody =>
            Lines.Facts.Select(fact => RuleWords.Answer(fact.Name, somebody))));
        Assert.Equal(All(7), All(7));
        Assert.NotEqual(All(7), All(8));
        Assert.DoesNotContain("?", All(7), StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_that_decide_most_are_fewer_than_those_in_a_fixed_order()
    {
        var asked = InventedApplicants.Of(Lines.Facts, 100, 1, On).Select(somebody => Audit.Ask(somebody, On)).ToList();
        Assert.True(asked.Sum(one => one.Chosen) < asked.Sum(one => one.Fixed));
        Assert.All(asked, one => Assert.True(one.Chosen <= one.All && one.Fixed <= one.All));
    }
}
