using System.ComponentModel;
using GraphQL.Types;
using MsoNetwork.Regions;
using NetTopologySuite.Geometries;

namespace MsoNetwork.Trainings;

[Description("What kind of date is offered.")]
public enum TrainingKind
{
    [Description("A training or course (Schulung, Fortbildung, Kurs).")] Training,
    [Description("A workshop.")] Workshop,
    [Description("A series whose dates belong together.")] Series,
    [Description("Hours in which one gets advice (Sprechstunde).")] ConsultationHours,
    [Description("A conference or public event.")] Conference,
    [Description("A meeting of organisations (Netzwerktreffen).")] NetworkMeeting,
}

[Description("What one should know already.")]
public enum TrainingLevel
{
    [Description("Nothing in particular.")] Any,
    [Description("For beginners.")] Beginners,
    [Description("For those who know the basics.")] Advanced,
}

[Description("How far a training is. It goes forward only.")]
public enum TrainingState
{
    [Description("Not published; shown only to whoever offers it.")] Draft,
    [Description("Published.")] Published,
    [Description("Called off as a whole, after it was published. It stays visible, so that whoever has noted it hears of it.")] Cancelled,
}

public sealed class TrainingKindType : EnumerationGraphType<TrainingKind>;

public sealed class TrainingLevelType : EnumerationGraphType<TrainingLevel>;

public sealed class TrainingStateType : EnumerationGraphType<TrainingState>;

/// <summary>
/// A training, or another date that an organisation or an integration centre offers. Its times are those of a clock in Berlin, so that
/// a Tuesday evening at six stays one over the changes of daylight saving.
/// </summary>
public sealed class Training
{
    public required Guid Id { get; init; }

    /// <summary>Given once from the first title and the id, and never changed.</summary>
    public required string Slug { get; init; }

    /// <summary>Who offers it: an organisation, or <see cref="CentreKey"/>.</summary>
    public Guid? OrganisationId { get; init; }

    public string? CentreKey { get; init; }

    public TrainingKind Kind { get; set; }

    /// <summary>BCP 47 tag of title and text.</summary>
    public string Language { get; set; } = "de";

    public string Title { get; set; } = "";

    public string Text { get; set; } = "";

    public string[] Topics { get; set; } = [];

    public string[] TargetGroups { get; set; } = [];

    /// <summary>What is spoken there.</summary>
    public string[] Languages { get; set; } = [];

    public TrainingLevel Level { get; set; }

    /// <summary>When the first date begins, by Berlin's clock.</summary>
    public DateTime FirstStart { get; set; }

    /// <summary>How long each date takes.</summary>
    public int Minutes { get; set; }

    /// <summary>RRULE of RFC 5545 with an end; null for a single date. See <see cref="Recurrence"/>.</summary>
    public string? Rule { get; set; }

    /// <summary>Days that the rule gives and that are left out.</summary>
    public DateOnly[] ExceptDays { get; set; } = [];

    public bool Online { get; set; }

    /// <summary>Where it is; of what is online, where its provider is.</summary>
    public string PlaceKey { get; set; } = "";

    /// <summary>House and street, as one line.</summary>
    public string? Address { get; set; }

    public string? Postcode { get; set; }

    /// <summary>Where exactly, as its provider gives it; never of a provider whose place is protected.</summary>
    public Point? Point { get; set; }

    /// <summary>
    /// Where it is on maps, as well as what is given tells: the point, its provider's own place at the same address, the middle of the
    /// postcode area, the middle of the town. Of a provider whose place is protected, and of what is online, always the last.
    /// </summary>
    public Point Location { get; private set; } = null!;

    public LocationPrecision Precision { get; private set; }

    public int? Seats { get; set; }

    /// <summary>In cents; 0 is free, null is not said.</summary>
    public int? CostCents { get; set; }

    /// <summary>For whom it costs less, for example.</summary>
    public string? CostNote { get; set; }

    public bool? ChildCare { get; set; }

    public string? Accessibility { get; set; }

    /// <summary>How to register, in words.</summary>
    public string? Registration { get; set; }

    public DateOnly? RegisterUntil { get; set; }

    public bool? Certificate { get; set; }

    public string? Link { get; set; }

    public string[] MaterialTitles { get; set; } = [];

    /// <summary>Their addresses, in the order of <see cref="MaterialTitles"/>.</summary>
    public string[] MaterialLinks { get; set; } = [];

    public IEnumerable<TrainingMaterial> Materials => MaterialTitles.Zip(MaterialLinks, (title, link) => new TrainingMaterial(title, link));

    public TrainingState State { get; set; }

    /// <summary>Why it is called off, for the public.</summary>
    public string? CancelReason { get; set; }

    /// <summary>Counts changes of it and of its dates; what calendars call SEQUENCE.</summary>
    public int Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>Since when the source that it was imported from no longer has it; null while it has, and for the others.</summary>
    public DateTimeOffset? MissingSince { get; set; }

    /// <summary>Set only for invented ones.</summary>
    public string? SourceName { get; init; }

    /// <summary>All dates that the rule gives, in order of time.</summary>
    public List<TrainingDate> Dates { get; init; } = [];
}

/// <summary>Slides, a handout, a recording: something to read on another site.</summary>
public sealed record TrainingMaterial(string Title, string Link);

/// <summary>One date of a training, kept as a row so that lists and searches by date are plain SQL.</summary>
public sealed class TrainingDate
{
    public Guid TrainingId { get; init; }

    /// <summary>When the rule has it, by Berlin's clock; it stays when the date is moved (RECURRENCE-ID).</summary>
    public DateTime Planned { get; init; }

    /// <summary>When it begins, by Berlin's clock.</summary>
    public DateTime Start { get; set; }

    public int Minutes { get; set; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public bool Cancelled { get; set; }

    public bool IsMoved(Training training) => Start != Planned || Minutes != training.Minutes;

    /// <summary>When it ends, by Berlin's clock.</summary>
    public DateTime End => Time.BerlinDay.Clock(EndsAt);

    /// <summary>Says when it is; the moments follow.</summary>
    public void Set(DateTime start, int minutes)
    {
        var at = Time.BerlinDay.Moment(start).ToUniversalTime();
        (Start, Minutes, StartsAt, EndsAt) = (start, minutes, at, at.AddMinutes(minutes));
    }
}
