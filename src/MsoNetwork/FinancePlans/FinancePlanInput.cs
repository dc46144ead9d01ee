using GraphQL.Types;
using MsoNetwork.Errors;

namespace MsoNetwork.FinancePlans;

/// <summary>A row as a program writes it.</summary>
public sealed record FinanceRowInput(FinanceKind Kind, string? What, int? Cents, int? Minutes);

/// <summary>A plan as a program writes it.</summary>
public sealed record FinancePlanInput(FinanceRowInput[] Rows, int Requested, int? HourlyRate, int? Years, string? Phase)
{
    /// <exception cref="NetworkException">INVALID_INPUT with every wrong field, and what would be right.</exception>
    public FinancePlan Checked()
    {
        var reader = new InputReader();
        if (Rows.Length > FinancePlan.MostRows)
            reader.Refuse(NetworkException.TooMany("input.rows", Rows.Length, FinancePlan.MostRows, "rows"));
        var rows = Rows.Take(FinancePlan.MostRows).Select((row, place) => Row(row, $"input.rows.{place}", reader)).ToList();
        Within(Requested, FinancePlan.MostCents, "input.requested", "cents", reader);
        if (HourlyRate is { } rate) Within(rate, FinancePlan.MostRate, "input.hourlyRate", "cents", reader);
        if (Years is { } years && years is < 1 or > FinancePlan.MostYears)
            reader.Refuse(NetworkException.Invalid("input.years", $"years is a whole number from 1 to {FinancePlan.MostYears}."));
        var plan = new FinancePlan(rows, Requested, HourlyRate, Years ?? 1);
        if (reader.IsRight && plan.IsTooLarge)
        {
            reader.Refuse(NetworkException.Invalid(
                "input.rows", $"All rows together are more than {FinancePlan.MostCents} cents: this is meant for smaller projects."));
        }

        reader.Done();
        return plan;
    }

    private static FinanceRow Row(FinanceRowInput row, string path, InputReader reader)
    {
        var what = row.What?.Trim() ?? "";
        if (what.Length > FinancePlan.LongestWhat)
            reader.Refuse(NetworkException.Invalid($"{path}.what", $"what has at most {FinancePlan.LongestWhat} characters."));
        if (row.Kind != FinanceKind.UnpaidWork)
        {
            if (row.Minutes is not null)
                reader.Refuse(NetworkException.Invalid($"{path}.minutes", "Only a row of UNPAID_WORK has minutes; give cents."));
            if (row.Cents is not { } cents)
                reader.Refuse(NetworkException.Invalid($"{path}.cents", "cents is missing: 1,250.00 euros are 125000."));
            else Within(cents, FinancePlan.MostCents, $"{path}.cents", "cents", reader);
        }
        else
        {
            if (row.Cents is not null)
                reader.Refuse(NetworkException.Invalid($"{path}.cents", "A row of UNPAID_WORK has minutes; hourlyRate says their worth."));
            if (row.Minutes is not ({ } minutes and >= 0 and <= FinancePlan.MostMinutes) || minutes % FinancePlan.Quarter != 0)
            {
                reader.Refuse(NetworkException.Invalid(
                    $"{path}.minutes", $"minutes are full quarters of an hour from 0 to {FinancePlan.MostMinutes}, for example 90."));
            }
        }

        return new(row.Kind, what, row.Cents ?? 0, row.Minutes ?? 0);
    }

    private static void Within(int value, int most, string path, string unit, InputReader reader)
    {
        if (value < 0 || value > most)
            reader.Refuse(NetworkException.Invalid(path, $"{path[(path.LastIndexOf('.') + 1)..]} is from 0 to {most} {unit}."));
    }
}

public sealed class FinanceKindType : EnumerationGraphType<FinanceKind>
{
    public FinanceKindType()
    {
        Name = "FinanceKind";
        Description = "What a row of a finance plan is.";
        Values["COST"]!.Description = "An expense that can be funded.";
        Values["OTHER_COST"]!.Description = "An expense of the project that cannot be funded.";
        Values["UNPAID_WORK"]!.Description = "Unpaid civic work, in minutes.";
        Values["OWN_MONEY"]!.Description = "The organisation's own money.";
        Values["PRIVATE_MONEY"]!.Description = "Donations, fees, foundations: money of others that is not public.";
        Values["PUBLIC_MONEY"]!.Description = "Other public grants.";
    }
}

public sealed class FinanceRowInputType : InputObjectGraphType<FinanceRowInput>
{
    public FinanceRowInputType()
    {
        Name = "FinanceRowInput";
        Description = "A row of a finance plan: cents, or minutes of unpaid work.";
        Field<NonNullGraphType<FinanceKindType>>("kind").Description("What it is.");
        Field(row => row.What, nullable: true).Description("In your words, at most 200 characters.");
        Field(row => row.Cents, nullable: true).Description("For every kind but UNPAID_WORK.");
        Field(row => row.Minutes, nullable: true).Description("For UNPAID_WORK: full quarters of an hour.");
    }
}

public sealed class FinancePlanInputType : InputObjectGraphType<FinancePlanInput>
{
    public FinancePlanInputType()
    {
        Name = "FinancePlanInput";
        Description = "A finance plan. Nothing of it is stored. All money is in cents.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FinanceRowInputType>>>>("rows").Description("At most 100, in any order.");
        Field(plan => plan.Requested).Description("What is asked of the line, for all years, in cents.");
        Field(plan => plan.HourlyRate, nullable: true)
            .Description("What an hour of unpaid work counts, in cents; without it no unpaid work counts.");
        Field(plan => plan.Years, nullable: true).Description("Years of funding, 1 to 5; 1 unless told.");
        Field(plan => plan.Phase, nullable: true)
            .Description("Key of the phase whose amounts count; unless told that of today, or the latest before it that has some.");
    }
}
