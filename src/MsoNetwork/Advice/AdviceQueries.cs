using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Advice;

/// <summary>advice and adviceNeeds.</summary>
public static class AdviceQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<AdviceAnswerType>>("advice")
            .Description("Who can help migrant organisations with a topic at a place, ranked and with reasons.")
            .Argument<StringGraphType>(
                "topic", "A key of adviceNeeds, or words as people write them: \"Satzung\", \"Deutschkurs in Köln\".")
            .Argument<StringGraphType>("place", "A municipality or district by key or name, or a postcode. Without it all of NRW.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                var topic = context.GetArgument<string?>("topic") ?? "";
                if (topic.Length > FindAdvice.LongestTopic)
                    throw NetworkException.Invalid("topic", $"topic takes at most {FindAdvice.LongestTopic} characters.");
                var place = context.GetArgument<string?>("place") is { Length: > 0 } typed ? Place(
                    typed, await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken)) : null;
                return await services.GetRequiredService<FindAdvice>().RunAsync(topic, place, context.CancellationToken);
            });
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<AdviceNeedType>>>>("adviceNeeds")
            .Description("What one can ask help with.").WithMetadata("cost.size", 10)
            .Resolve(context => context.RequestServices!.GetRequiredService<AdviceFiles>().Needs);
    }

    private static RegionEntry Place(string typed, Gazetteer gazetteer) =>
        (typed.Length > 200 ? null
            : gazetteer.Municipality(typed) ?? gazetteer.Region(typed) ?? gazetteer.ByPostcode(typed).FirstOrDefault()?.Municipality)
        ?? throw NetworkException.Invalid("place", "place is no municipality, district or postcode of North Rhine-Westphalia.");
}

/// <summary>This room's registration.</summary>
public static class AdviceServices
{
    public static IServiceCollection AddAdvice(this IServiceCollection services) =>
        services.AddSingleton<AdviceFiles>().AddSingleton<FindAdvice>();
}
