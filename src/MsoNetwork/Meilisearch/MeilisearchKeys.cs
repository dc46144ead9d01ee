namespace MsoNetwork.Meilisearch;

/// <summary>Keys with no more rights than needed, to be made once with the master key.</summary>
public static class MeilisearchKeys
{
    /// <summary>For a process that only searches.</summary>
    public static Task<MeilisearchKey> CreateSearchKeyAsync(MeilisearchClient master, CancellationToken cancellationToken) =>
        master.CreateKeyAsync(
            "MsoNetwork search",
            "Searches organisations.",
            ["search", "version"],
            [MeilisearchIndexer.Index],
            cancellationToken
        );

    /// <summary>
    /// For a process that also keeps the index. Its indexes must be "*": a key for "organisations*" may swap, but does not see the task of
    /// the swap, which belongs to no index, and could never know that it is done.
    /// </summary>
    public static Task<MeilisearchKey> CreateIndexerKeyAsync(MeilisearchClient master, CancellationToken cancellationToken) =>
        master.CreateKeyAsync(
            "MsoNetwork indexer",
            "Searches organisations and keeps their index.",
            [
                "search",
                "version",
                "documents.add",
                "documents.delete",
                "indexes.create",
                "indexes.delete",
                "indexes.swap",
                "settings.update",
                "tasks.get",
                "stats.get",
            ],
            ["*"],
            cancellationToken);
}
