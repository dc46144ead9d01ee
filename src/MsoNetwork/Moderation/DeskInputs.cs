using GraphQL.Types;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Moderation;

public sealed class MarkType : EnumerationGraphType<Mark>
{
    public MarkType()
    {
        Name = "EntryMark";
        Description = "What a desk says of entries.";
        Values["CONFIRMED"]!.Description = "It is right as it stands.";
        Values["ACTIVE"]!.Description = "The organisation works.";
        Values["INACTIVE"]!.Description = "The organisation does not work any more, and is not dissolved.";
        Values["DISSOLVED"]!.Description = "The organisation is dissolved.";
    }
}

/// <summary>An input that is about many organisations.</summary>
public abstract record ManyInput : MutationInput
{
    /// <summary>Their global ids.</summary>
    public required string[] Organisations { get; init; }
}

public abstract class ManyInputType<T> : MutationInputType<T>
    where T : ManyInput
{
    protected ManyInputType(string name, string description, int most)
        : base(name, description) =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<IdGraphType>>>>("organisations")
            .Description($"Global ids of 1 to {most} organisations.");
}

public sealed record MarkOrganisationsInput(Mark Mark) : ManyInput;

public sealed class MarkOrganisationsInputType : ManyInputType<MarkOrganisationsInput>
{
    public MarkOrganisationsInputType()
        : base("MarkOrganisationsInput", "Entries of the desk that are to be marked.", MarkOrganisations.Most) =>
        Field<NonNullGraphType<MarkType>>("mark").Description("What is said of them.");
}

public sealed record InviteOrganisationsInput : ManyInput;

public sealed class InviteOrganisationsInputType() : ManyInputType<InviteOrganisationsInput>(
    "InviteOrganisationsInput", "Organisations that are to be asked to keep their entries themselves.", InviteOrganisations.Most);

public sealed record WriteNoteInput(DateTime? On, string Text) : AboutInput;

public sealed class WriteNoteInputType : AboutInputType<WriteNoteInput>
{
    public WriteNoteInputType()
        : base("WriteNoteInput", "What a centre writes down about an organisation for itself.")
    {
        Field<DateGraphType>("on").Description("The day that it is about, today at the latest; today unless told.");
        Field(input => input.Text).Description($"1 to {Note.Longest} characters.");
    }
}

public sealed record EraseNoteInput : StepInput;

public sealed class EraseNoteInputType() : StepInputType<EraseNoteInput>(
    "EraseNoteInput", "A note of the centre that is to go.", "The note's id.");

public sealed record SetMailingConsentInput(string? Email) : AboutInput;

public sealed class SetMailingConsentInputType : AboutInputType<SetMailingConsentInput>
{
    public SetMailingConsentInputType()
        : base("SetMailingConsentInput", "Whether an organisation wants its centre's mails.") =>
        Field(input => input.Email, nullable: true).Description("Where to, a role address rather than a person's; null: it wants none.");
}
