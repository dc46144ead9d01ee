using System.CommandLine;
using MsoNetwork.Meilisearch;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Commands;

/// <summary>Makes the keys that MsoNetwork needs, so that the master key need not lie in its configuration.</summary>
internal static class MeilisearchKeysCommand
{
    public static Command Create()
    {
        var command = new Command(
            "meilisearch-keys",
            "Makes two keys with the least rights at the server of MSONET_MEILISEARCH_URL; MSONET_MEILISEARCH_KEY must be its master key "
                + "this once. "
                + "Then set MSONET_MEILISEARCH_KEY to the indexer's key."
        );
        command.SetAction((_, cancellationToken) => Failures.InWordsAsync("No keys made", async () =>
                {
                    var settings = new ConfigurationBuilder().AddEnvironmentVariables("MSONET_").Build();
                    if (!Uri.TryCreate(settings["MEILISEARCH_URL"], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                        throw new WrongSettingException(
                            "MSONET_MEILISEARCH_URL must be Meilisearch's address, for example http://localhost:7700."
                        );
                    if (settings["MEILISEARCH_KEY"] is not { Length: > 0 } master)
                        throw new WrongSettingException("MSONET_MEILISEARCH_KEY must be Meilisearch's master key, this once.");
                    MeilisearchClient With(string key) => MeilisearchClient.Create(url, key, TimeProvider.System);
                    var keys = await MeilisearchKeys.CreateAsync(With(master), With, cancellationToken);
                    Console.WriteLine($"for serving (searches and keeps the index): {keys.Serving.Key}");
                    Console.WriteLine($"for what only searches: {keys.Searching.Key}");
                    return 0;
                }));
        return command;
    }
}
