using MsoNetwork.Meilisearch;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Background;

/// <summary>Reads MSONET_SEARCH and what belongs to it.</summary>
internal static class ConfiguredSearch
{
    /// <summary>Registers Meilisearch where it is configured; a wrong setting is told in one sentence.</summary>
    public static void Configure(WebApplicationBuilder builder) => Configure(builder.Services, builder.Configuration);

    /// <param name="services">Where it goes.</param>
    /// <param name="configuration">Without the prefix MSONET_.</param>
    /// <param name="index">Another index than the live one.</param>
    public static void Configure(IServiceCollection services, IConfiguration configuration, string index = MeilisearchIndexer.Index)
    {
        var name = configuration["SEARCH"] is { Length: > 0 } given ? given.Trim().ToLowerInvariant() : "postgres";
        if (name == "postgres")
            return;
        if (name != "meilisearch")
            throw new WrongSettingException($"MSONET_SEARCH is \"{name}\"; it takes postgres or meilisearch.");
        if (
            !Uri.TryCreate(configuration["MEILISEARCH_URL"], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
        )
            throw new WrongSettingException(
                "MSONET_SEARCH is meilisearch, so MSONET_MEILISEARCH_URL must be its address, for example http://localhost:7700."
            );
        services.AddMeilisearch(
            url,
            configuration["MEILISEARCH_KEY"] is { Length: > 0 } key ? key : null,
            Switch(configuration["MEILISEARCH_COMPRESSED"]),
            index
        );
    }

    private static bool Switch(string? given) => given switch
    {
        null or "" or "off" => false,
        "on" => true,
        _ => throw new WrongSettingException($"MSONET_MEILISEARCH_COMPRESSED is \"{given}\"; it takes on or off."),
    };
}
