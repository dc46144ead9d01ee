namespace MsoNetwork.Meilisearch;

/// <summary>Keys with no more rights than needed, to be made once with the master key.</summary>
/// <param name="Serving">For a process that searches and keeps the index.</param>
/// <param name="Searching">For one that only searches.</param>
public sealed record MeilisearchKeys(MeilisearchKey Serving, MeilisearchKey Searching)
{
    private static readonly string[] Keeping =
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
    ];

    /// <summary>
    /// Makes both and tries each. Where one is refused or cannot do its work, both are taken back, and the refusal is thrown.
    /// The indexes of the first must be "*": a key for "organisations*" may swap, but does not see the task of the swap, which belongs to
    /// no index. The second may not ask for the version, which is no index's own.
    /// </summary>
    /// <param name="master">With the master key.</param>
    /// <param name="with">The same server with another key.</param>
    /// <param name="cancellationToken">Ends it; what was made is taken back.</param>
    public static async Task<MeilisearchKeys> CreateAsync(
        MeilisearchClient master,
        Func<string, MeilisearchClient> with,
        CancellationToken cancellationToken
    )
    {
        const string index = MeilisearchIndexer.Index;
        var made = new List<MeilisearchKey>();
        try
        {
            made.Add(await master.CreateKeyAsync(
                "MsoNetwork indexer", "Searches organisations and keeps their index.", Keeping, ["*"], cancellationToken));
            await with(made[0].Key).VersionAsync(cancellationToken);
            await with(made[0].Key).CountAsync(index, cancellationToken);
            await TrySearchAsync(with(made[0].Key));
            made.Add(await master.CreateKeyAsync("MsoNetwork search", "Searches organisations.", ["search"], [index], cancellationToken));
            await TrySearchAsync(with(made[1].Key));
            return new MeilisearchKeys(made[0], made[1]);
        }
        catch
        {
            foreach (var key in made) await master.DeleteKeyAsync(key.Uid, CancellationToken.None);
            throw;
        }

        async Task TrySearchAsync(MeilisearchClient client)
        {
            try
            {
                await client.SearchAsync([new SearchRequest(index) { Limit = 0 }], cancellationToken);
            }
            catch (MeilisearchException error) when (error.Code == MeilisearchException.IndexNotFound)
            {
                // It may search there, as soon as there is something.
            }
        }
    }
}
