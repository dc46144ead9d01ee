using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;

namespace MsoNetwork.Digests;

/// <summary>This room's registration. A host that serves pages registers a <see cref="DigestSource"/> for each of its lists.</summary>
internal static class DigestServices
{
    public static IServiceCollection AddDigests(this IServiceCollection services) => services
        .AddScoped<DigestSources>()
        .AddScoped<SaveSearch>()
        .AddScoped<KeptSearches>()
        .AddScoped<SendDigests>()
        .AddScoped<SavedSearchLists>()
        .AddScoped<SavedSearchRequests>()
        .AddNodes<SavedSearchLists, SavedSearch>("SavedSearch", lists => lists.ById);
}
