using MsoNetwork.FinancePlans;
using MsoNetwork.Funding;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Funding;

/// <summary>A finance plan in words: sums, rules, and the workbook.</summary>
internal static class FinancePlanWords
{
    /// <summary>What rows of a sheet are called, in every language and as the API calls them.</summary>
    public static IReadOnlyDictionary<string, FinanceEntry> Entries { get; } = PageLanguage.All
        .SelectMany(language => Enum.GetValues<FinanceEntry>().Select(entry => (Name: Entry(Texts.Of(language), entry), entry)))
        .Concat(Enum.GetValues<FinanceEntry>().Select(entry => (Name: entry.ToString(), entry)))
        .DistinctBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(one => one.Name, one => one.entry, StringComparer.OrdinalIgnoreCase);

    public static string Entry(Texts t, FinanceEntry entry) => t["plan." + entry];

    /// <summary>The sums in the order of the state's form; numbered where the line's authority is known to use it.</summary>
    public static IEnumerable<(string Text, int Cents)> Sums(Texts t, FinanceFindings found)
    {
        var plan = found.Plan;
        var isForm = found.Line.PlanForm is not null;
        yield return (Numbered("3.1", t["plan.sum.total"]), found.TotalCosts);
        yield return (Numbered("3.2", t["plan.sum.eligible"]), found.EligibleCosts);
        yield return (Numbered("3.3", t["plan.sum.private"]), (int)plan.Sum(FinanceKind.PrivateMoney));
        yield return (Numbered("3.4", t["plan.sum.base"]), found.Base);
        yield return (Numbered("3.5", t["plan.Requested"]), plan.Requested);
        yield return (Numbered("3.6", t["plan.PublicMoney"]), (int)plan.Sum(FinanceKind.PublicMoney));
        yield return (t["plan.sum.own"], found.Own);
        yield return (t["plan.sum.unpaid"], found.UnpaidWork);

        string Numbered(string number, string text) => isForm ? $"{number} {text}" : text;
    }

    /// <summary>A rule, what it allows and what is planned.</summary>
    public static string Rule(Texts t, CheckedFinanceRule rule)
    {
        var name = t["plan.rule." + rule.Rule];
        if (rule.Limit is not { } limit) return $"{name} ({t["plan.planned", t.Euros(rule.Planned)]})";
        var bound = t[rule.Rule switch
        {
            FinanceRule.OwnShare => "plan.atLeast",
            FinanceRule.Balance => "plan.costs",
            _ => "plan.atMost",
        }, t.Euros(limit)];
        return $"{name} ({bound}; {t["plan.planned", t.Euros(rule.Planned)]})";
    }

    public static string Result(Texts t, FinanceResult result) =>
        t[result == FinanceResult.Unknown ? "plan.unknown" : "criterion." + result];

    /// <summary>More or less, with its sign; nothing where it is the same.</summary>
    public static string Difference(Texts t, int cents) => cents == 0 ? "" : $"({(cents < 0 ? "−" : "+")}{t.Euros(Math.Abs(cents))})";

    /// <summary>A sheet in the reader's language to go on with, and the sums for the authority in German.</summary>
    public static FinanceWords Of(FundingSitePage page, FinanceFindings found)
    {
        var (t, german) = (page.T, Texts.Of(PageLanguage.Default));
        return new(
            t["plan.rows"],
            german["plan.form"] == t["plan.rows"] ? german["plan.form"] + " 2" : german["plan.form"],
            [t["plan.kind"], t["plan.what"], t["plan.euros"], t["plan.hours"]],
            entry => Entry(t, entry),
            [
                (found.Line.Name.German, null), (found.Phase.Name.German, null),
                .. Sums(german, found).Select(one => (one.Text, (int?)one.Cents)),
                ("", null),
                .. found.Rules.Select(rule => ($"{Result(german, rule.Result)}: {Rule(german, rule)}", (int?)null)),
                .. Doubts(found.Phase).Select(doubt => (doubt.German, (int?)null)),
                (found.Line.PlanForm?.Text.German ?? german["plan.noForm"], null), (german["funding.noPromise"], null),
            ]);
    }

    public static IEnumerable<SeedFiles.SeedText> Doubts(FundingPhase phase) =>
        phase.Amount?.UnpaidWorkDoubt is { } doubt ? phase.Doubts.Append(doubt) : phase.Doubts;
}
