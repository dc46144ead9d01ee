using GraphQL.DataLoader;

namespace MsoNetwork.Relay;

/// <summary>
/// Collects the keys that sibling fields ask for and fetches them in one go when the executor asks for the first result
/// (the DataLoader pattern). One instance belongs to one request; keys asked for later make a new batch.
/// </summary>
public sealed class BatchLoader<TKey, TValue>(
    Func<IReadOnlyCollection<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch
)
    where TKey : notnull
{
    private Batch? _open;

    public IDataLoaderResult<TResult> Load<TResult>(TKey key, Func<TValue?, TResult> shape) => Load([key], found => shape(found(key)));

    /// <summary>What belongs to one key, or null.</summary>
    public Task<TValue?> OneAsync(TKey key, CancellationToken cancellationToken) =>
        Load(key, found => found).GetResultAsync(cancellationToken);

    /// <summary>One result made of several keys.</summary>
    public IDataLoaderResult<TResult> Load<TResult>(IEnumerable<TKey> keys, Func<Func<TKey, TValue?>, TResult> shape)
    {
        lock (this)
        {
            _open ??= new Batch(this);
            foreach (var key in keys) _open.Keys.Add(key);
            return new Result<TResult>(_open, shape);
        }
    }

    private sealed class Batch(BatchLoader<TKey, TValue> loader)
    {
        private Task<IReadOnlyDictionary<TKey, TValue>>? _values;

        public HashSet<TKey> Keys { get; } = [];

        public Task<IReadOnlyDictionary<TKey, TValue>> FetchAsync(CancellationToken cancellationToken)
        {
            lock (loader)
            {
                if (ReferenceEquals(loader._open, this)) loader._open = null;
                return _values ??= loader.FetchAsync(Keys, cancellationToken);
            }
        }
    }

    private Task<IReadOnlyDictionary<TKey, TValue>> FetchAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken) =>
        fetch(keys, cancellationToken);

    private sealed class Result<TResult>(Batch batch, Func<Func<TKey, TValue?>, TResult> shape) : IDataLoaderResult<TResult>
    {
        public async Task<TResult> GetResultAsync(CancellationToken cancellationToken = default)
        {
            var values = await batch.FetchAsync(cancellationToken);
            return shape(key => values.TryGetValue(key, out var value) ? value : default);
        }

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) =>
            await GetResultAsync(cancellationToken);
    }
}
