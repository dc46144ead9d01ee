using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.News;

/// <summary>news.</summary>
public static class NewsQueries
{
    public static void AddTo(ObjectGraphType query) => query
        .Field<NonNullGraphType<NewsConnectionType>>("news")
        .Paged("Calls, deadlines and press releases, each with its publisher and day, the newest first.")
        .Argument<StringGraphType>("topic", "Only about this topic (key of TOPICS) or one below it.")
        .Argument<StringGraphType>(
            "region", "Only what is for this region (AGS prefix), a part of it, or a larger one; what names no region is for everybody.")
        .ResolveAsync(async context =>
        {
            var services = context.RequestServices!;
            var vocabularies = await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken);
            var gazetteer = await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken);
            var topic = context.GetArgument<string?>("topic") is not { } key ? null
                : vocabularies[VocabularyName.Topics].ByKey(key)
                    ?? throw NetworkException.Invalid("topic", $"There is no topic \"{key}\"; vocabulary(name: TOPICS) lists them.");
            var region = context.GetArgument<string?>("region") is not { } ags ? null
                : gazetteer.ByKey(ags) ?? throw NetworkException.Invalid("region", $"There is no region \"{ags}\"; regions lists them.");
            return services.GetRequiredService<NewsStore>().Page(topic, region, context.Page());
        });
}

/// <summary>This room's registration.</summary>
public static class NewsServices
{
    public static IServiceCollection AddNews(this IServiceCollection services) => services
        .AddSingleton<NewsFiles>()
        .AddSingleton<FetchNews>()
        .AddSingleton<AddNews>()
        .AddSingleton<CheckNews>()
        .AddScoped<WriteNews>()
        .AddScoped<NewsRequests>()
        .AddScoped<NewsStore>()
        .AddNodes<NewsStore, NewsEntry>("NewsEntry", store => store.ById);
}
