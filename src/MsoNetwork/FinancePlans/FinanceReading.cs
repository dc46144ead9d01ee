using MsoNetwork.Funding;

namespace MsoNetwork.FinancePlans;

/// <summary>
/// A plan by one reading of a line's amounts, after the pattern of the state's form for applications: money of others that is not public
/// is taken off the costs, and of what is left the shares are counted. Unpaid work is a cost and part of the own share at once.
/// </summary>
/// <param name="UnpaidWork">What of it counts, in cents.</param>
/// <param name="Base">What shares are counted of.</param>
/// <param name="Own">Own money behind costs that cannot be funded, and unpaid work that counts.</param>
internal sealed record FinanceReading(long UnpaidWork, long Base, long Own)
{
    /// <param name="plan">The plan.</param>
    /// <param name="amount">Of the line.</param>
    /// <param name="isStrict">Unpaid work counts for a part of the own share only, where the sources may be read so.</param>
    public static FinanceReading Of(FinancePlan plan, FundingAmount? amount, bool isStrict)
    {
        var costs = Costs(plan);
        var unpaid = Math.Min(plan.UnpaidWork, MostUnpaid(costs, amount, isStrict));
        return new(unpaid, costs + unpaid, plan.Sum(FinanceKind.OwnMoney) - plan.Sum(FinanceKind.OtherCost) + unpaid);
    }

    /// <summary>Costs that can be funded, without what others pay.</summary>
    public static long Costs(FinancePlan plan) => Math.Max(0, plan.Sum(FinanceKind.Cost) - plan.Sum(FinanceKind.PrivateMoney));

    /// <summary>Unpaid work is at most p of (costs + unpaid work), which is p / (1 - p) of the costs.</summary>
    public static long MostUnpaid(long costs, FundingAmount? amount, bool isStrict)
    {
        if (amount?.UnpaidWork is not { } percent) return 0;
        var parts = percent * (isStrict ? amount.OwnShare ?? 100L : 100L);
        return parts >= 10_000 ? long.MaxValue : parts * costs / (10_000 - parts);
    }

    /// <summary>The most that the line gives: null where nothing says it.</summary>
    public static long? Most(FinancePlan plan, FundingAmount? amount) =>
        amount?.Most is { } most ? most * 100L * (amount.IsPerYear ? plan.Years : 1) : null;

    public static long Ceiling(long value, long divisor) => value <= 0 ? 0 : (value + divisor - 1) / divisor;
}
