using MsoNetwork.Funding;

namespace MsoNetwork.FinancePlans;

/// <summary>A rule of a line about money.</summary>
public enum FinanceRule
{
    /// <summary>Costs and money are the same sum.</summary>
    Balance,

    /// <summary>No more than the line gives at most.</summary>
    Amount,

    /// <summary>No more than the line's share of the costs.</summary>
    Share,

    /// <summary>At least the line's own share.</summary>
    OwnShare,

    /// <summary>Unpaid work counts as far as the line allows it.</summary>
    UnpaidWork,

    /// <summary>The project is as large as the line wants it.</summary>
    Size,
}

/// <summary>Whether a rule is met.</summary>
public enum FinanceResult
{
    Met,

    /// <summary>By one reading of the sources; by another it is not.</summary>
    ProbablyMet,
    NotMet,

    /// <summary>No source says what the rule is.</summary>
    Unknown,
}

/// <summary>A rule with what was found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Result">Whether it is met.</param>
/// <param name="Limit">What the rule allows or wants, in cents; null where no source says it.</param>
/// <param name="Planned">What the plan has, in cents.</param>
public sealed record CheckedFinanceRule(FinanceRule Rule, FinanceResult Result, int? Limit, int Planned);

/// <summary>A plan by a line's rules. All money is in cents.</summary>
/// <param name="Line">The line.</param>
/// <param name="Phase">Whose amounts count.</param>
/// <param name="Plan">The plan.</param>
/// <param name="TotalCosts">All costs, with unpaid work that counts.</param>
/// <param name="EligibleCosts">Of them what can be funded.</param>
/// <param name="Base">Without what others pay: what shares are counted of.</param>
/// <param name="UnpaidWork">What of it counts.</param>
/// <param name="UncountedWork">What of it does not.</param>
/// <param name="Own">The own share: money behind costs that cannot be funded, and unpaid work.</param>
/// <param name="Gap">Cents missing (positive) or too many.</param>
/// <param name="Rules">Each with its result.</param>
/// <param name="Changes">Ways to make it fit; none where it does, or where none is left.</param>
public sealed record FinanceFindings(
    FundingLine Line, FundingPhase Phase, FinancePlan Plan, int TotalCosts, int EligibleCosts, int Base, int UnpaidWork,
    int UncountedWork, int Own, int Gap, IReadOnlyList<CheckedFinanceRule> Rules, IReadOnlyList<FinanceChange> Changes)
{
    /// <summary>What all rules say together: the weakest of them.</summary>
    public FinanceResult Result =>
        Rules.Any(rule => rule.Result == FinanceResult.NotMet) ? FinanceResult.NotMet
        : Rules.Any(rule => rule.Result == FinanceResult.Unknown) ? FinanceResult.Unknown
        : Rules.Max(rule => rule.Result);

    public CheckedFinanceRule? Of(FinanceRule rule) => Rules.FirstOrDefault(one => one.Rule == rule);
}

/// <summary>Whether a finance plan meets what a line says of money, and what to change. Nothing is stored; the authority decides.</summary>
public static class CheckFinancePlan
{
    private const string Costs = "costs";

    /// <summary>The phase whose amounts count: that of the day, or where nobody says them the latest before that has some.</summary>
    public static FundingPhase Phase(FundingLine line, DateOnly on)
    {
        var phase = line.PhaseOn(on);
        return HasAmounts(phase) ? phase
            : line.Phases.SkipWhile(one => one != phase).FirstOrDefault(HasAmounts) ?? phase;
    }

    public static FinanceFindings Run(FundingLine line, FundingPhase phase, FinancePlan plan)
    {
        var amount = phase.Amount;
        var isDoubtful = amount?.UnpaidWorkDoubt is not null && plan.UnpaidWork > 0;
        var reading = FinanceReading.Of(plan, amount, isStrict: false);
        var strict = isDoubtful ? FinanceReading.Of(plan, amount, isStrict: true) : reading;
        var rules = Rules(phase, plan, reading, strict).ToList();
        return new(
            line, phase, plan, (int)(plan.Cash + reading.UnpaidWork), (int)(plan.Sum(FinanceKind.Cost) + reading.UnpaidWork),
            (int)reading.Base, (int)reading.UnpaidWork, (int)(plan.UnpaidWork - reading.UnpaidWork), (int)reading.Own, (int)plan.Gap,
            rules, [.. Changes(plan, amount, rules, isDoubtful)]);
    }

