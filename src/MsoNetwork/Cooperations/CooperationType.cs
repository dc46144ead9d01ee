using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Cooperations;

public sealed class CooperationType : ObjectGraphType<Cooperation>
{
    public CooperationType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "Cooperation";
        Description =
            "Two organisations that work together. Proposals and refusals are visible only to the two organisations and to their "
                + "integration centre.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id")
            .Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("Cooperation", context.Source.Id.ToString("N")));
        Field<NonNullGraphType<CooperationKindType>>("kind").Description("What they do together.").From(source => source.Kind);
        Field(cooperation => cooperation.Title).Description("Its name.");
        Field<NonNullGraphType<OrganisationType>>("from")
            .Description("One of the two; the mentor where the kind is MENTORING, the member where it is UMBRELLA_MEMBERSHIP.")
            .Resolve(context => Organisation(context, context.Source.FromId));
        Field<NonNullGraphType<OrganisationType>>("to")
            .Description("The other; the mentee if the kind is MENTORING, the umbrella body where it is UMBRELLA_MEMBERSHIP.")
            .Resolve(context => Organisation(context, context.Source.ToId));
        Field<NonNullGraphType<BooleanGraphType>>("directed")
            .Description("Whether `from` and `to` have different roles.")
            .From(source => source.IsDirected);
        Field<DateGraphType>("startsOn")
            .Description("First day; null when no source says it.")
            .From(source => source.StartsOn?.ToDateTime(TimeOnly.MinValue));
        Field<DateGraphType>("endsOn")
            .Description("Last day, planned or real.")
            .From(source => source.EndsOn?.ToDateTime(TimeOnly.MinValue));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("regions")
            .Description("Where it takes place.")
            .From(source => source.Regions.Select(gazetteer.Loaded.ByKey).OfType<RegionEntry>());
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("topics").Description("What it is about (TOPICS).")
            .From(source => vocabularies.Loaded[VocabularyName.Topics].ByKeys(source.Topics));
        Field<SourceType>("source")
            .Description("Who says so; null when only the two organisations do.")
            .Resolve(context =>
                context.Source.SourceName is not { } name
                    ? null
                    : new OrganisationSource
                    {
                        OrganisationId = default,
                        Name = name,
                        ExternalId = "",
                        Url = context.Source.SourceUrl,
                        RetrievedOn = context.Source.RetrievedOn,
                    }
            );
        Field<NonNullGraphType<CooperationStateType>>("state").Description("Its current state.").From(source => source.State);
        Field(cooperation => cooperation.Version)
            .Description("Counts changes; a step may name the version that it was made from (expectedVersion).");
        Field<NonNullGraphType<CooperationStepType>>("proposed")
            .Description("Who proposed it; neither organisation nor centre where it was taken from a public source.")
            .Resolve(context => new CooperationStep(context.Source.ProposedBy, context.Source.ProposedAt));
        Field<CooperationStepType>("confirmed").Description("Who confirmed it, and when.")
            .From(source => source.ConfirmedAt is { } at ? new CooperationStep(source.ConfirmedBy, at) : null);
        Field<CooperationStepType>("closed")
            .Description(
                "Who declined it or reported its end, and when; both organisation and centre are null if its recorded end had already "
                    + "passed when the two proposed it again."
            )
            .From(source => source.ClosedAt is { } at ? new CooperationStep(source.ClosedBy, at) : null);
    }

    internal static object Organisation(IResolveFieldContext context, Guid id) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById.Load(id, found => found);
}

/// <summary>A change of state: who and when.</summary>
public sealed record CooperationStep(DoneBy By, DateTimeOffset At);

public sealed class CooperationStepType : ObjectGraphType<CooperationStep>
{
    public CooperationStepType(ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "CooperationStep";
        Description = "A change of a cooperation's state: who did it, and when.";
        Field<OrganisationType>("organisation").Description("The organisation that did it.")
            .Resolve(context => context.Source.By.Organisation is { } id ? CooperationType.Organisation(context, id) : null);
        Field<IntegrationCentreType>("centre").Description("The integration centre that did it.")
            .From(source => source.By.Centre is { } key ? gazetteer.Loaded.Centre(key) : null);
        Field<NonNullGraphType<DateTimeGraphType>>("at").Description("When, in UTC.").From(source => source.At.UtcDateTime);
    }
}

public sealed class CooperationKindType : EnumerationGraphType<CooperationKind>
{
    public CooperationKindType()
    {
        Name = "CooperationKind";
        Description = "What two organisations do together.";
        Values["JOINT_PROJECT"]!.Description = "A project run jointly.";
        Values["MENTORING"]!.Description = "An experienced organisation (from) mentors another (to).";
        Values["SHARING"]!.Description = "Rooms or equipment used by both.";
        Values["EVENT"]!.Description = "An event or a series of them.";
        Values["FUNDING_CONSORTIUM"]!.Description = "A joint application for funding, or the project funded by it.";
        Values["OTHER"]!.Description = "Anything else.";
        Values["UMBRELLA_MEMBERSHIP"]!.Description =
            "An organisation (from) belongs to an umbrella body (to); once confirmed it is among memberOf.";
    }
}

public sealed class CooperationStateType : EnumerationGraphType<CooperationState>
{
    public CooperationStateType()
    {
        Name = "CooperationState";
        Description = "How far a cooperation is.";
        Values["PROPOSED"]!.Description = "One side says so; the other has not answered. Shown only to the two and to their centre.";
        Values["CONFIRMED"]!.Description =
            "The other side, a centre with its source, or a public source says so too. Its recorded end may be past: see endsOn.";
        Values["DECLINED"]!.Description = "Refused, taken back, or called off before it began. Shown only to the two and to their centre.";
        Values["ENDED"]!.Description = "Confirmed, but now over.";
    }
}
