using System.Globalization;
using MsoNetwork.FinancePlans;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Funding;

/// <summary>A row of the form as it was typed.</summary>
/// <param name="Kind">Its section.</param>
/// <param name="Place">In its section, from 0.</param>
/// <param name="What">In the applicant's words.</param>
/// <param name="Value">Euros, or hours.</param>
/// <param name="Wrong">Key of the text of what is wrong.</param>
internal sealed record TypedRow(FinanceKind Kind, int Place, string What, string Value, string? Wrong)
{
    public string WhatName => string.Create(CultureInfo.InvariantCulture, $"{Kind}-{Place}-what");

    public string ValueName => string.Create(CultureInfo.InvariantCulture, $"{Kind}-{Place}-value");
}

/// <summary>A finance plan as it is typed.</summary>
internal sealed record FinancePlanForm(
    IReadOnlyList<TypedRow> Rows, string Requested, string Rate, int Years, string? WrongRequested, string? WrongRate, string? Wrong)
{
    public const int More = 4;
    private const string WrongMoney = "plan.wrong.Money";

    /// <summary>In the order of the page, with how many rows are there at first.</summary>
    private static readonly (FinanceKind Kind, int Rows)[] Sections =
    [
        (FinanceKind.Cost, 4), (FinanceKind.OtherCost, 1), (FinanceKind.UnpaidWork, 2), (FinanceKind.OwnMoney, 1),
        (FinanceKind.PrivateMoney, 1), (FinanceKind.PublicMoney, 1),
    ];

    public static FinancePlanForm Empty { get; } = new(Padded([], 0), "", "", 1, null, null, null);

    public IEnumerable<IGrouping<FinanceKind, TypedRow>> Groups => Rows.GroupBy(row => row.Kind);

    public static (FinancePlanForm Form, FinancePlan? Plan) Read(IFormCollection form, int more)
    {
        var typed = Sections.SelectMany(section => Enumerable.Range(0, FinancePlan.MostRows)
            .Select(place => new TypedRow(section.Kind, place, "", "", null))
            .Select(row => row with { What = Text(form, row.WhatName), Value = Text(form, row.ValueName) })
            .Where(row => row.What.Length > 0 || row.Value.Length > 0)).Take(FinancePlan.MostRows).ToList();
        var rows = new List<FinanceRow>();
        for (var at = 0; at < typed.Count; at++)
        {
            var row = typed[at];
            var isWork = row.Kind == FinanceKind.UnpaidWork;
            var value = row.Value.Length == 0 ? 0 : isWork ? TypedAmount.Minutes(row.Value) : TypedAmount.Cents(row.Value);
            if (value is { } number) rows.Add(new(row.Kind, row.What, isWork ? 0 : number, isWork ? number : 0));
            else typed[at] = row with { Wrong = isWork ? "plan.wrong.Hours" : WrongMoney };
        }

        var (requested, rate) = (Text(form, "requested"), Text(form, "rate"));
        var asked = requested.Length == 0 ? 0 : TypedAmount.Cents(requested);
        var hour = rate.Length == 0 ? null : TypedAmount.Cents(rate);
        var isRate = rate.Length == 0 || hour <= FinancePlan.MostRate;
        var years = int.TryParse(Text(form, "years"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= FinancePlan.MostYears ? count : 1;
        var isRight = asked is not null && isRate && typed.TrueForAll(row => row.Wrong is null);
        var plan = isRight ? new FinancePlan(rows, asked!.Value, hour, years) : null;
        var shown = new FinancePlanForm(
            Padded(typed, more), requested, rate, years, asked is null ? WrongMoney : null, isRate ? null : "plan.wrong.Rate",
            plan?.IsTooLarge == true ? "plan.wrong.TooLarge" : null);
        return (shown, shown.Wrong is null && (rows.Count > 0 || asked > 0) ? plan : null);
    }

    /// <summary>A plan from a file, as somebody would have typed it.</summary>
    public static FinancePlanForm Of(FinancePlan plan, PageLanguage language) => new(
        Padded(
            [
                .. plan.Rows.Select(row => new TypedRow(
                    row.Kind, 0, row.What,
                    row.Kind == FinanceKind.UnpaidWork ? Typed(row.Minutes / 60m, "0.##", language) : Euros(row.Cents, language), null)),
            ],
            0),
        Euros(plan.Requested, language), plan.HourlyRate is { } rate ? Euros(rate, language) : "", plan.Years, null, null, null);

    private static string Euros(int cents, PageLanguage language) => Typed(cents / 100m, "0.00", language);

    private static string Typed(decimal number, string form, PageLanguage language) =>
        number.ToString(form, CultureInfo.InvariantCulture).Replace(".", language.Point, StringComparison.Ordinal);

    // What was left out between two rows closes up; an empty row is always there.
    private static IReadOnlyList<TypedRow> Padded(IReadOnlyList<TypedRow> typed, int more) =>
    [
        .. Sections.SelectMany(section =>
        {
            var rows = typed.Where(row => row.Kind == section.Kind).ToList();
            var count = Math.Min(FinancePlan.MostRows, Math.Max(section.Rows, rows.Count + Math.Max(1, more)));
            return rows.Concat(Enumerable.Repeat(new TypedRow(section.Kind, 0, "", "", null), Math.Max(0, count - rows.Count)))
                .Select((row, place) => row with { Place = place });
        }),
    ];

    private static string Text(IFormCollection form, string name)
    {
        var text = form[name].LastOrDefault()?.Trim() ?? "";
        return text.Length <= FinancePlan.LongestWhat ? text : text[..FinancePlan.LongestWhat];
    }
}
