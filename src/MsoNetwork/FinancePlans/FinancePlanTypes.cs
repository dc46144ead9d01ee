using GraphQL;
using GraphQL.Types;
using MsoNetwork.Funding;

namespace MsoNetwork.FinancePlans;

public sealed class FinanceRuleType : EnumerationGraphType<FinanceRule>
{
    public FinanceRuleType()
    {
        Name = "FinanceRule";
        Description = "A rule of a line about money.";
        Values["BALANCE"]!.Description = "Costs and money are the same sum.";
        Values["AMOUNT"]!.Description = "No more is asked for than the line gives at most.";
        Values["SHARE"]!.Description = "No more is asked for than the line's share of the costs.";
        Values["OWN_SHARE"]!.Description = "The own share is as large as the line wants it.";
        Values["UNPAID_WORK"]!.Description = "Whether the line says how far unpaid work counts.";
        Values["SIZE"]!.Description = "The project costs as much as the line wants at least.";
    }
}

public sealed class FinanceResultType : EnumerationGraphType<FinanceResult>
{
    public FinanceResultType()
    {
        Name = "FinanceResult";
        Description = "Whether a rule is met; never a promise, the authority decides.";
        Values["MET"]!.Description = "It is met.";
        Values["PROBABLY_MET"]!.Description = "By one reading of the sources; by another it is not: ask the authority.";
        Values["NOT_MET"]!.Description = "It is not met.";
        Values["UNKNOWN"]!.Description = "No source says what the rule is: ask the authority.";
    }
}

public sealed class CheckedFinanceRuleType : ObjectGraphType<CheckedFinanceRule>
{
    public CheckedFinanceRuleType()
    {
        Name = "CheckedFinanceRule";
        Description = "A rule about money with what was found.";
        Field<NonNullGraphType<FinanceRuleType>>("rule").Description("The rule.").From(one => one.Rule);
        Field<NonNullGraphType<FinanceResultType>>("result").Description("Whether it is met.").From(one => one.Result);
        Field<IntGraphType>("limit").Description("What it allows or wants, in cents; null where no source says it.").From(one => one.Limit);
        Field<NonNullGraphType<IntGraphType>>("planned").Description("What the plan has, in cents.").From(one => one.Planned);
    }
}

public sealed class FinanceChangeType : ObjectGraphType<FinanceChange>
{
    public FinanceChangeType()
    {
        Name = "FinanceChange";
        Description = "A way to make a plan meet the line's rules. Costs and money of others stay.";
        Cents("ownMoney", "Own money then, in cents.", one => one.OwnMoney);
        Cents("moreOwnMoney", "So much more than in the plan, in cents; negative: less.", one => one.MoreOwnMoney);
        Cents("requested", "What to ask for then, in cents.", one => one.Requested);
        Cents("moreRequested", "So much more than in the plan, in cents; negative: less.", one => one.MoreRequested);
        Cents("moreMinutes", "So much more unpaid work, in minutes.", one => one.MoreMinutes);
        Field<NonNullGraphType<BooleanGraphType>>("certain")
            .Description("Whether it is enough by every reading of the sources.").From(one => one.IsCertain);
    }

    private void Cents(string name, string what, Func<FinanceChange, int> read) =>
        Field<NonNullGraphType<IntGraphType>>(name).Description(what).From(one => read(one));
}

public sealed class FinanceFindingsType : ObjectGraphType<FinanceFindings>
{
    public FinanceFindingsType()
    {
        Name = "FinancePlanCheck";
        Description = "A finance plan by what a line says of money. All money is in cents; nothing is stored, nothing is promised.";
        Field<NonNullGraphType<FundingLineType>>("line").Description("The line.").From(found => found.Line);
        Field<NonNullGraphType<FundingPhaseType>>("phase").Description("Whose amounts count, with their doubts.")
            .From(found => found.Phase);
        Field<NonNullGraphType<FinanceResultType>>("result").Description("What all rules say together.").From(found => found.Result);
        Cents("totalCosts", "All costs, with unpaid work that counts.", found => found.TotalCosts);
        Cents("eligibleCosts", "Of them what can be funded.", found => found.EligibleCosts);
        Cents("base", "Without what others pay: what shares are counted of.", found => found.Base);
        Cents("unpaidWork", "What of it counts.", found => found.UnpaidWork);
        Cents("uncountedWork", "What of it does not.", found => found.UncountedWork);
        Cents("own", "The own share: money behind costs that cannot be funded, and unpaid work.", found => found.Own);
        Cents("gap", "What is missing (positive) or too much.", found => found.Gap);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CheckedFinanceRuleType>>>>("rules").Description("Each with its result.")
            .WithMetadata("cost.size", 6).From(found => found.Rules);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FinanceChangeType>>>>("changes")
            .Description("Ways to make it fit; none where it does, or where none is left.")
            .WithMetadata("cost.size", 3).From(found => found.Changes);
    }

    private void Cents(string name, string what, Func<FinanceFindings, int> read) =>
        Field<NonNullGraphType<IntGraphType>>(name).Description(what).From(found => read(found));
}
