using GraphQL.Types;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.Reminders;

public sealed record ConfirmOrganisationInput : AboutInput;

public sealed class ConfirmOrganisationInputType() : AboutInputType<ConfirmOrganisationInput>(
    "ConfirmOrganisationInput", "An entry of which all is true as it stands.");

public sealed record SetRemindersInput(bool Wanted) : AboutInput;

public sealed class SetRemindersInputType : AboutInputType<SetRemindersInput>
{
    public SetRemindersInputType()
        : base("SetRemindersInput", "Whether those who keep an entry are asked by mail if it is still true.") =>
        Field(input => input.Wanted).Description("False: nobody is asked any more, and the integration centre is told.");
}

public sealed class ReminderReasonType : EnumerationGraphType<ReminderReason>
{
    public ReminderReasonType()
    {
        Name = "ReminderReason";
        Description = "Why an entry is left to its centre.";
        Values["UNANSWERED"]!.Description = "Two mails were sent, and nobody answered.";
        Values["UNREACHABLE"]!.Description = "There is no mail address, or none that takes mails.";
        Values["ENDED"]!.Description = "Whoever gets them wants no reminders.";
    }
}

public sealed class UnansweredEntryType : ObjectGraphType<UnansweredEntry>
{
    public UnansweredEntryType()
    {
        Name = "UnansweredEntry";
        Description = "An entry that nobody has confirmed for long, and what was tried.";
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("Whose entry it is.")
            .Resolve(context => context.Organisation(context.Source.Organisation));
        Field<NonNullGraphType<DateGraphType>>("since").Description("Its last confirmation, or the day on which it was first said.")
            .Resolve(context => context.Source.Since.ToDateTime(TimeOnly.MinValue));
        Field(one => one.WasConfirmed).Description("Whether since is a confirmation.");
        Field<DateTimeGraphType>("firstMailAt").Description("When the first mail was sent (UTC); null if none was.")
            .Resolve(context => context.Source.FirstAt?.UtcDateTime);
        Field<DateTimeGraphType>("secondMailAt").Description("When the second mail was sent (UTC); null if none was.")
            .Resolve(context => context.Source.SecondAt?.UtcDateTime);
        Field<NonNullGraphType<ReminderReasonType>>("reason").Description("Why it is left to the centre.")
            .Resolve(context => context.Source.Reason);
        Field<NonNullGraphType<DateTimeGraphType>>("handedOverAt").Description("Since when it is (UTC).")
            .Resolve(context => context.Source.CentreAt.UtcDateTime);
    }
}

public sealed class UnansweredEntryEdgeType() : EdgeType<UnansweredEntry, UnansweredEntryType>(
    "UnansweredEntryEdge", "An entry's place in a list.", "The entry.", one => one);

public sealed class UnansweredEntryConnectionType() : ConnectionType<UnansweredEntry, UnansweredEntryEdgeType, UnansweredEntryType>(
    "UnansweredEntryConnection", "A page of entries that are left to their centre (Relay cursor connection).", "entries", "cursor",
    "there are", one => one);
