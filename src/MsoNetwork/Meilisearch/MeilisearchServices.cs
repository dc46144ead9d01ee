using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Meilisearch;

/// <summary>Registers the adapter.</summary>
public static class MeilisearchServices
{
    /// <summary>
    /// Makes Meilisearch the engine that is asked, with the registry's own index for when it does not answer, and adds
    /// <see cref="MeilisearchIndexer"/>. To be called after AddMsoNetwork.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="url">MSONET_MEILISEARCH_URL.</param>
    /// <param name="key">MSONET_MEILISEARCH_KEY; null for a server without a master key.</param>
    /// <param name="compressed">MSONET_MEILISEARCH_COMPRESSED: whether answers may come compressed.</param>
    public static IServiceCollection AddMeilisearch(this IServiceCollection services, Uri url, string? key, bool compressed = false)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => MeilisearchClient.Create(
            url,
            key,
            provider.GetRequiredService<TimeProvider>(),
            compressed: compressed
        ));
        services.AddSingleton(provider => new MeilisearchEngine(
            provider.GetRequiredService<MeilisearchClient>(),
            provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>()
        ));
        services.AddSingleton(provider => new MeilisearchIndexer(
            provider.GetRequiredService<MeilisearchClient>(),
            provider.GetRequiredService<ReferenceSnapshot<VocabularySet>>(),
            provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>(),
            LogFor<MeilisearchIndexer>(provider)));
        services.AddSingleton(provider =>
        {
            var indexer = provider.GetRequiredService<MeilisearchIndexer>();
            return new ExternalSearch(indexer.RebuildAsync, indexer.IsBuiltAsync, indexer.ApplyAsync);
        });
        services.AddSingleton(provider => new ResilientSearch(
            provider.GetRequiredService<MeilisearchEngine>(),
            provider.GetRequiredService<BuiltInEngine>(),
            provider.GetRequiredService<TimeProvider>(),
            LogFor<ResilientSearch>(provider)));
        services.AddSingleton<SearchRoute>(provider => async (question, token) =>
        {
            // Which words count is decided by the registry's own index: Meilisearch cannot say which of them nobody has.
            var (counted, relaxed) = await provider.GetRequiredService<BuiltInEngine>().RelaxAsync(question, token);
            var routed = await provider.GetRequiredService<ResilientSearch>().SearchAsync(counted, token);
            return relaxed is null
                ? routed
                : routed with { Answer = routed.Answer with { Matched = relaxed.Matched, Unmatched = relaxed.Unmatched } };
        });
        return services;
    }

    /// <summary>Commands run without logging.</summary>
    private static ILogger<T> LogFor<T>(IServiceProvider provider) => provider.GetService<ILogger<T>>() ?? NullLogger<T>.Instance;
}
