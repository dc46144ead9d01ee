using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;

namespace MsoNetwork.Erasure;

public sealed class RetentionLineType : ObjectGraphType<RetentionLine>
{
    public RetentionLineType()
    {
        Name = "RetentionLine";
        Description = "A rule by which rows go by themselves, and how many have gone.";
        Field<NonNullGraphType<StringGraphType>>("rule").Description("Its name, as in MSONET_RETENTION.")
            .Resolve(of => of.Source.Rule.Name);
        Field<NonNullGraphType<StringGraphType>>("table").Description("The table.").Resolve(of => of.Source.Rule.Table);
        Field<NonNullGraphType<StringGraphType>>("what").Description("Which of its rows.").Resolve(of => of.Source.Rule.What);
        Field<NonNullGraphType<FloatGraphType>>("keptDays").Description("How long they are kept at this site, in days.")
            .Resolve(of => of.Source.Period.TotalDays);
        Field<NonNullGraphType<FloatGraphType>>("rows").Description("How many have gone in the days that were asked for.")
            .Resolve(of => (double)of.Source.Rows);
        Field<DateTimeGraphType>("lastAt").Description("When it was applied last; null: not yet.")
            .Resolve(of => of.Source.LastAt?.UtcDateTime);
    }
}

/// <summary>retention.</summary>
public static class RetentionQueries
{
    public const int UsualDays = 30;
    public const int MostDays = 731;

    public static void AddTo(ObjectGraphType query) =>
        query.Field<ListGraphType<NonNullGraphType<RetentionLineType>>>("retention")
            .Description("What is kept how long, and how many rows have gone by that: counts only. For administrators; null for all "
                + "others.")
            .Argument<IntGraphType>("days", $"Rows of so many days, today among them: 1 to {MostDays}, {UsualDays} unless told.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                var viewer = await services.GetRequiredService<CurrentViewer>().GetAsync(context.CancellationToken);
                if (!Rights.Allows(viewer, Resource.Retention, Operation.See, new Facts())) return null;
                var days = context.GetArgument<int?>("days") ?? UsualDays;
                if (days is < 1 or > MostDays) throw NetworkException.Invalid("days", $"days is a number from 1 to {MostDays}.");
                return await services.GetRequiredService<RetentionReport>().ReadAsync(days, context.CancellationToken);
            });
}
