using System.Globalization;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Trainings;

public sealed class TrainingDateType : ObjectGraphType<TrainingDate>
{
    public TrainingDateType()
    {
        Name = "TrainingDate";
        Description = "One date of a training.";
        Field<NonNullGraphType<StringGraphType>>("planned")
            .Description("When it was first planned, by Berlin's clock; it stays when the date is moved. Names the date in mutations.")
            .From(date => Clock(date.Planned));
        Field<NonNullGraphType<StringGraphType>>("start").Description("When it begins, by Berlin's clock, for example 2027-03-02T18:00.")
            .From(date => Clock(date.Start));
        Field<NonNullGraphType<DateTimeGraphType>>("startsAt").Description("The same in UTC.").From(date => date.StartsAt.UtcDateTime);
        Field<NonNullGraphType<DateTimeGraphType>>("endsAt").Description("When it ends (UTC).").From(date => date.EndsAt.UtcDateTime);
        Field<NonNullGraphType<BooleanGraphType>>("cancelled").Description("Whether this date alone is called off.")
            .From(date => date.Cancelled);
        Field<NonNullGraphType<BooleanGraphType>>("moved").Description("Whether it is at another time than first planned.")
            .From(date => date.Start != date.Planned);
    }

    internal static string Clock(DateTime clock) => clock.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}

public sealed class TrainingMaterialType : ObjectGraphType<TrainingMaterial>
{
    public TrainingMaterialType()
    {
        Name = "TrainingMaterial";
        Description = "Slides, a handout, a recording: something to read on another site.";
        Field(material => material.Title).Description("What it is called.");
        Field(material => material.Link).Description("Its address (https).");
    }
}

public sealed class TrainingType : PostingType<Training, Training>
{
    public TrainingType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
        : base(
            "Training",
            "A training, workshop, series, consultation hour, conference or network meeting. Drafts are shown to their provider alone.",
            training => training, training => (training.Id, training.Slug), "termine", vocabularies)
    {
        Field<OrganisationType>("organisation").Description("Who offers it; null where a centre does.")
            .Resolve(context => context.Source.OrganisationId is { } id ? context.Organisation(id) : null);
        Is<IntegrationCentreType>("centre", "The integration centre that offers it; null where an organisation does.",
            one => one.CentreKey is { } key ? gazetteer.Loaded.Centre(key) : null);
        Is<NonNullGraphType<TrainingKindType>>("kind", "What kind of date it is.", one => one.Kind);
        Is<NonNullGraphType<StringGraphType>>("language", "The language of title and text (BCP 47).", one => one.Language);
        Is<NonNullGraphType<StringGraphType>>("title", "The title.", one => one.Title);
        Is<NonNullGraphType<StringGraphType>>("text", "The text, plain.", one => one.Text);
        Terms("topics", "What it is about (TOPICS).", VocabularyName.Topics, one => one.Topics);
        Terms("targetGroups", "Whom it is for (TARGET_GROUPS).", VocabularyName.TargetGroups, one => one.TargetGroups);
        Terms("languages", "What is spoken there (LANGUAGES).", VocabularyName.Languages, one => one.Languages);
        Is<NonNullGraphType<TrainingLevelType>>("level", "What one should know already.", one => one.Level);
        AddDates();
        Is<NonNullGraphType<BooleanGraphType>>("online", "Whether one takes part over the internet.", one => one.Online);
        Is<NonNullGraphType<RegionType>>("place", "Where it is; of what is online, where its provider is.",
            one => gazetteer.Loaded.ByKey(one.PlaceKey));
        Is<StringGraphType>("address", "House and street.", one => one.Address);
        Is<StringGraphType>("postcode", "The postcode of the address.", one => one.Postcode);
        Is<LocationType>("location", "Where it is on a map, as well as what its provider says tells; null of what is online.",
            one => one.Online ? null : new Location(one.Location.Y, one.Location.X, one.Precision));
        Is<IntGraphType>("seats", "How many can take part.", one => one.Seats);
        Is<IntGraphType>("costCents", "What it costs, in cents; 0 is free, null is not said.", one => one.CostCents);
        Is<StringGraphType>("costNote", "Who pays less, for example.", one => one.CostNote);
        Is<BooleanGraphType>("childCare", "Whether children are looked after; null is not said.", one => one.ChildCare);
        Is<StringGraphType>("accessibility", "Steps, signing, induction loop …", one => one.Accessibility);
        Is<StringGraphType>("registration", "How to register.", one => one.Registration);
        Day("registerUntil", "The last day to register.", one => one.RegisterUntil);
        Is<BooleanGraphType>("certificate", "Whether one gets a certificate; null is not said.", one => one.Certificate);
        Is<StringGraphType>("link", "A page with more.", one => one.Link);
        Is<NonNullGraphType<ListGraphType<NonNullGraphType<TrainingMaterialType>>>>(
            "materials", "Slides, handouts, recordings on other sites.", one => one.Materials);
        Is<NonNullGraphType<TrainingStateType>>("state", "Whether it is a draft, published, or called off.", one => one.State);
        Is<StringGraphType>("cancelReason", "Why it is called off.", one => one.CancelReason);
        Is<NonNullGraphType<IntGraphType>>("version", "Counts changes; a change names the version it was made from.", one => one.Version);
        Is<NonNullGraphType<BooleanGraphType>>("invented", "True for what was invented.", one => one.SourceName is not null);
        Moment("missingSince",
            "Since when its provider's calendar or table, which it was imported from, no longer has it (UTC): it may not take place. Null "
            + "while it has, and for what was entered here.", one => one.MissingSince);
        Moment("updatedAt", "When it last changed (UTC).", one => one.UpdatedAt);
        Moment("publishedAt", "When it was published (UTC).", one => one.PublishedAt);
        Moment("cancelledAt", "When it was called off (UTC).", one => one.CancelledAt);
    }

    private void AddDates()
    {
        Is<StringGraphType>("rule", "RRULE of RFC 5545 that its dates come from; null for a single date.", one => one.Rule);
        Is<NonNullGraphType<IntGraphType>>("minutes", "How long a date takes, unless that one was moved.", one => one.Minutes);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TrainingDateType>>>>("dates").WithMetadata("cost.size", 10)
            .Description($"All its dates in order of time, at most {Recurrence.MostDates}.")
            .Resolve(context => Dates(context).Of.Load(context.Source.Id, dates => dates ?? []));
        Field<TrainingDateType>("nextDate").Description("The first of its dates that is neither over nor called off.")
            .Resolve(context =>
            {
                var now = (context.RequestServices!.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
                return Dates(context).Of.Load(
                    context.Source.Id, dates => dates?.FirstOrDefault(date => date.EndsAt > now && !date.Cancelled));
            });
    }

    private static TrainingDates Dates(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<TrainingDates>();
}

public sealed class TrainingEdgeType : EdgeType<ListedTraining, TrainingType>
{
    public TrainingEdgeType()
        : base("TrainingEdge", "A training's place in a list.", "The training.", listed => listed.Training)
    {
        Field<NonNullGraphType<DateTimeGraphType>>("startsAt")
            .Description("When the first of its dates begins that the filter finds (UTC).").From(edge => edge.Row.StartsAt.UtcDateTime);
        AddDistance(
            "Geodesic distance (WGS 84) from filter.near to its location, in kilometres; null without near.", listed => listed.Metres);
    }
}

public sealed class TrainingConnectionType() : ConnectionType<ListedTraining, TrainingEdgeType, TrainingType>(
    "TrainingConnection", "A page of trainings (Relay cursor connection).", "trainings", "cursor, date and distance", "the filter finds",
    listed => listed.Training);
