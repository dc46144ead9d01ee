using Microsoft.Extensions.Logging;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Keeps Meilisearch's index. Everything may be done twice; nothing counts as done before Meilisearch says that its task has succeeded.
/// </summary>
public sealed class MeilisearchIndexer(
    MeilisearchClient client,
    ReferenceSnapshot<VocabularySet> vocabularies,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ILogger<MeilisearchIndexer> log,
    string index = MeilisearchIndexer.Index
)
{
    /// <summary>
    /// The live index. A release that changes <see cref="IndexSettings"/> or <see cref="IndexedDocument"/> gives it another name: then the
    /// old one is not asked what it does not know, and PostgreSQL answers until the new one is built.
    /// </summary>
    public const string Index = "organisations_v4";

    /// <summary>Meilisearch works through its tasks one after another; a large batch takes it seconds, a busy server longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TokensNow _tokens = new(vocabularies, gazetteer);

    // What the index's synonyms were made of, as far as this process knows: a new label needs no rebuild.
    private DirectoryTokens? _told;

    /// <summary>Whether there is an index; before the first <see cref="RebuildAsync"/> there is none.</summary>
    public async Task<bool> IsBuiltAsync(CancellationToken cancellationToken) =>
        await client.CountAsync(index, cancellationToken) is not null;

    /// <summary>
    /// Builds the index anew beside the live one and swaps them. Searches and changes go on meanwhile; what changes during the build is in
    /// the new index too. Throws when another rebuild is running, and leaves the live index as it was when anything fails.
    /// </summary>
    public async Task RebuildAsync(
        NpgsqlDataSource database,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken
    )
    {
        await MeilisearchVersion.CheckAsync(client, log, cancellationToken);
        await IndexRebuild.RunAsync(client, database, index, Patience, progress, cancellationToken);
    }

    /// <summary>Takes the index away, with what a killed rebuild may have left beside it.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        foreach (var each in (string[])[index, IndexRebuild.Beside(index)])
        {
            if (await client.CountAsync(each, cancellationToken) is not null)
                await client.WaitAsync(await client.DeleteIndexAsync(each, cancellationToken), Patience, cancellationToken);
        }
    }

    /// <summary>
    /// Takes these organisations in as they are now and drops those that are gone. Done when it returns; when it throws, do it again.
    /// </summary>
    public async Task ApplyAsync(
        IReadOnlyCollection<OrganisationDocument> changed,
        IReadOnlyCollection<Guid> gone,
        CancellationToken cancellationToken
    )
    {
        if (changed.Count + gone.Count == 0) return;
        // A document sent to an unknown index would make one, without settings.
        if (!await IsBuiltAsync(cancellationToken))
            throw new MeilisearchException(
                MeilisearchException.IndexNotFound,
                $"There is no index {index} yet; it has to be rebuilt first."
            );
        var tokens = await _tokens.GetAsync(cancellationToken);
        if (_told is not null && !ReferenceEquals(_told, tokens))
            await client.WaitAsync(await client.PutSynonymsAsync(index, tokens.Synonyms, cancellationToken), Patience, cancellationToken);
        _told = tokens;
        var shape = new DocumentShape(await vocabularies.GetAsync(cancellationToken), tokens.Compounds);
        var writer = new IndexWriter(client, index, Patience);
        foreach (var document in changed) await writer.AddAsync(shape.Of(document), cancellationToken);
        await writer.DeleteAsync([.. gone], cancellationToken);
        await writer.FinishAsync(cancellationToken);
    }
}
