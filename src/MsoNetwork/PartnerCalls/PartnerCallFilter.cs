using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Relay;

namespace MsoNetwork.PartnerCalls;

public sealed record PartnerCallFilter : PostingFilter
{
    public PartnerCallDirection? Direction { get; init; }
    public PartnerCallSubject[]? Subjects { get; init; }

    /// <summary>AGS prefixes: calls that apply in one of them, in a part of it, or in a region that contains it.</summary>
    public string[]? ActiveIn { get; init; }
    public DateTime? DeadlineBefore { get; init; }
    public PartnerCallState[]? States { get; init; }

    internal PartnerCallState[] StatesOrOpen => States is { Length: > 0 } given ? given : [PartnerCallState.Open];

    private protected override OrganisationFilter Common() => base.Common() with { ActiveIn = ActiveIn };
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
        this.Keys("topics", "Any of these topics.");
        this.Keys("targetGroups", "Any of these target groups.");
        this.Keys("languages", "Any of these languages (BCP 47).");
        this.Keys("activeIn",
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
}
