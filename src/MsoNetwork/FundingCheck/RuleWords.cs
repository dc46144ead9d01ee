using System.Globalization;
using MsoNetwork.Funding;

namespace MsoNetwork.FundingCheck;

/// <summary>A rule as its file states it, with the answers that it looked at in brackets: for auditors.</summary>
public static class RuleWords
{
    public static string Of(FundingRule rule, FundingFacts facts) => rule switch
    {
        FundingRule.Yes yes => $"is {yes.Fact} [{Answer(yes.Fact, facts)}]",
        FundingRule.Negated not => $"not({Of(not.Rule, facts)})",
        FundingRule.All all => $"all({string.Join(", ", all.Rules.Select(one => Of(one, facts)))})",
        FundingRule.Any any => $"any({string.Join(", ", any.Rules.Select(one => Of(one, facts)))})",
        FundingRule.AtLeast least => string.Create(
            CultureInfo.InvariantCulture, $"{least.Fact} at least {least.Least} [{Answer(least.Fact, facts)}]"),
        FundingRule.WithinYears years => string.Create(
            CultureInfo.InvariantCulture, $"{years.Fact} within {years.Years} years [{Answer(years.Fact, facts)}]"),
        FundingRule.InRegion region => $"{region.Fact} in {string.Join('/', region.Regions)} [{Answer(region.Fact, facts)}]",
        _ => rule.ToString(),
    };

    /// <summary>An answer as files write it; ? where there is none.</summary>
    public static string Answer(string fact, FundingFacts facts) =>
        facts.YesNo(fact) is { } yes ? yes ? "yes" : "no"
        : facts.Number(fact) is { } number ? number.ToString(CultureInfo.InvariantCulture)
        : facts.Day(fact) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : facts.Place(fact) ?? "?";
}