    private static bool HasAmounts(FundingPhase phase) => phase.Amount is { } amount
        && (amount.Most ?? amount.Share ?? amount.OwnShare ?? amount.UnpaidWork) is not null;

    private static IEnumerable<CheckedFinanceRule> Rules(
        FundingPhase phase, FinancePlan plan, FinanceReading reading, FinanceReading strict)
    {
        yield return new(
            FinanceRule.Balance, plan.Gap == 0 ? FinanceResult.Met : FinanceResult.NotMet, (int)plan.Cash, (int)(plan.Cash - plan.Gap));
        var amount = phase.Amount;
        var most = FinanceReading.Most(plan, amount);
        // A line that says its amounts in words too has more than one.
        yield return new(
            FinanceRule.Amount,
            plan.Requested <= most ? FinanceResult.Met
            : most is null || phase.AmountInWords is not null ? FinanceResult.Unknown : FinanceResult.NotMet,
            (int?)most, plan.Requested);
        yield return new(
            FinanceRule.Share, By(amount?.Share, (share, one) => plan.Requested * 100L <= share * one.Base, reading, strict),
            amount?.Share is { } part ? (int)(part * reading.Base / 100) : null, plan.Requested);
        yield return new(
            FinanceRule.OwnShare, By(amount?.OwnShare, (share, one) => one.Own * 100 >= share * one.Base, reading, strict),
            amount?.OwnShare is { } own ? (int)FinanceReading.Ceiling(own * reading.Base, 100) : null, (int)reading.Own);
        if (plan.Minutes > 0) yield return Unpaid(plan, amount, reading, strict);
        var size = phase.Criteria.Where(criterion => criterion.Facts.All(fact => fact == Costs)).ToList();
        if (size.Count > 0)
        {
            var facts = new FundingFacts().With(Costs, (int)(plan.Cash / 100));
            yield return new(
                FinanceRule.Size,
                size.TrueForAll(one => one.Met.Holds(facts, default) == Truth.True) ? FinanceResult.Met : FinanceResult.NotMet,
                null, (int)plan.Cash);
        }
    }

    private static CheckedFinanceRule Unpaid(FinancePlan plan, FundingAmount? amount, FinanceReading reading, FinanceReading strict)
    {
        var isKnown = amount?.UnpaidWork is not null && plan.HourlyRate is not null;
        var most = FinanceReading.MostUnpaid(FinanceReading.Costs(plan), amount, isStrict: false);
        return new(
            FinanceRule.UnpaidWork,
            !isKnown ? FinanceResult.Unknown
            : strict.UnpaidWork < reading.UnpaidWork ? FinanceResult.ProbablyMet : FinanceResult.Met,
            isKnown && most <= FinancePlan.MostCents ? (int)most : null, (int)plan.UnpaidWork);
    }

    private static FinanceResult By(
        int? share, Func<int, FinanceReading, bool> holds, FinanceReading reading, FinanceReading strict) =>
        share is not { } percent ? FinanceResult.Unknown
        : !holds(percent, reading) ? FinanceResult.NotMet
        : holds(percent, strict) ? FinanceResult.Met : FinanceResult.ProbablyMet;

    private static IEnumerable<FinanceChange> Changes(
        FinancePlan plan, FundingAmount? amount, List<CheckedFinanceRule> rules, bool isDoubtful)
    {
        var money = rules.Where(rule => rule.Rule is not (FinanceRule.Size or FinanceRule.UnpaidWork)).ToList();
        var isWrong = money.Exists(rule => rule.Result == FinanceResult.NotMet);
        // What both readings allow comes last: it asks for more.
        IEnumerable<FinanceChange?> all =
        [
            isWrong ? FinanceChange.ByMoney(plan, amount, false, !isDoubtful) : null,
            isWrong ? FinanceChange.ByWork(plan, amount, false, amount?.UnpaidWorkDoubt is null) : null,
            isDoubtful && (isWrong || money.Exists(rule => rule.Result == FinanceResult.ProbablyMet))
                ? FinanceChange.ByMoney(plan, amount, true, true) : null,
        ];
        return all.OfType<FinanceChange>().DistinctBy(change => (change.OwnMoney, change.MoreMinutes));
    }
}
