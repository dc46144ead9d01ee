namespace MsoNetwork.FinancePlans;

/// <summary>What a row of a finance plan is.</summary>
public enum FinanceKind
{
    /// <summary>An expense that can be funded.</summary>
    Cost,

    /// <summary>An expense of the project that cannot be funded.</summary>
    OtherCost,

    /// <summary>Unpaid civic work, in minutes.</summary>
    UnpaidWork,

    /// <summary>The organisation's own money.</summary>
    OwnMoney,

    /// <summary>Donations, fees of participants, foundations: money of others that is not public.</summary>
    PrivateMoney,

    /// <summary>Other public grants.</summary>
    PublicMoney,
}

/// <summary>A row: money in cents, or time in minutes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">In the applicant's words.</param>
/// <param name="Cents">Of unpaid work 0: the plan's rate says what it is worth.</param>
/// <param name="Minutes">Of unpaid work; 0 of everything else.</param>
public sealed record FinanceRow(FinanceKind Kind, string What, int Cents, int Minutes);

/// <summary>A finance plan as somebody writes it. Nothing of it is stored; all money is in cents.</summary>
/// <param name="Rows">In any order.</param>
/// <param name="Requested">What is asked of the line, for all years.</param>
/// <param name="HourlyRate">What an hour of unpaid work counts; null where nobody says it.</param>
/// <param name="Years">How many years of funding.</param>
public sealed record FinancePlan(IReadOnlyList<FinanceRow> Rows, int Requested, int? HourlyRate, int Years)
{
    public const int MostRows = 100;

    /// <summary>Of all rows together: ten million euros. Every sum of a plan then is a whole number of 32 bits.</summary>
    public const int MostCents = 1_000_000_000;

    public const int MostRate = 10_000;
    public const int MostYears = 5;
    public const int LongestWhat = 200;

    /// <summary>Time is planned in quarters of an hour.</summary>
    public const int Quarter = 15;

    /// <summary>Of one row: more than anybody works in five years.</summary>
    public const int MostMinutes = 6_000_000;

    public long Minutes => Rows.Where(row => row.Kind == FinanceKind.UnpaidWork).Sum(row => (long)row.Minutes);

    /// <summary>What all unpaid work is worth, whether it counts or not.</summary>
    public long UnpaidWork => Minutes * (HourlyRate ?? 0) / 60;

    public long Sum(FinanceKind kind) => Rows.Where(row => row.Kind == kind).Sum(row => (long)row.Cents);

    /// <summary>Everything that must be paid.</summary>
    public long Cash => Sum(FinanceKind.Cost) + Sum(FinanceKind.OtherCost);

    /// <summary>Costs that nobody else pays: for own money and the grant.</summary>
    public long Open => Cash - Sum(FinanceKind.PrivateMoney) - Sum(FinanceKind.PublicMoney);

    /// <summary>Cents missing (positive) or too many.</summary>
    public long Gap => Open - Sum(FinanceKind.OwnMoney) - Requested;

    /// <summary>Whether it is larger than anything here is meant for.</summary>
    public bool IsTooLarge => Rows.Sum(row => (long)row.Cents) + Requested + UnpaidWork > MostCents;
}
