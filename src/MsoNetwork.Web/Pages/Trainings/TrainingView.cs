using System.Globalization;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>A training as pages show it in a language.</summary>
/// <param name="Page">The page.</param>
/// <param name="Training">The training.</param>
/// <param name="Gazetteer">The regions.</param>
/// <param name="Provider">Who offers it.</param>
internal sealed record TrainingView(SitePage Page, Training Training, Gazetteer Gazetteer, string? Provider)
{
    private const int Longest = 220;

    /// <summary>The date that a list shows it for.</summary>
    public ListedTraining? Listed { get; init; }

    public string Address => Page.Path("termine/" + Training.Slug);

    public string Kind => Page.T["trainingKind." + Training.Kind];

    public string Beginning => Training.Text.Length <= Longest ? Training.Text
        : Training.Text[..(Training.Text.LastIndexOf(' ', Longest) is > 0 and var blank ? blank : Longest)] + "…";

    public string Where => WhereOf(Training, Gazetteer, Page.T);

    /// <summary>What it costs; null when nobody says.</summary>
    public string? Cost => Training.CostCents switch
    {
        null => null,
        0 => Page.T["training.free"],
        { } cents => Page.T.Euros(cents),
    };

    /// <summary>A day with its time, for example Di, 2. März 2027, 18:00–19:30 Uhr.</summary>
    public string Time(DateTime start, DateTime end) => TimeOf(start, end, Page.T);

    public static string TimeOf(DateTime start, DateTime end, Texts t) =>
        t["training.time", t["trainings.weekdays"].Split('|')[((int)start.DayOfWeek + 6) % 7], t.Date(DateOnly.FromDateTime(start)),
            Clock(start), Clock(end)];

    public static string Clock(DateTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string WhereOf(Training training, Gazetteer gazetteer, Texts t)
    {
        if (training.Online) return t["training.online"];
        var town = $"{training.Postcode} {gazetteer.ByKey(training.PlaceKey)?.Name}".Trim();
        return training.Address is { } address ? $"{address}, {town}" : town;
    }
}

/// <summary>The next trainings that another page shows: those of an organisation, or those in a region.</summary>
/// <param name="Page">The page that shows them.</param>
/// <param name="Gazetteer">The regions.</param>
/// <param name="Filter">Which trainings.</param>
/// <param name="All">Address of all of them; null where there is none.</param>
/// <param name="Feed">Address of their calendar.</param>
internal sealed record TrainingsBox(SitePage Page, Gazetteer Gazetteer, TrainingFilter Filter, string? All, string? Feed)
{
    public const int Most = 5;

    public static TrainingsBox Of(SitePage page, Gazetteer gazetteer, OrganisationEntry entry) => new(
        page, gazetteer, new TrainingFilter { Organisations = [GlobalId.Encode("Organisation", entry.Id)] }, null,
        page.Path($"organisationen/{entry.Slug}/termine.ics"));

    public static TrainingsBox Of(SitePage page, Gazetteer gazetteer, RegionEntry region)
    {
        var form = new TrainingForm
        {
            Chosen = new Dictionary<string, IReadOnlyList<string>> { [TrainingForm.Regions] = [region.Key] },
        };
        return new(page, gazetteer, new TrainingFilter { Regions = [region.Key] }, form.Address(page.Language), null);
    }
}

/// <summary>Who offers trainings, by name, in one statement.</summary>
internal static class Providers
{
    public static async Task<Func<Training, string?>> OfAsync(
        Registry registry, Gazetteer gazetteer, IEnumerable<Training> trainings, CancellationToken cancellationToken)
    {
        var ids = trainings.Select(training => training.OrganisationId).OfType<Guid>().Distinct().ToList();
        var entries = ids.Count == 0 ? new Dictionary<Guid, OrganisationEntry>() : await registry.Loaders.ById
            .Load(ids, found => ids.Select(found).OfType<OrganisationEntry>().ToDictionary(entry => entry.Id))
            .GetResultAsync(cancellationToken);
        return training => training.OrganisationId is { } id ? entries.GetValueOrDefault(id)?.Name
            : gazetteer.Centre(training.CentreKey!)?.Name;
    }
}
