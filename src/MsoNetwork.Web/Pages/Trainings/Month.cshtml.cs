using System.Globalization;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/monat: the dates of a month as a calendar; on a narrow screen and without styles, as a list of days.</summary>
internal sealed class TrainingMonthModel(Registry registry, TrainingLists lists, TimeProvider time) : SitePage
{
    /// <summary>So many dates of a day are shown; a link leads to all of them.</summary>
    public const int MostOfDay = 8;

    private const string MonthForm = "yyyy-MM";

    public TrainingForm Form { get; private set; } = new();

    /// <summary>The first day of the month.</summary>
    public DateOnly First { get; private set; }

    public DateOnly Today { get; private set; }

    public ILookup<DateOnly, ListedTraining> Days { get; private set; } = null!;

    /// <summary>What narrows it, in words: on paper nothing else says so.</summary>
    public IReadOnlyList<string> Chosen { get; private set; } = [];

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
        var filter = Form.Filter(Today) with { States = [TrainingState.Published, TrainingState.Cancelled] };
        Days = (await lists.DaysAsync(filter, First, First.AddMonths(1).DayNumber - First.DayNumber, MostOfDay + 1, Aborted))
            .ToLookup(one => DateOnly.FromDateTime(one.Start));
        Chosen =
        [
            .. Form.ChosenKeys().Select(one => TrainingForm.Label(one.Field, one.Key, Gazetteer, vocabularies, T)),
            .. Form.HasPlace ? [Form.PlaceInWords(Gazetteer, T)] : (string[])[],
        ];
        Title = $"{T["trainings.title"]}: {Named(First)}";
        Description = T["trainings.lead"];
        Unlisted = true;
    }

    /// <summary>A month and its year; in a date some languages bend its name.</summary>
    public string Named(DateOnly month) => $"{T["trainings.months"].Split('|')[month.Month - 1]} {T.Plain(month.Year)}";

    /// <summary>All of a day, as a list.</summary>
    public string DayAddress(DateOnly day) => (Form with { Day = day, After = null, Text = "" }).Address(Language);

    public string Address(int months) =>
        Form.Address(Language, "termine/monat", First.AddMonths(months).ToString(MonthForm, CultureInfo.InvariantCulture));
}
