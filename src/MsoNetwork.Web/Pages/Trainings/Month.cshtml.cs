using System.Globalization;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/monat: the dates of a month as a calendar; on a narrow screen and without styles, as a list of days.</summary>
internal sealed class TrainingMonthModel(Registry registry, TrainingLists lists, TimeProvider time) : SitePage
{
    private const string MonthForm = "yyyy-MM";

    public TrainingForm Form { get; private set; } = new();

    /// <summary>The first day of the month.</summary>
    public DateOnly First { get; private set; }

    public DateOnly Today { get; private set; }

    public ILookup<DateOnly, ListedTraining> Days { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    /// <summary>Weeks from Monday to Sunday; null is a day of another month.</summary>
    public IEnumerable<DateOnly?[]> Weeks
    {
        get
        {
            var monday = First.AddDays(-(((int)First.DayOfWeek + 6) % 7));
            for (; monday < First.AddMonths(1); monday = monday.AddDays(7))
            {
                yield return
                [
                    .. Enumerable.Range(0, 7).Select(day => monday.AddDays(day))
                        .Select(day => day.Month == First.Month ? day : (DateOnly?)null),
                ];
            }
        }
    }

    public async Task OnGetAsync()
    {
        (Gazetteer, var vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = TrainingForm.Read(Request.Query, Gazetteer, vocabularies, []);
        Today = time.Today();
        First = DateOnly.TryParseExact(Request.Query["monat"], MonthForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year is >= 2000 and < 2099 ? month : Today.AddDays(1 - Today.Day);
        var filter = Form.Filter(Today) with
        {
            From = First.ToDateTime(TimeOnly.MinValue),
            To = First.AddMonths(1).AddDays(-1).ToDateTime(TimeOnly.MinValue),
            States = [TrainingState.Published, TrainingState.Cancelled],
        };
        Days = (await lists.DatesAsync(filter, Aborted)).ToLookup(one => DateOnly.FromDateTime(one.Start));
        Title = $"{T["trainings.title"]}: {Named(First)}";
        Description = T["trainings.lead"];
        Unlisted = true;
    }

    /// <summary>A month and its year; in a date some languages bend its name.</summary>
    public string Named(DateOnly month) => $"{T["trainings.months"].Split('|')[month.Month - 1]} {T.Plain(month.Year)}";

    public string Address(int months) =>
        Form.Address(Language, "termine/monat", First.AddMonths(months).ToString(MonthForm, CultureInfo.InvariantCulture));
}
