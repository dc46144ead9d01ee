using System.Globalization;
using GraphQL.Types;
using MsoNetwork.Relay;

namespace MsoNetwork.Trainings;

/// <summary>All that a training says, as its provider gives it.</summary>
public sealed record TrainingContentInput
{
    public TrainingKind Kind { get; init; }
    public string? Language { get; init; }
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public string[]? Topics { get; init; }
    public string[]? TargetGroups { get; init; }
    public string[]? Languages { get; init; }
    public TrainingLevel? Level { get; init; }
    public DateTime StartsOn { get; init; }
    public string StartTime { get; init; } = "";
    public int Minutes { get; init; }
    public string? Rule { get; init; }
    public DateTime[]? ExceptDays { get; init; }
    public bool? Online { get; init; }
    public string? Municipality { get; init; }
    public string? Address { get; init; }
    public string? Postcode { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public int? Seats { get; init; }
    public int? CostCents { get; init; }
    public string? CostNote { get; init; }
    public bool? ChildCare { get; init; }
    public string? Accessibility { get; init; }
    public string? Registration { get; init; }
    public DateTime? RegisterUntil { get; init; }
    public bool? Certificate { get; init; }
    public string? Link { get; init; }
    public TrainingMaterial[]? Materials { get; init; }

    /// <summary>What a training says, as it would be given once more.</summary>
    public static TrainingContentInput Of(Training training) => new()
    {
        Kind = training.Kind,
        Language = training.Language,
        Title = training.Title,
        Text = training.Text,
        Topics = training.Topics,
        TargetGroups = training.TargetGroups,
        Languages = training.Languages,
        Level = training.Level,
        StartsOn = training.FirstStart.Date,
        StartTime = training.FirstStart.ToString("HH:mm", CultureInfo.InvariantCulture),
        Minutes = training.Minutes,
        Rule = training.Rule,
        ExceptDays = [.. training.ExceptDays.Select(day => day.ToDateTime(TimeOnly.MinValue))],
        Online = training.Online,
        Municipality = training.PlaceKey.Length == 8 ? training.PlaceKey : null, // a district is a centre's own seat
        Address = training.Address,
        Postcode = training.Postcode,
        Latitude = training.Point?.Y,
        Longitude = training.Point?.X,
        Seats = training.Seats,
        CostCents = training.CostCents,
        CostNote = training.CostNote,
        ChildCare = training.ChildCare,
        Accessibility = training.Accessibility,
        Registration = training.Registration,
        RegisterUntil = training.RegisterUntil?.ToDateTime(TimeOnly.MinValue),
        Certificate = training.Certificate,
        Link = training.Link,
        Materials = [.. training.Materials],
    };
}

public sealed class TrainingMaterialInputType : InputObjectGraphType<TrainingMaterial>
{
    public TrainingMaterialInputType()
    {
        Name = "TrainingMaterialInput";
        Description = "Slides, a handout, a recording on another site.";
        Field(material => material.Title).Description("What it is called, up to 200 characters.");
        Field(material => material.Link).Description("Its address, which begins with https://.");
    }
}

public sealed class TrainingContentInputType : InputObjectGraphType<TrainingContentInput>
{
    public TrainingContentInputType()
    {
        Name = "TrainingContentInput";
        Description = "The complete content of a training. A change replaces all of it; dates that were moved or called off stay so.";
        Field<NonNullGraphType<TrainingKindType>>("kind").Description("What kind of date it is.");
        Field<StringGraphType>("language").Description("BCP 47 tag of title and text; de unless told.");
        Field<NonNullGraphType<StringGraphType>>("title").Description($"1 to {CheckedTraining.LongestTitle} characters.");
        Field<NonNullGraphType<StringGraphType>>("text")
            .Description($"1 to {CheckedTraining.LongestText} characters, plain. Write no private addresses or numbers here.");
        this.Keys("topics", "Up to 10 keys of TOPICS.");
        this.Keys("targetGroups", "Whom it is for: up to 10 keys of TARGET_GROUPS.");
        this.Keys("languages", "What is spoken there: up to 20 keys of LANGUAGES.");
        Field<TrainingLevelType>("level").Description("What one should know already; ANY unless told.");
        Field<NonNullGraphType<DateGraphType>>("startsOn").Description("The day of the first date, in Berlin.");
        Field<NonNullGraphType<StringGraphType>>("startTime").Description("When it begins by Berlin's clock, for example 18:00.");
        Field<NonNullGraphType<IntGraphType>>("minutes").Description("How long each date takes: 5 to 1440 minutes.");
        Field<StringGraphType>("rule").Description(
            $"RRULE of RFC 5545 with an end (COUNT or UNTIL), not more often than daily, at most {Recurrence.MostDates} dates, for example "
            + "FREQ=WEEKLY;COUNT=5. Null: a single date.");
        Field<ListGraphType<NonNullGraphType<DateGraphType>>>("exceptDays").Description("Days that the rule gives and that are left out.");
        Field<BooleanGraphType>("online").Description("Whether one takes part over the internet; false unless told.");
        Field<StringGraphType>("municipality")
            .Description("Where it is: AGS key of 8 digits, or the municipality's name. Null: where its provider is.");
        Field<StringGraphType>("address").Description("House and street, up to 200 characters.");
        Field<StringGraphType>("postcode")
            .Description("The postcode of the address: without a point the map shows the middle of its area. Names the town, too.");
        Field<FloatGraphType>("latitude")
            .Description("Where exactly, for maps: degrees north, with longitude. Of a provider whose place is protected it is not kept.");
        Field<FloatGraphType>("longitude").Description("Degrees east.");
        Field<IntGraphType>("seats").Description("How many can take part, 1 to 100000.");
        Field<IntGraphType>("costCents").Description("What it costs, in cents; 0 is free, null is not said.");
        Field<StringGraphType>("costNote").Description("Who pays less, for example; up to 200 characters.");
        Field<BooleanGraphType>("childCare").Description("Whether children are looked after; null is not said.");
        Field<StringGraphType>("accessibility").Description("Steps, signing, induction loop …; up to 500 characters.");
        Field<StringGraphType>("registration").Description("How to register, up to 500 characters.");
        Field<DateGraphType>("registerUntil").Description("The last day to register.");
        Field<BooleanGraphType>("certificate").Description("Whether one gets a certificate; null is not said.");
        Field<StringGraphType>("link").Description("Address of a page with more, http or https.");
        Field<ListGraphType<NonNullGraphType<TrainingMaterialInputType>>>("materials")
            .Description($"Slides, handouts, recordings on other sites, up to {CheckedTraining.MostMaterials}.");
    }
}
