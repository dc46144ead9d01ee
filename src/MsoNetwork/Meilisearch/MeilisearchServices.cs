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
    /// <param name="index">The index; another than the live one for measuring.</param>
    public static IServiceCollection AddMeilisearch(
        this IServiceCollection services,
        Uri url,
        string? key,
        bool compressed = false,
        string index = MeilisearchIndexer.Index
    )
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
            provider.GetRequiredService<ReferenceSnapshot<VocabularySet>>(),
            provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>(),
            index
        ));
        services.AddSingleton(provider => new MeilisearchIndexer(
            provider.GetRequiredService<MeilisearchClient>(),
            provider.GetRequiredService<ReferenceSnapshot<VocabularySet>>(),
            provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>(),
            LogFor<MeilisearchIndexer>(provider),
            index));
        services.AddSingleton(provider =>
        {
            var indexer = provider.GetRequiredService<MeilisearchIndexer>();
            return new ExternalSearch(indexer.RebuildAsync, indexer.IsBuiltAsync, indexer.ApplyAsync)
            {
                LookAsync = token => LookAsync(provider, index, token),
            };
        });
        services.AddSingleton(provider => new ResilientSearch(
            provider.GetRequiredService<MeilisearchEngine>(),
            provider.GetRequiredService<BuiltInEngine>(),
            provider.GetRequiredService<TimeProvider>(),
            LogFor<ResilientSearch>(provider)));
        services.AddSingleton<SearchRoute>(provider => async (question, token) =>
        {
            // Which words count, and how many of them a hit needs, is decided by the registry's own index: so both engines have one rule.
            var (counted, relaxed) = await provider.GetRequiredService<BuiltInEngine>().RelaxAsync(question, token);
            var routed = await provider.GetRequiredService<ResilientSearch>().SearchAsync(counted with { Needed = relaxed?.Needed }, token);
            return relaxed is null
                ? routed
                : routed with { Answer = routed.Answer with { Matched = relaxed.Matched, Unmatched = relaxed.Unmatched } };
        });
        return services;
    }

    private static async Task<ExternalSearchState> LookAsync(IServiceProvider provider, string index, CancellationToken cancellationToken)
    {
        var (client, search) = (provider.GetRequiredService<MeilisearchClient>(), provider.GetRequiredService<ResilientSearch>());
        var state = new ExternalSearchState(null, null, null, search.Circuit.ToString(), search.LastFailure);
        try
        {
            state = state with { Version = await client.VersionAsync(cancellationToken) };
            var documents = await client.CountAsync(index, cancellationToken);
            return state with { Documents = documents, Problem = documents is null ? MeilisearchException.IndexNotFound : null };
        }
        catch (Exception error)
        {
            return state with { Problem = ResilientSearch.CodeOf(error) };
        }
    }

    /// <summary>Commands run without logging.</summary>
    private static ILogger<T> LogFor<T>(IServiceProvider provider) => provider.GetService<ILogger<T>>() ?? NullLogger<T>.Instance;
}
