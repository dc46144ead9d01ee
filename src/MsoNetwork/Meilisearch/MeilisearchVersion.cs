using Microsoft.Extensions.Logging;

namespace MsoNetwork.Meilisearch;

/// <summary>What the adapter is written for: 1.36, which brought the ranking rule attributeRank, or newer.</summary>
public static partial class MeilisearchVersion
{
    public static readonly Version Oldest = new(1, 36);

    /// <summary>
    /// Logs the server's version, and refuses one that is too old. A server that is away throws as always: that may pass.
    /// </summary>
    public static async Task CheckAsync(MeilisearchClient client, ILogger log, CancellationToken cancellationToken)
    {
        var text = await client.VersionAsync(cancellationToken);
        Found(log, text);
        // A pre-release ("1.54.0-rc.1") counts as its release; what cannot be read is not refused.
        if (Version.TryParse(text.Split('-')[0], out var version) && version < Oldest)
            throw new MeilisearchException(
                MeilisearchException.TooOld,
                $"The server is {text}; MsoNetwork needs Meilisearch {Oldest} or newer. Upgrade it, or set MSONET_SEARCH=postgres."
            );
    }

    [LoggerMessage(10, LogLevel.Information, "Meilisearch {Version}")]
    private static partial void Found(ILogger log, string version);
}
