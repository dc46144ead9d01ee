using GraphQL.Types;
using MsoNetwork.Organisations;

namespace MsoNetwork.PartnerCalls;

/// <summary>What a client asks for; all given fields hold together, an absent or empty list is no condition.</summary>
public sealed record PartnerCallFilter
{
    public PartnerCallDirection? Direction { get; init; }
    public PartnerCallSubject[]? Subjects { get; init; }
    public string[]? Topics { get; init; }
    public string[]? TargetGroups { get; init; }
    public string[]? Languages { get; init; }

    /// <summary>AGS prefixes: calls that apply in one of them, in a part of it, or in a region that contains it.</summary>
    public string[]? ActiveIn { get; init; }
    public NearInput? Near { get; init; }
    public DateTime? DeadlineBefore { get; init; }

    /// <summary>Global ids.</summary>
    public string[]? Organisations { get; init; }
    public PartnerCallState[]? States { get; init; }

    /// <summary>What it has in common with organisations, under the same names.</summary>
    internal OrganisationFilter Common() => new()
    {
        Topics = Topics,
        TargetGroups = TargetGroups,
        Languages = Languages,
        ActiveIn = ActiveIn,
        Near = Near,
    };
}

public sealed class PartnerCallFilterType : InputObjectGraphType<PartnerCallFilter>
{
    public PartnerCallFilterType()
    {
        Name = "PartnerCallFilter";
        Description =
            "All given fields hold together (AND); a list means any of its values (OR), at most 100. An empty list is no condition. "
            + "A term also finds what is filed under the terms below it.";
        Field<PartnerCallDirectionType>("direction").Description("Only what is sought, or only what is offered.");
        Field<ListGraphType<NonNullGraphType<PartnerCallSubjectType>>>("subjects").Description("Any of these subjects.");
        Keys("topics", "Any of these topics.");
        Keys("targetGroups", "Any of these target groups.");
        Keys("languages", "Any of these languages (BCP 47).");
        Keys("activeIn",
            "Applies in any of these regions (AGS prefixes), in a part of one, or in a larger region that contains one. A call for a "
            + "place with a radius applies in the towns whose centre lies within.");
        Field<NearInputType>("near").Description(
            "Within a circle: a call's place is the centre of its place, of its only district or town, else its organisation's. A "
            + "call's own radius reaches towards the circle. Makes DISTANCE the default order.");
        Field<DateGraphType>("deadlineBefore").Description("Its last day to answer (openUntil) lies before this day.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("organisations").Description("Of any of these organisations (global ids).");
        Field<ListGraphType<NonNullGraphType<PartnerCallStateType>>>("states")
            .Description("Any of these; [OPEN] unless told. DRAFT and WITHDRAWN find only the asking organisation's own.");
    }

    private void Keys(string name, string description) =>
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>(name).Description(description);
}
