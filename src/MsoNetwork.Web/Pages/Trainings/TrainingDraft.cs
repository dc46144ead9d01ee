using System.Globalization;
using System.Text.RegularExpressions;
using MsoNetwork.Regions;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>How often dates repeat, as the form has it.</summary>
internal enum Repeat
{
    None,
    Daily,
    Weekly,
    Biweekly,
    Monthly,

    /// <summary>By another rule, which a program wrote.</summary>
    Kept,
}

/// <summary>A training as its form has it.</summary>
internal sealed partial record TrainingDraft
{
    /// <summary>So many materials the form has room for.</summary>
    public const int MostMaterials = 10;

    public TrainingKind Kind { get; init; }
    public string Tag { get; init; } = "de";
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> TargetGroups { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public TrainingLevel Level { get; init; }
    public string StartsOn { get; init; } = "";
    public string StartTime { get; init; } = "";
    public string Minutes { get; init; } = "90";
    public Repeat Repeat { get; init; }
    public string Count { get; init; } = "";
    public string Rule { get; init; } = "";
    public string ExceptDays { get; init; } = "";
    public bool Online { get; init; }
    public string Municipality { get; init; } = "";
    public string Address { get; init; } = "";
    public string Postcode { get; init; } = "";

    /// <summary>Latitude and longitude, as maps give them to copy.</summary>
    public string Point { get; init; } = "";
    public string Seats { get; init; } = "";
    public string Cost { get; init; } = "";
    public string CostNote { get; init; } = "";
    public string ChildCare { get; init; } = "";
    public string Certificate { get; init; } = "";
    public string Accessibility { get; init; } = "";
    public string Registration { get; init; } = "";
    public string RegisterUntil { get; init; } = "";
    public string Link { get; init; } = "";
    public IReadOnlyList<TrainingMaterial> Materials { get; init; } = [];

    /// <summary>As it was sent.</summary>
    public static TrainingDraft Of(IFormCollection form, string tag, VocabularySet vocabularies)
    {
        string Given(string field) => form[field].ToString().Trim();
        T Member<T>(string field)
            where T : struct, Enum => Enum.TryParse<T>(form[field], out var member) && Enum.IsDefined(member) ? member : default;
        string[] Terms(string field, VocabularyName name) => ChoiceField.Read(form, field, word => vocabularies[name].Resolve(word)?.Key);
        return new TrainingDraft
        {
            Kind = Member<TrainingKind>("kind"),
            Tag = tag,
            Title = Given("title"),
            Text = Given("text"),
            Topics = Terms("topics", VocabularyName.Topics),
            TargetGroups = Terms("targetGroups", VocabularyName.TargetGroups),
            Languages = Terms("languages", VocabularyName.Languages),
            Level = Member<TrainingLevel>("level"),
            StartsOn = Given("startsOn"),
            StartTime = Given("startTime"),
            Minutes = Given("minutes"),
            Repeat = Member<Repeat>("repeat"),
            Count = Given("count"),
            Rule = Given("rule"),
            ExceptDays = Given("exceptDays"),
            Online = Given("online").Length > 0,
            Municipality = Given("municipality"),
            Address = Given("address"),
            Postcode = Given("postcode"),
            Point = Given("point"),
            Seats = Given("seats"),
            Cost = Given("costCents"),
            CostNote = Given("costNote"),
            ChildCare = Given("childCare"),
            Certificate = Given("certificate"),
            Accessibility = Given("accessibility"),
            Registration = Given("registration"),
            RegisterUntil = Given("registerUntil"),
            Link = Given("link"),
            Materials =
            [
                .. form["materialTitle"].Zip(form["materialLink"])
                    .Select(pair => new TrainingMaterial($"{pair.First}".Trim(), $"{pair.Second}".Trim()))
                    .Where(material => material.Title.Length + material.Link.Length > 0).Take(MostMaterials + 1),
            ],
        };
    }

    public static TrainingDraft Of(Training training, Gazetteer gazetteer)
    {
        var (repeat, count) = Repeated(training);
        return new TrainingDraft
        {
            Kind = training.Kind,
            Tag = training.Language,
            Title = training.Title,
            Text = training.Text,
            Topics = training.Topics,
            TargetGroups = training.TargetGroups,
            Languages = training.Languages,
            Level = training.Level,
            StartsOn = Day(DateOnly.FromDateTime(training.FirstStart)),
            StartTime = TrainingView.Clock(training.FirstStart),
            Minutes = training.Minutes.ToString(CultureInfo.InvariantCulture),
            Repeat = repeat,
            Count = count,
            Rule = training.Rule ?? "",
            ExceptDays = string.Join(", ", training.ExceptDays.Select(Day)),
            Online = training.Online,
            Municipality = training.PlaceKey.Length == 8 ? gazetteer.ByKey(training.PlaceKey)?.Name ?? "" : "",
            Address = training.Address ?? "",
            Postcode = training.Postcode ?? "",
            Point = training.Point is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Y}, {at.X}") : "",
            Seats = training.Seats?.ToString(CultureInfo.InvariantCulture) ?? "",
            Cost = training.CostCents is { } cents ? Euros(cents) : "",
            CostNote = training.CostNote ?? "",
            ChildCare = Said(training.ChildCare),
            Certificate = Said(training.Certificate),
            Accessibility = training.Accessibility ?? "",
            Registration = training.Registration ?? "",
            RegisterUntil = training.RegisterUntil is { } until ? Day(until) : "",
            Link = training.Link ?? "",
            Materials = [.. training.Materials],
        };
    }

