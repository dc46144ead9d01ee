using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using MsoNetwork.Regions;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Calls;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>The state of the list of trainings, as its address says it: of the list, of the month and of the feeds.</summary>
internal sealed record TrainingForm : ListForm<TrainingForm, string>
{
    public const string When = "when", Offer = "offer", Kinds = "kinds", Topics = "topics", Regions = "regions",
        TargetGroups = "targetGroups", Languages = "languages", Centres = "centres";

    public const string OneDay = "tag";

    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The only day whose dates are meant; null for all.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>What the list can be narrowed by, in the order shown.</summary>
    public static readonly string[] Fields = [When, Offer, Topics, Regions, Kinds, Languages, TargetGroups, Centres];

    /// <summary>Values of <see cref="When"/> and <see cref="Offer"/>, whose texts are <c>training.VALUE</c>.</summary>
    public static readonly string[] Times = ["thisMonth", "nextMonth", "evenings", "weekend"],
        Offers = ["online", "atPlace", "free", "childCare"];

    public static TrainingForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
    {
        var read = new FormReader(query, gazetteer, vocabularies, problems);
        return new TrainingForm().Filled(read, Fields, field => read.Keys(field, key => Known(field, key, read))) with
        {
            Day = read.Choice(OneDay, DayOf),
        };
    }

    /// <param name="today">In Berlin: what "this month" means.</param>
    public TrainingFilter Filter(DateOnly today)
    {
        bool Has(string value) => Of(When).Contains(value) || Of(Offer).Contains(value);
        var month = Has("nextMonth") ? today.AddDays(1 - today.Day).AddMonths(1) : today;
        DateTime? last = Has("thisMonth") || Has("nextMonth") ? Start(month.AddDays(1 - month.Day).AddMonths(1).AddDays(-1)) : null;
        return new TrainingFilter
        {
            From = Day is { } day ? Start(day) : Has("nextMonth") && !Has("thisMonth") ? Start(month) : null,
            To = Day is { } same ? Start(same) : last,
            Evenings = Has("evenings") ? true : null,
            Weekend = Has("weekend") ? true : null,
            Online = (Has("online"), Has("atPlace")) switch
            {
                (true, false) => true,
                (false, true) => false,
                _ => null,
            },
            Free = Has("free") ? true : null,
            ChildCare = Has("childCare") ? true : null,
            Kinds = [.. Of(Kinds).Select(kind => Enum.Parse<TrainingKind>(CallForm.Value<TrainingKind>(kind)!))],
            Topics = [.. Of(Topics)],
            TargetGroups = [.. Of(TargetGroups)],
            Languages = [.. Of(Languages)],
            Regions = [.. Area, .. Of(Regions)],
            Near = Place,
            Centres = [.. Of(Centres)],
        };
    }

    public override bool IsNarrowed => Day is not null || base.IsNarrowed;

    protected override string RegionField => Regions;

    /// <summary>As an address; reading it gives the same state.</summary>
    /// <param name="language">Of the page.</param>
    /// <param name="path">Behind the language.</param>
    /// <param name="month">The month that is shown, as yyyy-MM.</param>
    public string Address(PageLanguage language, string path = "termine", string? month = null)
    {
        var query = new QueryBuilder();
        if (month is not null) query.Add("monat", month);
        if (Day is { } day && month is null) query.Add(OneDay, day.ToString(DayForm, CultureInfo.InvariantCulture));
        foreach (var (name, value) in WordsAndPlace()) query.Add(name, value);
        foreach (var (field, key) in ChosenKeys()) query.Add(field, key);
        if (After is not null) query.Add("after", After);
        return $"/{language.Tag}/{path}{query}";
    }

    /// <summary>The fields that the form keeps without showing them.</summary>
    public IEnumerable<(string Field, string Key)> ChosenKeys() => from field in Fields from key in Of(field) select (field, key);

    /// <summary>A chosen value in words.</summary>
    public static string Label(string field, string key, Gazetteer gazetteer, VocabularySet vocabularies, Texts t) => field switch
    {
        When or Offer => t["training." + key],
        Kinds => t["trainingKind." + CallForm.Value<TrainingKind>(key)],
        Regions => gazetteer.ByKey(key)?.Name ?? key,
        Centres => gazetteer.Centre(key)?.Name ?? key,
        _ => vocabularies[VocabularyOf(field)].ByKey(key)?.Label(t.Language.Tag) ?? key,
    };

    public static VocabularyName VocabularyOf(string field) => field switch
    {
        Topics => VocabularyName.Topics,
        TargetGroups => VocabularyName.TargetGroups,
        _ => VocabularyName.Languages,
    };

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2000 and < 2099 ? day : null;

    private static DateTime Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);

    private static string? Known(string field, string key, FormReader read) => field switch
    {
        When => Times.Contains(key) ? key : null,
        Offer => Offers.Contains(key) ? key : null,
        Kinds => CallForm.Value<TrainingKind>(key) is null ? null : key,
        Regions => read.Region(key),
        Centres => read.Gazetteer.Centre(key)?.Key,
        _ => read.Term(VocabularyOf(field), key),
    };
}

/// <summary>The three views of the same trainings.</summary>
/// <param name="Page">The page.</param>
/// <param name="Form">What is asked for.</param>
/// <param name="Shown">The path of the one that is shown.</param>
internal sealed record TrainingViews(SitePage Page, TrainingForm Form, string Shown)
{
    public IEnumerable<(string Key, string Path, TrainingForm Form)> All =>
    [
        ("list", "termine", Form with { After = null }),
        ("month", "termine/monat", Form with { After = null, Text = "", Day = null }),
        ("map", TrainingsModel.MapPath, Form with { After = null }),
    ];
}
