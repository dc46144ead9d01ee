using MsoNetwork.Funding;

namespace MsoNetwork.FinancePlans;

/// <summary>A way to make a plan meet the line's rules. Costs and money of others stay.</summary>
/// <param name="OwnMoney">Own money then, in cents.</param>
/// <param name="MoreOwnMoney">So much more than in the plan; negative: less.</param>
/// <param name="Requested">What to ask for then, in cents.</param>
/// <param name="MoreRequested">So much more than in the plan; negative: less.</param>
/// <param name="MoreMinutes">So much more unpaid work.</param>
/// <param name="IsCertain">By every reading of the sources; otherwise by one of them.</param>
public sealed record FinanceChange(
    int OwnMoney, int MoreOwnMoney, int Requested, int MoreRequested, int MoreMinutes, bool IsCertain)
{
    /// <summary>With as little own money as the rules allow, and no less than there is.</summary>
    internal static FinanceChange? ByMoney(FinancePlan plan, FundingAmount? amount, bool isStrict, bool isCertain)
    {
        var reading = FinanceReading.Of(plan, amount, isStrict);
        var least = Math.Max(0, FinanceReading.Ceiling((amount?.OwnShare ?? 0) * reading.Base, 100)
            - reading.UnpaidWork + plan.Sum(FinanceKind.OtherCost));
        var grant = Math.Min(
            FinanceReading.Most(plan, amount) ?? long.MaxValue,
            amount?.Share is { } share ? share * reading.Base / 100 : long.MaxValue);
        var own = Math.Max(Math.Max(plan.Sum(FinanceKind.OwnMoney), least), plan.Open - grant);
        // Who has more than the project costs takes less of it.
        if (own > plan.Open) own = plan.Open;
        return own < least || own < 0 ? null : Of(plan, own, 0, isCertain);
    }

    /// <summary>With the own money that there is, and more unpaid work; null where that is no way.</summary>
    internal static FinanceChange? ByWork(FinancePlan plan, FundingAmount? amount, bool isStrict, bool isCertain)
    {
        var own = plan.Sum(FinanceKind.OwnMoney);
        if (plan.HourlyRate is not > 0 || own > plan.Open || plan.Open - own > (FinanceReading.Most(plan, amount) ?? long.MaxValue))
            return null;
        var costs = FinanceReading.Costs(plan);
        long needed = 0;
        if (amount?.OwnShare is { } ownShare and < 100)
            needed = FinanceReading.Ceiling(ownShare * costs - 100 * (own - plan.Sum(FinanceKind.OtherCost)), 100 - ownShare);
        if (amount?.Share is { } share and > 0)
            needed = Math.Max(needed, FinanceReading.Ceiling(100 * (plan.Open - own), share) - costs);
        if (needed <= FinanceReading.Of(plan, amount, isStrict).UnpaidWork || needed > FinanceReading.MostUnpaid(costs, amount, isStrict))
            return null;
        var minutes = FinanceReading.Ceiling(needed * 60, plan.HourlyRate.Value);
        minutes = FinanceReading.Ceiling(minutes, FinancePlan.Quarter) * FinancePlan.Quarter;
        return Of(plan, own, minutes - plan.Minutes, isCertain);
    }

    private static FinanceChange Of(FinancePlan plan, long own, long minutes, bool isCertain) => new(
        (int)own, (int)(own - plan.Sum(FinanceKind.OwnMoney)), (int)(plan.Open - own), (int)(plan.Open - own - plan.Requested),
        (int)minutes, isCertain);
}
