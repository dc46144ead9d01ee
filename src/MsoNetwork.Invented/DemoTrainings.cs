using MsoNetwork.Organisations;
using MsoNetwork.Text;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using NetTopologySuite.Geometries;

namespace MsoNetwork.Invented;

/// <summary>
/// Invented trainings of the demo: a series with a moved evening, advice hours of the centre, one online, one called off, a draft.
/// </summary>
internal static class DemoTrainings
{
    public static IEnumerable<Training> All(DemoPlace place, DateTimeOffset now)
    {
        var monday = BerlinDay.Of(now).AddDays(1);
        while (monday.DayOfWeek != DayOfWeek.Monday) monday = monday.AddDays(1);
        var (own, other) = (place.Here[0], place.Here[5]);
        DateTime At(int days, int hour) => monday.AddDays(days).ToDateTime(new TimeOnly(hour, 0));

        var series = Make(own, TrainingKind.Series, "Vereinsrecht an fünf Abenden", At(8, 18), 90, "FREQ=WEEKLY;COUNT=5", 0, now);
        series.Dates[1].Set(series.Dates[1].Start.AddDays(2), 90);
        (series.ChildCare, series.Registration) = (true, "Erfunden: eine E-Mail an das Büro genügt.");
        (series.Address, series.MaterialTitles, series.MaterialLinks) = (
            "Erfundenes Haus der Vereine", ["Erfunden: Folien zum Vereinsrecht"], ["https://example.org/folien.pdf"]);
        if (own.Location is { } at) series.Point = new Point(at.Longitude + 0.01, at.Latitude) { SRID = 4326 };
        yield return series;

        var german = Make(own, TrainingKind.Series, "Deutschkurs für Frauen", At(9, 9), 120, "FREQ=WEEKLY;COUNT=10", 0, now);
        (german.ChildCare, german.Topics, german.TargetGroups) = (true, ["language-de"], ["women"]);
        yield return german;

        yield return Make(null, TrainingKind.ConsultationHours, "Sprechstunde zur Förderung", At(3, 10), 120,
            "FREQ=WEEKLY;INTERVAL=2;COUNT=6", 0, now, place.Centre, own.MunicipalityKey);

        var online = Make(other, TrainingKind.Workshop, "Buchhaltung für kleine Vereine", At(10, 17), 120, null, 500, now);
        (online.Online, online.Level, online.Certificate) = (true, TrainingLevel.Beginners, true);
        yield return online;

        yield return Make(other, TrainingKind.NetworkMeeting, "Treffen der Vereine am Samstag", At(19, 11), 180, null, 0, now);
        var off = Make(other, TrainingKind.Conference, "Fachtag Ehrenamt", At(25, 9), 420, null, null, now);
        (off.State, off.CancelledAt, off.CancelReason, off.Version) = (TrainingState.Cancelled, now, "Erfunden: zu wenige Anmeldungen.", 2);
        yield return off;
        var draft = Make(own, TrainingKind.Training, "Entwurf: Erste Hilfe", At(30, 18), 120, null, 0, now);
        (draft.State, draft.PublishedAt) = (TrainingState.Draft, null);
        yield return draft;
    }

    private static Training Make(
        OrganisationEntry? provider, TrainingKind kind, string title, DateTime first, int minutes, string? rule, int? cents,
        DateTimeOffset now, string? centre = null, string? town = null)
    {
        var id = Guid.CreateVersion7(now);
        var training = new Training
        {
            Id = id,
            Slug = Folding.Slug("erfunden " + title, id),
            OrganisationId = provider?.Id,
            CentreKey = centre,
            Kind = kind,
            Title = $"Erfunden: {title}",
            Text = $"{title}. Dieses Angebot ist erfunden.",
            Topics = ["education"],
            Languages = ["de"],
            FirstStart = first,
            Minutes = minutes,
            Rule = rule,
            PlaceKey = provider?.MunicipalityKey ?? town!,
            CostCents = cents,
            State = TrainingState.Published,
            CreatedAt = now,
            UpdatedAt = now,
            PublishedAt = now,
            SourceName = Invention.Demo.Source,
        };
        foreach (var planned in Recurrence.Expand(first, rule, []))
        {
            var date = new TrainingDate { TrainingId = id, Planned = planned };
            date.Set(planned, minutes);
            training.Dates.Add(date);
        }

        return training;
    }
}
