using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Relay;

namespace MsoNetwork.Trainings;

public sealed record TrainingFilter : PostingFilter
{
    public TrainingKind[]? Kinds { get; init; }

    /// <summary>AGS prefixes of where it takes place.</summary>
    public string[]? Regions { get; init; }
    public DateTime? From { get; init; }
    public DateTime? To { get; init; }
    public bool? Evenings { get; init; }
    public bool? Weekend { get; init; }
    public bool? Online { get; init; }
    public bool? Free { get; init; }
    public bool? ChildCare { get; init; }

    /// <summary>Keys of integration centres.</summary>
    public string[]? Centres { get; init; }
    public TrainingState[]? States { get; init; }

    internal TrainingState[] StatesOrPublished => States is { Length: > 0 } given ? given : [TrainingState.Published];

    internal string[] CentreKeys() => AtMost("centres", Centres) ?? [];

    private protected override OrganisationFilter Common() => base.Common() with { Regions = Regions };
}

public sealed class TrainingFilterType : InputObjectGraphType<TrainingFilter>
{
    public TrainingFilterType()
    {
        Name = "TrainingFilter";
        Description =
            "All given fields hold together (AND), those of dates for one and the same date; a list means any of its values (OR), at most "
            + "100. An empty list is no condition. A term also finds what is filed under the terms below it.";
        Field<ListGraphType<NonNullGraphType<TrainingKindType>>>("kinds").Description("Any of these kinds.");
        this.Keys("topics", "Any of these topics.");
        this.Keys("targetGroups", "Any of these target groups.");
        this.Keys("languages", "Any of these languages is spoken there (BCP 47).");
        this.Keys("regions", "It takes place in any of these regions (AGS prefixes); what is online, where its provider is.");
        Field<NearInputType>("near")
            .Description("Its location lies within this circle; what is online, the middle of its provider's town.");
        Field<DateGraphType>("from").Description("A date on this day of Berlin or later; unless told, one that is not over.");
        Field<DateGraphType>("to").Description("A date on this day of Berlin or earlier.");
        Field<BooleanGraphType>("evenings").Description($"true: it begins at {TrainingCriteria.Evening} or later.");
        Field<BooleanGraphType>("weekend").Description("true: it is on a Saturday or Sunday.");
        Field<BooleanGraphType>("online").Description("true: over the internet; false: at a place.");
        Field<BooleanGraphType>("free").Description("true: it costs nothing.");
        Field<BooleanGraphType>("childCare").Description("true: children are looked after.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("organisations")
            .Description("Offered by any of these organisations (global ids).");
        this.Keys("centres", "Or by any of these integration centres (keys).");
        Field<ListGraphType<NonNullGraphType<TrainingStateType>>>("states")
            .Description("Any of these; [PUBLISHED] unless told. DRAFT finds only the asking provider's own.");
    }
}
