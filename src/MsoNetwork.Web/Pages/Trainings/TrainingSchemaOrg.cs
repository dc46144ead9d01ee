using System.Globalization;
using System.Text.Json;
using MsoNetwork.Trainings;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>
/// A training as schema.org has it: a Course with its dates, or an Event. The serialiser's usual encoder escapes what would end a script
/// element.
/// </summary>
internal static class TrainingSchemaOrg
{
    public static string Of(TrainingView view, string origin)
    {
        var training = view.Training;
        var isCourse = training.Kind is TrainingKind.Training or TrainingKind.Workshop or TrainingKind.Series;
        var provider = new Dictionary<string, object?> { ["@type"] = "Organization", ["name"] = view.Provider };
        var data = isCourse ? Course(view, provider) : Event(view, training.Dates.FirstOrDefault(date => !date.Cancelled), provider);
        data["@context"] = "https://schema.org";
        data["url"] = origin + view.Address;
        data["description"] = training.Text;
        data["inLanguage"] = training.Languages is { Length: > 0 } spoken ? spoken : training.Language;
        if (!isCourse && training.Dates.Count > 1)
            data["subEvent"] = training.Dates.Select(date => Event(view, date, provider)).ToList();
        return JsonSerializer.Serialize(
            data.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    private static Dictionary<string, object?> Course(TrainingView view, object provider) => new()
    {
        ["@type"] = "Course",
        ["name"] = view.Training.Title,
        ["provider"] = provider,
        ["offers"] = Offer(view.Training),
        ["hasCourseInstance"] = view.Training.Dates.Select(date =>
        {
            var instance = Event(view, date, provider);
            instance["@type"] = "CourseInstance";
            instance["courseMode"] = view.Training.Online ? "Online" : "Onsite";
            return instance;
        }).ToList(),
    };

    private static Dictionary<string, object?> Event(TrainingView view, TrainingDate? date, object provider)
    {
        var training = view.Training;
        var status = training.State == TrainingState.Cancelled || date?.Cancelled == true ? "EventCancelled"
            : date is not null && date.Start != date.Planned ? "EventRescheduled" : "EventScheduled";
        var found = new Dictionary<string, object?>
        {
            ["@type"] = "Event",
            ["name"] = training.Title,
            ["organizer"] = provider,
            ["eventStatus"] = "https://schema.org/" + status,
            ["eventAttendanceMode"] =
                "https://schema.org/" + (training.Online ? "OnlineEventAttendanceMode" : "OfflineEventAttendanceMode"),
            ["location"] = Place(view),
            ["offers"] = Offer(training),
        };
        if (date is not null)
        {
            (found["startDate"], found["endDate"]) = (Clock(date.Start), Clock(date.End));
            if (date.Start != date.Planned) found["previousStartDate"] = Clock(date.Planned);
        }

        return found.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    private static Dictionary<string, object?> Place(TrainingView view) => view.Training.Online
        ? new() { ["@type"] = "VirtualLocation", ["url"] = view.Training.Link ?? view.Page.Origin + view.Address }
        : new()
        {
            ["@type"] = "Place",
            ["name"] = view.Where,
            ["address"] = new Dictionary<string, object?>
            {
                ["@type"] = "PostalAddress",
                ["streetAddress"] = view.Training.Address ?? "",
                ["addressLocality"] = view.Gazetteer.ByKey(view.Training.PlaceKey)?.Name,
                ["addressRegion"] = "Nordrhein-Westfalen",
                ["addressCountry"] = "DE",
            },
        };

    private static Dictionary<string, object?>? Offer(Training training) => training.CostCents is not { } cents ? null : new()
    {
        ["@type"] = "Offer",
        ["price"] = (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        ["priceCurrency"] = "EUR",
    };

    // With Berlin's offset at that moment.
    private static string Clock(DateTime clock) =>
        Time.BerlinDay.Moment(clock).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
