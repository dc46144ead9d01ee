using GraphQL.Types;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Cooperations;

public sealed record SourceInput(string Name, string? Url, DateTime? RetrievedOn);

public sealed class SourceInputType : InputObjectGraphType<SourceInput>
{
    public SourceInputType()
    {
        Name = "CooperationSourceInput";
        Description = "Who says that organisations work together, and where.";
        Field(source => source.Name).Description("Publisher or title, up to 300 characters.");
        Field(source => source.Url, nullable: true).Description("Absolute http or https address, up to 2,000 characters.");
        Field<DateGraphType>("retrievedOn").Description("The day it was read, today at the latest.");
    }
}

public sealed record ProposeCooperationInput(
    CooperationKind Kind,
    string Title,
    string From,
    string To,
    DateTime? StartsOn,
    DateTime? EndsOn,
    string[]? Regions,
    string[]? Topics,
    SourceInput? Source
) : MutationInput;

public sealed class ProposeCooperationInputType : MutationInputType<ProposeCooperationInput>
{
    public ProposeCooperationInputType()
        : base("ProposeCooperationInput", "A cooperation of two organisations, proposed by one of them or by an integration centre.")
    {
        Field<NonNullGraphType<CooperationKindType>>("kind").Description("What they do together.");
        Field(input => input.Title)
            .Description(
                "Its name, 1 to 200 characters; two organisations have one open cooperation of a kind and title, and one open membership "
                    + "whatever its title. If its recorded end has passed, it no longer counts as open: the proposal sets it to ENDED."
            );
        Field<NonNullGraphType<IdGraphType>>("from")
            .Description(
                "Global id of an organisation; the mentor where the kind is MENTORING, the member where it is UMBRELLA_MEMBERSHIP."
            );
        Field<NonNullGraphType<IdGraphType>>("to").Description("Global id of the other organisation.");
        Field<DateGraphType>("startsOn").Description($"First day, from 1900-01-01 to {CooperationDays.YearsAhead} years ahead.");
        Field<DateGraphType>("endsOn").Description("Last day, if it is known already; not before startsOn, from 1900-01-01 to 2099-12-31.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("regions").Description("Where: up to 20 region keys (AGS prefixes).");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("topics").Description("About what: up to 10 keys of TOPICS.");
        Field<SourceInputType>("source").Description("Where this is stated. Required for a centre.");
    }
}

public sealed record ConfirmCooperationInput(SourceInput? Source) : VersionedInput;

public sealed class ConfirmCooperationInputType : VersionedInputType<ConfirmCooperationInput>
{
    public ConfirmCooperationInputType()
        : base("ConfirmCooperationInput", "The cooperation to be confirmed.") =>
        Field<SourceInputType>("source").Description("For a centre: who says so, when the proposal names no source.");
}

public sealed record DeclineCooperationInput : VersionedInput;

public sealed class DeclineCooperationInputType() : VersionedInputType<DeclineCooperationInput>(
    "DeclineCooperationInput",
    "The proposal to be declined, or to be taken back by who made it; or the confirmed cooperation that has not begun and is "
    + "called off.");

public sealed record EndCooperationInput(DateTime? EndedOn) : VersionedInput;

public sealed class EndCooperationInputType : VersionedInputType<EndCooperationInput>
{
    public EndCooperationInputType()
        : base("EndCooperationInput", "The cooperation that has ended.") =>
        Field<DateGraphType>("endedOn")
            .Description(
                "Last day, from 1900-01-01. Default: today or the recorded end, whichever is earlier. If given, it may move a recorded "
                    + "end to an earlier day: not before the start, not in the future, and not after the recorded end (to continue a "
                    + "cooperation, propose it again)."
            );
}
