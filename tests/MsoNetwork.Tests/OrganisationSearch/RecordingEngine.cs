using System.Collections.Concurrent;
using MsoNetwork.OrganisationSearch;
using Npgsql;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>An engine outside that only remembers: what it holds, and what came in which order.</summary>
internal sealed class RecordingEngine
{
    private readonly ConcurrentQueue<Guid> _came = new();
    private ConcurrentDictionary<Guid, string> _names = new();

    public ExternalSearch Engine => new(RebuildAsync, _ => Task.FromResult(Rebuilds > 0), ApplyAsync);

    /// <summary>Runs with the documents in hand, before they are taken.</summary>
    public Func<Task> BeforeApply { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs when a new index has been filled, before it takes the place of the other.</summary>
    public Func<Task> BeforeSwap { get; set; } = () => Task.CompletedTask;

    public IReadOnlyDictionary<Guid, string> Names => _names;

    public IReadOnlyCollection<Guid> Came => _came;

    public int Rebuilds { get; private set; }

    public static async Task<Dictionary<Guid, string>> RegistryAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var names = new Dictionary<Guid, string>();
        await foreach (var document in OrganisationDocuments.AllAsync(connection, TestContext.Current.CancellationToken))
            names[document.Id] = document.Name;
        return names;
    }

    public async Task<bool> IsLikeAsync(NpgsqlDataSource database)
    {
        var registry = await RegistryAsync(database);
        return registry.Count == _names.Count && registry.All(entry => _names.TryGetValue(entry.Key, out var name) && name == entry.Value);
    }

    private async Task ApplyAsync(
        IReadOnlyCollection<OrganisationDocument> changed,
        IReadOnlyCollection<Guid> gone,
        CancellationToken cancellationToken
    )
    {
        await BeforeApply().WaitAsync(cancellationToken);
        foreach (var document in changed) _names[document.Id] = document.Name;
        foreach (var id in gone) _names.TryRemove(id, out _);
        foreach (var id in changed.Select(document => document.Id).Concat(gone)) _came.Enqueue(id);
    }

    private async Task RebuildAsync(
        NpgsqlDataSource database,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken
    )
    {
        var built = new ConcurrentDictionary<Guid, string>(await RegistryAsync(database));
        progress?.Report((built.Count, built.Count));
        await BeforeSwap().WaitAsync(cancellationToken);
        _names = built;
        Rebuilds++;
    }
}
