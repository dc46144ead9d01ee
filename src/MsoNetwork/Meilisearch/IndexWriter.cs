namespace MsoNetwork.Meilisearch;

/// <summary>
/// Sends documents to one index in batches, a few ahead of what Meilisearch has done, and looks at the end of every task.
/// </summary>
internal sealed class IndexWriter(MeilisearchClient client, string index, TimeSpan patience)
{
    private const int Ahead = 4;
    private const int DeletedAtOnce = 10_000;

    private readonly DocumentBatches _batch = new();
    private readonly Queue<(long Task, int Documents)> _sent = new();

    /// <summary>Documents that are in the index.</summary>
    public int Done { get; private set; }

    public async Task AddAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        _batch.Add(document);
        if (_batch.IsFull) await SendAsync(cancellationToken);
    }

    public async Task DeleteAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(DeletedAtOnce))
            _sent.Enqueue((await client.DeleteDocumentsAsync(index, some, cancellationToken), 0));
    }

    /// <summary>Sends the rest and waits for all.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0) await SendAsync(cancellationToken);
        while (_sent.Count > 0) await WaitAsync(cancellationToken);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var documents = _batch.Count;
        _sent.Enqueue((await client.AddDocumentsAsync(index, _batch.Take(), cancellationToken), documents));
        while (_sent.Count > Ahead) await WaitAsync(cancellationToken);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var (task, documents) = _sent.Peek();
        await client.WaitAsync(task, patience, cancellationToken);
        _sent.Dequeue();
        Done += documents;
    }
}