    /// <summary>What the use case takes; what cannot be read is told as a problem of its field.</summary>
    /// <param name="day">Reads a day of the form.</param>
    /// <param name="number">Reads a number of the form.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public TrainingContentInput Content(Func<string, DateTime?> day, Func<string, int?> number, List<WorkProblem> problems)
    {
        var first = day("startsOn");
        if (first is null && problems.Count == 0) problems.Add(new WorkProblem("startsOn", "wrong.startsOn"));
        var point = Point.Length == 0 ? [null, null] : Degrees.Read(Point) is [var latitude, var longitude] ? [latitude, longitude]
            : (double?[])[double.NaN, double.NaN];
        return new TrainingContentInput
        {
            Kind = Kind,
            Language = Tag,
            Title = Title,
            Text = Text,
            Topics = [.. Topics],
            TargetGroups = [.. TargetGroups],
            Languages = [.. Languages],
            Level = Level,
            StartsOn = first ?? default,
            StartTime = StartTime,
            Minutes = number("minutes") ?? 0,
            Rule = RuleOf(first, number("count"), problems),
            ExceptDays = Days(problems),
            Online = Online,
            Municipality = Municipality,
            Address = Address,
            Postcode = Postcode,
            Latitude = point[0],
            Longitude = point[1],
            Seats = number("seats"),
            CostCents = Cents(problems),
            CostNote = CostNote,
            ChildCare = Answer(ChildCare),
            Certificate = Answer(Certificate),
            Accessibility = Accessibility,
            Registration = Registration,
            RegisterUntil = day("registerUntil"),
            Link = Link,
            Materials = [.. Materials],
        };
    }

    private string? RuleOf(DateTime? first, int? count, List<WorkProblem> problems)
    {
        if (Repeat == Repeat.None) return null;
        if (Repeat == Repeat.Kept) return Rule;
        if (count is not > 0)
        {
            problems.Add(new WorkProblem("count", "wrong.rule"));
            return null;
        }

        // The second Tuesday stays the second one; a fifth is meant as the last.
        var nth = first is { } day ? ((day.Day - 1) / 7) + 1 : 1;
        var weekday = first?.DayOfWeek.ToString()[..2].ToUpperInvariant();
        var text = Repeat switch
        {
            Repeat.Daily => "FREQ=DAILY",
            Repeat.Weekly => "FREQ=WEEKLY",
            Repeat.Biweekly => "FREQ=WEEKLY;INTERVAL=2",
            _ => $"FREQ=MONTHLY;BYDAY={(nth == 5 ? -1 : nth)}{weekday}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{text};COUNT={count}");
    }

    private static (Repeat, string) Repeated(Training training) => training.Rule is not { } rule ? (Repeat.None, "")
        : Simple().Match(rule) is not { Success: true } read ? (Repeat.Kept, "")
        : (read.Groups["frequency"].Value, read.Groups["two"].Success) switch
        {
            ("DAILY", false) => (Repeat.Daily, read.Groups["count"].Value),
            ("WEEKLY", var two) when !read.Groups["day"].Success => (two ? Repeat.Biweekly : Repeat.Weekly, read.Groups["count"].Value),
            ("MONTHLY", false) when read.Groups["day"].Success => (Repeat.Monthly, read.Groups["count"].Value),
            _ => (Repeat.Kept, ""),
        };

    private DateTime[] Days(List<WorkProblem> problems)
    {
        var days = new List<DateTime>();
        foreach (var text in ExceptDays.Split([',', ';', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Take(101))
        {
            if (DateOnly.TryParseExact(
                text, ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                days.Add(day.ToDateTime(TimeOnly.MinValue));
            else problems.Add(new WorkProblem("exceptDays", "wrong.day"));
        }

        return [.. days];
    }

    private int? Cents(List<WorkProblem> problems)
    {
        if (Cost.Length == 0) return null;
        var text = Cost.Replace("€", "", StringComparison.Ordinal).Trim().Replace(',', '.');
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euros) && euros <= 100_000)
            return (int)decimal.Round(euros * 100);
        problems.Add(new WorkProblem("costCents", "wrong.costCents"));
        return null;
    }

    private static bool? Answer(string said) => said switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };

    private static string Said(bool? answer) => answer switch
    {
        true => "yes",
        false => "no",
        null => "",
    };

    // With a comma, as people here write it; a point is read as well.
    private static string Euros(int cents) => cents % 100 == 0 ? (cents / 100).ToString(CultureInfo.InvariantCulture)
        : (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("^FREQ=(?<frequency>DAILY|WEEKLY|MONTHLY)(?<two>;INTERVAL=2)?;COUNT=(?<count>[0-9]+)(?<day>;BYDAY=-?[0-9][A-Z]{2})?$")]
    private static partial Regex Simple();
}
