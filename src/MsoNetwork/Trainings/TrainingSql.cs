using MsoNetwork.Regions;
using MsoNetwork.Sql;
using NetTopologySuite.Geometries;

namespace MsoNetwork.Trainings;

/// <summary>A training in a list, with the date that it stands there for.</summary>
/// <param name="Training">Without its dates.</param>
/// <param name="Planned">Which of its dates.</param>
/// <param name="Start">When that begins, by Berlin's clock.</param>
/// <param name="StartsAt">The same as a moment.</param>
/// <param name="Metres">From the point asked for; NaN when none was.</param>
public sealed record ListedTraining(Training Training, DateTime Planned, DateTime Start, DateTimeOffset StartsAt, double Metres)
{
    public DateTime End { get; init; }

    public bool Cancelled { get; init; }
}

/// <summary>How trainings are read in lists: by dates, so that the index on dates gives their order.</summary>
public static class TrainingSql
{
    public const string From = "training_dates AS d JOIN trainings AS t ON t.id = d.training_id";

    /// <summary>What distances are measured to.</summary>
    public const string Location = "t.location";

    /// <summary>The select list on <see cref="From"/>; a distance may follow.</summary>
    public const string Columns = """
        t.id, t.slug, t.organisation_id, t.centre_key, t.kind, t.language, t.title, t.text, t.topics, t.target_groups, t.languages, t.level,
        t.first_start, t.minutes, t.rule, t.except_days, t.online, t.place_key, t.address, t.postcode, t.seats, t.cost_cents, t.cost_note,
        t.child_care, t.accessibility, t.registration, t.register_until, t.certificate, t.link, t.material_titles,
        t.material_links, t.state, t.cancel_reason, t.version, t.created_at,
        t.updated_at, t.published_at, t.cancelled_at, t.source_name, t.missing_since, t.location, t.precision,
        d.planned, d.start, d.starts_at, d.ends_at AT TIME ZONE 'Europe/Berlin', d.cancelled
        """;

    public static ListedTraining Read(SqlRow row)
    {
        var training = Training(row);
        return new ListedTraining(training, row.Value<DateTime>(), row.Value<DateTime>(), row.Value<DateTimeOffset>(), double.NaN)
        {
            End = row.Value<DateTime>(),
            Cancelled = row.Value<bool>(),
        };
    }

    /// <summary>Reads a row with a distance behind the select list.</summary>
    public static ListedTraining ReadWithDistance(SqlRow row) => Read(row) with { Metres = row.Value<double>() };

    private static Training Training(SqlRow row) => new Training
    {
        Id = row.Value<Guid>(),
        Slug = row.Text(),
        OrganisationId = row.ValueOrNull<Guid>(),
        CentreKey = row.TextOrNull(),
        Kind = row.Member<TrainingKind>(),
        Language = row.Text(),
        Title = row.Text(),
        Text = row.Text(),
        Topics = row.Value<string[]>(),
        TargetGroups = row.Value<string[]>(),
        Languages = row.Value<string[]>(),
        Level = row.Member<TrainingLevel>(),
        FirstStart = row.Value<DateTime>(),
        Minutes = row.Value<int>(),
        Rule = row.TextOrNull(),
        ExceptDays = row.Value<DateOnly[]>(),
        Online = row.Value<bool>(),
        PlaceKey = row.Text(),
        Address = row.TextOrNull(),
        Postcode = row.TextOrNull(),
        Seats = row.ValueOrNull<int>(),
        CostCents = row.ValueOrNull<int>(),
        CostNote = row.TextOrNull(),
        ChildCare = row.ValueOrNull<bool>(),
        Accessibility = row.TextOrNull(),
        Registration = row.TextOrNull(),
        RegisterUntil = row.ValueOrNull<DateOnly>(),
        Certificate = row.ValueOrNull<bool>(),
        Link = row.TextOrNull(),
        MaterialTitles = row.Value<string[]>(),
        MaterialLinks = row.Value<string[]>(),
        State = row.Member<TrainingState>(),
        CancelReason = row.TextOrNull(),
        Version = row.Value<int>(),
        CreatedAt = row.Value<DateTimeOffset>(),
        UpdatedAt = row.Value<DateTimeOffset>(),
        PublishedAt = row.ValueOrNull<DateTimeOffset>(),
        CancelledAt = row.ValueOrNull<DateTimeOffset>(),
        SourceName = row.TextOrNull(),
        MissingSince = row.ValueOrNull<DateTimeOffset>(),
    }.At(row.Value<Point>(), row.Member<LocationPrecision>());
}
