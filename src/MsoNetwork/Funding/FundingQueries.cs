using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Time;

namespace MsoNetwork.Funding;

/// <summary>fundingLines, fundingLine and fundingFacts.</summary>
public static class FundingQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<FundingLineType>>>>("fundingLines")
            .Description("Lines of funding for migrant organisations, those of the past too, because history helps to plan.")
            .WithMetadata("cost.size", 20)
            .Argument<FundingStatusType>("status", "Only those whose phase of that day has this status.")
            .Argument<DateGraphType>("on", "A day in Berlin; today unless told.")
            .Resolve(context =>
            {
                var day = Day(context);
                var status = context.GetArgument<FundingStatus?>("status");
                return Lines(context).All.Where(line => status is null || line.PhaseOn(day).StatusOn(day) == status).ToList();
            });
        query.Field<FundingLineType>("fundingLine")
            .Description("A line of funding; null if there is none.")
            .Argument<NonNullGraphType<StringGraphType>>("key", "For example nrw-mso-anschub.")
            .Resolve(context => Lines(context).ByKey(context.GetArgument<string>("key")));
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<FundingFactType>>>>("fundingFacts")
            .Description("Everything that rules of funding may ask.")
            .WithMetadata("cost.size", 20)
            .Resolve(context => Lines(context).Facts);
    }

    /// <summary>The day that is asked about.</summary>
    public static DateOnly Day(IResolveFieldContext context) =>
        context.GetArgument<DateTime?>("on") is { } on ? DateOnly.FromDateTime(on)
            : context.RequestServices!.GetRequiredService<TimeProvider>().Today();

    private static FundingLines Lines(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<FundingLines>();
}
