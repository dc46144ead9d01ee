using MsoNetwork.Meilisearch;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Background;

/// <summary>Reads MSONET_SEARCH and what belongs to it.</summary>
internal static class ConfiguredSearch
{
    /// <summary>Registers Meilisearch where it is configured; a wrong setting is told in one sentence.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        var name = builder.Configuration["SEARCH"] is { Length: > 0 } given ? given.Trim().ToLowerInvariant() : "postgres";
        if (name == "postgres")
            return;
        if (name != "meilisearch")
            throw new WrongSettingException($"MSONET_SEARCH is \"{name}\"; it takes postgres or meilisearch.");
        if (
            !Uri.TryCreate(builder.Configuration["MEILISEARCH_URL"], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
        )
            throw new WrongSettingException(
                "MSONET_SEARCH is meilisearch, so MSONET_MEILISEARCH_URL must be its address, for example http://localhost:7700."
            );
        builder.Services.AddMeilisearch(
            url,
            builder.Configuration["MEILISEARCH_KEY"] is { Length: > 0 } key ? key : null,
            Switch(builder.Configuration["MEILISEARCH_COMPRESSED"])
        );
    }

    private static bool Switch(string? given) => given switch
    {
        null or "" or "off" => false,
        "on" => true,
        _ => throw new WrongSettingException($"MSONET_MEILISEARCH_COMPRESSED is \"{given}\"; it takes on or off."),
    };
}
