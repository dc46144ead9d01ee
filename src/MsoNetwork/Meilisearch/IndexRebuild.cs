using System.Data;
using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// One rebuild: an index beside the live one gets its settings, then all documents of one moment, then what has changed since; then the
/// two are swapped, and what changed during that goes into the new one.
/// </summary>
internal sealed class IndexRebuild
{
    private const int ReadAtOnce = 1_000;
    private static readonly string[] Subjects = [ChangeSubject.Organisation];

    private readonly MeilisearchClient _client;
    private readonly NpgsqlDataSource _database;
    private readonly string _live;
    private readonly string _beside;
    private readonly TimeSpan _patience;
    private readonly DocumentShape _shape;
    private readonly DirectoryTokens _tokens;

    private IndexRebuild(
        MeilisearchClient client,
        NpgsqlDataSource database,
        string live,
        TimeSpan patience,
        VocabularySet vocabularies,
        Gazetteer gazetteer
    )
    {
        (_client, _database, _live, _beside, _patience) = (client, database, live, Beside(live), patience);
        _tokens = new DirectoryTokens(vocabularies, gazetteer);
        _shape = new DocumentShape(vocabularies, _tokens.Compounds);
    }

    /// <summary>The index that is being built.</summary>
    public static string Beside(string live) => live + "_new";

    public static async Task RunAsync(
        MeilisearchClient client,
        NpgsqlDataSource database,
        string live,
        TimeSpan patience,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken
    )
    {
        // Read now: a rebuild is often asked for because a label or a synonym has changed, and snapshots may be older.
        var rebuild = new IndexRebuild(
            client, database, live, patience,
            await VocabularyLoader.LoadAsync(database, cancellationToken),
            await GazetteerLoader.LoadAsync(database, cancellationToken)
        );
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (!await LockAsync(connection, live, cancellationToken))
            throw new InvalidOperationException($"Another rebuild of {live} is running.");
        var filled = await ChangeLog.ReadAsync(connection, null, Subjects, int.MaxValue, cancellationToken);
        await rebuild.PrepareAsync(cancellationToken);
        await rebuild.FillAsync(connection, await CountAsync(connection, cancellationToken), progress, cancellationToken);
        var known = await rebuild.CatchUpAsync(rebuild._beside, filled.Position, cancellationToken);
        await rebuild.SwapAsync(cancellationToken);
        // Changes that came after the last look went into the old index.
        await rebuild.CatchUpAsync(live, known, cancellationToken);
        await rebuild.DropAsync(cancellationToken);
    }

    /// <summary>One rebuild at a time, in whatever process; the lock ends with the transaction.</summary>
    private static async Task<bool> LockAsync(NpgsqlConnection connection, string live, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT set_config('statement_timeout', '0', true), pg_try_advisory_xact_lock(hashtext($1), 2)",
            connection
        )
        {
            Parameters = { new() { Value = "meilisearch " + live } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) && row.GetBoolean(1);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await DropAsync(cancellationToken); // what a killed rebuild has left
        await DoneAsync(await _client.CreateIndexAsync(_beside, cancellationToken), cancellationToken);
        // before the documents, else they are indexed twice
        var settings = new IndexSettings { Synonyms = _tokens.Synonyms };
        await DoneAsync(await _client.UpdateSettingsAsync(_beside, settings, cancellationToken), cancellationToken);
    }

    private async Task FillAsync(
        NpgsqlConnection connection,
        int total,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken
    )
    {
        var writer = new IndexWriter(_client, _beside, _patience);
        progress?.Report((0, total));
        var told = 0;
        await foreach (var document in OrganisationDocuments.AllAsync(connection, cancellationToken))
        {
            await writer.AddAsync(_shape.Of(document), cancellationToken);
            if (writer.Done > told) progress?.Report((told = writer.Done, total));
        }

        await writer.FinishAsync(cancellationToken);
        var held = await _client.CountAsync(_beside, cancellationToken);
        if (held != total)
            throw new MeilisearchException(MeilisearchException.Miscounted, $"{_beside} holds {held} documents, {total} were sent.");
        progress?.Report((total, total));
    }

    /// <summary>Brings what has changed since into an index, and says up to where.</summary>
    private async Task<LogPosition> CatchUpAsync(string index, LogPosition since, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var changes = await ChangeLog.ReadAsync(connection, since, Subjects, int.MaxValue - 1, cancellationToken);
        if (changes.Everything) throw new InvalidOperationException("The registry was replaced while it was read.");
        var writer = new IndexWriter(_client, index, _patience);
        var gone = new List<Guid>();
        foreach (var ids in changes.IdsOf(ChangeSubject.Organisation).Chunk(ReadAtOnce))
        {
            var there = new HashSet<Guid>();
            await foreach (var document in OrganisationDocuments.OfAsync(connection, ids, cancellationToken))
            {
                there.Add(document.Id);
                await writer.AddAsync(_shape.Of(document), cancellationToken);
            }

            gone.AddRange(ids.Where(id => !there.Contains(id)));
        }

        await writer.DeleteAsync([.. gone], cancellationToken);
        await writer.FinishAsync(cancellationToken);
        return changes.Position;
    }

    private static async Task<int> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT count(*)::int FROM organisations", connection) { CommandTimeout = 0 };
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Swaps; the first time there is nothing to swap with, and the new index takes the name.</summary>
    private async Task SwapAsync(CancellationToken cancellationToken)
    {
        var isFirst = await _client.CountAsync(_live, cancellationToken) is null;
        await DoneAsync(await _client.SwapAsync(_beside, _live, rename: isFirst, cancellationToken), cancellationToken);
    }

    private async Task DropAsync(CancellationToken cancellationToken)
    {
        if (await _client.CountAsync(_beside, cancellationToken) is null) return;
        await DoneAsync(await _client.DeleteIndexAsync(_beside, cancellationToken), cancellationToken);
    }

    private Task DoneAsync(long task, CancellationToken cancellationToken) => _client.WaitAsync(task, _patience, cancellationToken);
}
