using System.Globalization;
using System.Text.Json;
using System.Xml;
using MsoNetwork.Regions;
using MsoNetwork.Trainings;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>
/// A training as schema.org has it: a Course with its dates, or an Event, with what search engines want of them. The
/// serialiser's usual encoder escapes what would end a script element.
/// </summary>
internal static class TrainingSchemaOrg
{
    /// <param name="view">The training.</param>
    /// <param name="origin">Of this directory.</param>
    /// <param name="now">An Event with several dates begins with the next of them.</param>
    public static string Of(TrainingView view, string origin, DateTimeOffset now)
    {
        var training = view.Training;
        var isCourse = training.Kind is TrainingKind.Training or TrainingKind.Workshop or TrainingKind.Series;
        var provider = new Dictionary<string, object?> { ["@type"] = "Organization", ["name"] = view.Provider };
        var next = training.Dates.Find(date => !date.Cancelled && date.EndsAt > now) ?? training.Dates.Find(date => !date.Cancelled)
            ?? training.Dates[0];
        var data = isCourse ? Course(view, provider) : Event(view, next, provider);
        data["@context"] = "https://schema.org";
        data["url"] = origin + view.Address;
        data["description"] = training.Text;
        data["inLanguage"] = training.Languages is { Length: > 0 } spoken ? spoken : training.Language;
        data["isAccessibleForFree"] = training.CostCents is { } cents ? cents == 0 : null;
        if (training.MaterialLinks.Length > 0)
        {
            data[isCourse ? "hasPart" : "workFeatured"] = training.Materials.Select(material => new Dictionary<string, object?>
            {
                ["@type"] = "LearningResource",
                ["name"] = material.Title,
                ["url"] = material.Link,
            });
        }

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
            instance["courseWorkload"] = XmlConvert.ToString(date.EndsAt - date.StartsAt);
            return instance;
        }).ToList(),
    };

    private static Dictionary<string, object?> Event(TrainingView view, TrainingDate date, object provider)
    {
        var training = view.Training;
        var status = training.State == TrainingState.Cancelled || date.Cancelled ? "EventCancelled"
            : date.Start != date.Planned ? "EventRescheduled" : "EventScheduled";
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
            ["maximumAttendeeCapacity"] = training.Seats,
            ["startDate"] = Clock(date.Start),
            ["endDate"] = Clock(date.End),
            ["previousStartDate"] = date.Start != date.Planned ? Clock(date.Planned) : null,
        };
        return found.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    private static Dictionary<string, object?> Place(TrainingView view)
    {
        var training = view.Training;
        if (training.Online) return new() { ["@type"] = "VirtualLocation", ["url"] = training.Link ?? view.Page.Origin + view.Address };
        var address = new Dictionary<string, object?>
        {
            ["@type"] = "PostalAddress",
            ["addressLocality"] = view.Gazetteer.ByKey(training.PlaceKey)?.Name,
            ["addressRegion"] = "Nordrhein-Westfalen",
            ["addressCountry"] = "DE",
        };
        if (training.Address is { } street) address["streetAddress"] = street;
        if (training.Postcode is { } postcode) address["postalCode"] = postcode;
        var place = new Dictionary<string, object?> { ["@type"] = "Place", ["name"] = view.Where, ["address"] = address };
        if (training.Precision != LocationPrecision.Municipality)
        {
            place["geo"] = new Dictionary<string, object?>
            {
                ["@type"] = "GeoCoordinates",
                ["latitude"] = training.Location.Y,
                ["longitude"] = training.Location.X,
            };
        }

        return place;
    }

    private static Dictionary<string, object?>? Offer(Training training)
    {
        if (training.CostCents is not { } cents) return null;
        var offer = new Dictionary<string, object?>
        {
            ["@type"] = "Offer",
            ["price"] = (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture),
            ["priceCurrency"] = "EUR",
            ["category"] = cents == 0 ? "Free" : "Paid",
            ["availability"] = "https://schema.org/InStock",
            ["validFrom"] = training.PublishedAt,
        };
        if (training.Link is { } link) offer["url"] = link;
        return offer;
    }

    // With Berlin's offset at that moment.
    private static string Clock(DateTime clock) =>
        Time.BerlinDay.Moment(clock).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
