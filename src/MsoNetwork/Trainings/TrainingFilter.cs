using GraphQL.Types;
using MsoNetwork.Organisations;

namespace MsoNetwork.Trainings;

/// <summary>What a client asks for; all given fields hold together, an absent or empty list is no condition.</summary>
public sealed record TrainingFilter
{
    public TrainingKind[]? Kinds { get; init; }
    public string[]? Topics { get; init; }
    public string[]? TargetGroups { get; init; }
    public string[]? Languages { get; init; }

    /// <summary>AGS prefixes of where it takes place.</summary>
    public string[]? Regions { get; init; }
    public NearInput? Near { get; init; }
    public DateTime? From { get; init; }
    public DateTime? To { get; init; }
    public bool? Evenings { get; init; }
    public bool? Weekend { get; init; }
    public bool? Online { get; init; }
    public bool? Free { get; init; }
    public bool? ChildCare { get; init; }

    /// <summary>Global ids of organisations.</summary>
    public string[]? Organisations { get; init; }

    /// <summary>Keys of integration centres.</summary>
    public string[]? Centres { get; init; }
    public TrainingState[]? States { get; init; }

    /// <summary>What it has in common with organisations, under the same names.</summary>
    internal OrganisationFilter Common() => new()
    {
        Topics = Topics,
        TargetGroups = TargetGroups,
        Languages = Languages,
        Regions = Regions,
        Near = Near,
    };
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
        Keys("topics", "Any of these topics.");
        Keys("targetGroups", "Any of these target groups.");
        Keys("languages", "Any of these languages is spoken there (BCP 47).");
        Keys("regions", "It takes place in any of these regions (AGS prefixes); what is online, where its provider is.");
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
        Keys("centres", "Or by any of these integration centres (keys).");
        Field<ListGraphType<NonNullGraphType<TrainingStateType>>>("states")
            .Description("Any of these; [PUBLISHED] unless told. DRAFT finds only the asking provider's own.");
    }

    private void Keys(string name, string description) =>
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>(name).Description(description);
}
