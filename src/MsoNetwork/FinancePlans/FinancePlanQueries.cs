using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Funding;

namespace MsoNetwork.FinancePlans;

/// <summary>financePlan.</summary>
public static class FinancePlanQueries
{
    public static void AddTo(ObjectGraphType query) => query
        .Field<NonNullGraphType<FinanceFindingsType>>("financePlan")
        .Description(
            "Whether a finance plan meets what a line of funding says of amounts, shares and unpaid work, and what to change. Needs no "
                + "account; the plan is stored nowhere. The authority decides: nothing here is a promise.")
        .Argument<NonNullGraphType<StringGraphType>>("line", "Key of a line, for example nrw-mso-einzelprojekt.")
        .Argument<NonNullGraphType<FinancePlanInputType>>("input", "The plan.")
        .Resolve(context =>
        {
            var key = context.GetArgument<string>("line");
            var line = context.RequestServices!.GetRequiredService<FundingLines>().ByKey(key)
                ?? throw NetworkException.Invalid("line", $"There is no line \"{key}\"; fundingLines lists their keys.");
            var input = context.GetArgument<FinancePlanInput>("input");
            var plan = input.Checked();
            var phase = input.Phase is not { } wanted ? CheckFinancePlan.Phase(line, FundingQueries.Day(context))
                : line.Phases.FirstOrDefault(one => one.Key == wanted) ?? throw NetworkException.Invalid(
                    "input.phase",
                    $"{key} has no phase \"{wanted}\"; it has {string.Join(", ", line.Phases.Select(one => one.Key))}.");
            return CheckFinancePlan.Run(line, phase, plan);
        });
}
