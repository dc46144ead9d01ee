using GraphQL;
using GraphQL.Types;
using MsoNetwork.Funding;

namespace MsoNetwork.FundingCheck;

public sealed class CriterionResultType : EnumerationGraphType<CriterionResult>
{
    public CriterionResultType()
    {
        Name = "FundingCriterionResult";
        Description = "Whether a criterion is met.";
        Values["MET"]!.Description = "It is met, as far as the answers are right.";
        Values["PROBABLY_MET"]!.Description = "By one reading of the rules: the sources differ.";
        Values["NOT_MET"]!.Description = "It is not met.";
        Values["UNKNOWN"]!.Description = "An answer is missing.";
    }
}

public sealed class FundingOutlookType : EnumerationGraphType<FundingOutlook>
{
    public FundingOutlookType()
    {
        Name = "FundingOutlook";
        Description = "What all criteria of a line say together; never a promise, the authority decides.";
        Values["LIKELY_ELIGIBLE"]!.Description = "Every criterion is met, as far as the answers are right.";
        Values["ASK_AUTHORITY"]!.Description = "Nothing speaks against it, but something is the authority's to decide.";
        Values["UNKNOWN"]!.Description = "Answers are missing.";
        Values["MISSING"]!.Description = "At least one criterion is not met.";
    }
}

public sealed class CheckedCriterionType : ObjectGraphType<CheckedCriterion>
{
    public CheckedCriterionType()
    {
        Name = "CheckedFundingCriterion";
        Description = "A criterion with what was found.";
        Field<NonNullGraphType<FundingCriterionType>>("criterion").Description("What is asked.").From(one => one.Criterion);
        Field<NonNullGraphType<CriterionResultType>>("result").Description("Whether it is met.").From(one => one.Result);
    }
}

public sealed class CheckedLineType : ObjectGraphType<CheckedLine>
{
    public CheckedLineType()
    {
        Name = "CheckedFundingLine";
        Description = "A line of funding with what its criteria say.";
        Field<NonNullGraphType<FundingLineType>>("line").Description("The line.").From(one => one.Line);
        Field<NonNullGraphType<FundingPhaseType>>("phase")
            .Description("The phase that is open on that day, else the next to come, else the last.").From(one => one.Phase);
        Field<NonNullGraphType<FundingStatusType>>("status").Description("Of the phase on that day.").From(one => one.Status);
        Field<NonNullGraphType<FundingOutlookType>>("outlook").Description("What all criteria say together.").From(one => one.Outlook);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CheckedCriterionType>>>>("criteria").Description("Each with its result.")
            .WithMetadata("cost.size", 12).From(one => one.Criteria);
    }
}

public sealed class FundingFindingsType : ObjectGraphType<FundingFindings>
{
    public FundingFindingsType()
    {
        Name = "FundingCheck";
        Description = "What a check found, and what to ask next.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CheckedLineType>>>>("lines")
            .Description("Most likely first, then by status and deadline; without those that ended more than two years before.")
            .WithMetadata("cost.size", 20).From(found => found.Lines);
        Field<FundingFactType>("nextQuestion")
            .Description("The question whose answer decides most; null when no answer changes anything more.").From(found => found.Next);
        Field<NonNullGraphType<IntGraphType>>("spared")
            .Description("So many questions need no answer, although none was given.").From(found => found.Spared);
    }
}

/// <summary>An answer to a question of fundingFacts.</summary>
public sealed record FundingAnswerInput(string Fact, bool? YesNo, int? Number, DateTime? Day, string? Place);

public sealed class FundingAnswerInputType : InputObjectGraphType<FundingAnswerInput>
{
    public FundingAnswerInputType()
    {
        Name = "FundingAnswerInput";
        Description = "An answer. Exactly the field that its kind names is given. Answers are used for this check and stored nowhere.";
        Field(answer => answer.Fact).Description("Name of a fact, for example nonProfit.");
        Field(answer => answer.YesNo, nullable: true).Description("For YES_NO.");
        Field(answer => answer.Number, nullable: true).Description("For PERCENT (0 to 100) and NUMBER (from 0).");
        Field<DateGraphType>("day").Description("For DAY.");
        Field(answer => answer.Place, nullable: true)
            .Description("For PLACE: AGS of a municipality, eight digits, also outside the state.");
    }
}
