using GraphQL.Types;
using MsoNetwork.Entries;
using MsoNetwork.Organisations;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Moderation;

/// <summary>A step of a case.</summary>
public abstract record CaseStepInput : StepInput
{
    /// <summary>Which version was read; null when it does not matter.</summary>
    public string? ExpectedVersion { get; init; }
}

public abstract class CaseStepInputType<T> : StepInputType<T>
    where T : CaseStepInput
{
    protected CaseStepInputType(string name, string description)
        : base(name, description, "The case's global id.") =>
        Field(input => input.ExpectedVersion, nullable: true)
            .Description("The version that you read: when it is another one by now, nothing is done, and it is a CONFLICT.");
}

public sealed record AcceptCaseInput(string[]? Fields) : CaseStepInput;

public sealed class AcceptCaseInputType : CaseStepInputType<AcceptCaseInput>
{
    public AcceptCaseInputType()
        : base("AcceptCaseInput", "A case to be accepted.") =>
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("fields")
            .Description("Names of the fields that are taken over; null: all.");
}

public sealed record RefuseCaseInput(string Reason) : CaseStepInput;

public sealed class RefuseCaseInputType : CaseStepInputType<RefuseCaseInput>
{
    public RefuseCaseInputType()
        : base("RefuseCaseInput", "A case to be refused.") =>
        Field(input => input.Reason).Description($"Why, up to {Case.LongestMessage} characters: its author reads it.");
}

public sealed record AskBackCaseInput(string Question) : CaseStepInput;

public sealed class AskBackCaseInputType : CaseStepInputType<AskBackCaseInput>
{
    public AskBackCaseInputType()
        : base("AskBackCaseInput", "A case whose author is to say more.") =>
        Field(input => input.Question).Description($"What, up to {Case.LongestMessage} characters.");
}

public sealed record UndoCaseInput : CaseStepInput;

public sealed class UndoCaseInputType() : CaseStepInputType<UndoCaseInput>("UndoCaseInput", "A decided case that is to be put back.");

public sealed record AnswerCaseInput(string Answer) : StepInput;

public sealed class AnswerCaseInputType : StepInputType<AnswerCaseInput>
{
    public AnswerCaseInputType()
        : base("AnswerCaseInput", "An own case that the desk has a question about.", "The case's global id.") =>
        Field(input => input.Answer).Description($"Up to {Case.LongestMessage} characters.");
}

public sealed record WithdrawCaseInput : StepInput;

public sealed class WithdrawCaseInputType() : StepInputType<WithdrawCaseInput>(
    "WithdrawCaseInput", "An own case that is not wanted any more.", "The case's global id.");

/// <summary>An input that is about one organisation.</summary>
public abstract record AboutInput : MutationInput
{
    /// <summary>Its global id.</summary>
    public required string Organisation { get; init; }
}

public abstract class AboutInputType<T> : MutationInputType<T>
    where T : AboutInput
{
    protected AboutInputType(string name, string description)
        : base(name, description) =>
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
}

public sealed record ClaimEntryByCentreInput(string Message) : AboutInput;

public sealed class ClaimEntryByCentreInputType : AboutInputType<ClaimEntryByCentreInput>
{
    public ClaimEntryByCentreInputType()
        : base("ClaimEntryByCentreInput", "An entry that is the person's organisation's, as its integration centre is to decide.") =>
        Field(input => input.Message).Description("Who the person is there.");
}

public sealed record ReportMistakeInput(IDictionary<string, object?>? Correction, string? Message, bool? ShouldNotBeThere) : AboutInput;

public sealed class ReportMistakeInputType : AboutInputType<ReportMistakeInput>
{
    public ReportMistakeInputType()
        : base("ReportMistakeInput", "Something that is wrong in an entry.")
    {
        Field<CorrectionInputType>("correction").Description("What would be right; only what is to change.");
        Field(input => input.Message, nullable: true)
            .Description($"In own words, up to {Case.LongestMessage} characters; needed where nothing is corrected.");
        Field(input => input.ShouldNotBeThere, nullable: true).Description("Something must not stand there at all.");
    }
}

public sealed class CorrectionInputType : OrganisationInputType
{
    public CorrectionInputType()
        : base(OrganisationDraft.Inputs.Select(input => input.Input))
    {
        Name = "CorrectionInput";
        Description = "What would be right in an entry: fields that are absent stay, null clears.";
    }
}

public sealed record RegisterOrganisationInput(IDictionary<string, object?> Entry, string? Message, string[]? Unlike) : MutationInput;

public sealed class RegisterOrganisationInputType : MutationInputType<RegisterOrganisationInput>
{
    public RegisterOrganisationInputType()
        : base("RegisterOrganisationInput", "A new organisation, for the integration centre of its area to accept.")
    {
        Field<NonNullGraphType<RegisteredEntryInputType>>("entry").Description("What it is; everything else follows when it is accepted.");
        Field(input => input.Message, nullable: true).Description("A word to the centre.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("unlike")
            .Description("Global ids of likely duplicates that are other organisations. While there are more, nothing is handed in.");
    }
}

public sealed class RegisteredEntryInputType : OrganisationInputType
{
    public RegisteredEntryInputType()
        : base(RegisterOrganisation.Fields.Select(field => field.Name), "name", "town")
    {
        Name = "RegisteredEntryInput";
        Description = "What is asked of a new organisation.";
    }
}
