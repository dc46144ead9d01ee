using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>A seeded registry with a follower that runs, as the server runs it, and an index that records.</summary>
internal sealed class FollowedNetwork : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly NpgsqlDataSource? _source;
    private readonly SeededNetwork? _network;
    private readonly ServiceProvider? _services;
    private readonly ChangeListener _listener;
    private Task _running = Task.CompletedTask;

    private FollowedNetwork(NpgsqlDataSource database, SeededNetwork? network, ServiceProvider? services)
    {
        (Database, _network, _services) = (database, network, services);
        _source = network is null ? database : null;
        var gazetteer = (network?.Services ?? services!).GetRequiredService<ReferenceSnapshot<Gazetteer>>();
        _listener = new ChangeListener(database, TimeProvider.System);
        Follower = OrganisationFollowing.Follow(database, _listener, Index.Followed, gazetteer, TimeProvider.System);
    }

    public RecordingIndex Index { get; } = new();

    public ChangeFollower Follower { get; }

    public NpgsqlDataSource Database { get; }

    public SeededNetwork Network => _network!;

    public static async Task<FollowedNetwork> NewAsync(TestCluster cluster)
    {
        var network = await SeededNetwork.NewAsync(cluster);
        return await new FollowedNetwork(network.Database, network, null).StartAsync();
    }

    /// <summary>A second follower of the same registry.</summary>
    public static Task<FollowedNetwork> OfAsync(string connectionString)
    {
        var services = new ServiceCollection().AddMsoNetwork(connectionString).BuildServiceProvider();
        return new FollowedNetwork(services.GetRequiredService<NpgsqlDataSource>(), null, services).StartAsync();
    }

    public async Task<int> RunAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> AskAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Waits until the index says exactly what the registry says.</summary>
    public Task UntilSameAsync() => Waiting.UntilAsync(SameAsync, "the index is not like the registry");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        Follower.Dispose();
        if (_services is not null) await _services.DisposeAsync();
        if (_source is not null) await _source.DisposeAsync();
        if (_network is not null) await _network.DisposeAsync();
    }

    private async Task<FollowedNetwork> StartAsync()
    {
        _running = Task.WhenAll(
            Task.Run(() => AgainAsync(token => _listener.ListenAsync(null, token), _end.Token)),
            Task.Run(() => AgainAsync(Follower.FollowAsync, _end.Token))
        );
        await Follower.Loaded.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return this;
    }

    private static async Task AgainAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work(cancellationToken);
            }
            catch (Exception error) when (error is NpgsqlException or IOException or InvalidOperationException)
            {
                await Task.Delay(100, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> SameAsync()
    {
        await using var connection = await Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var there = new Dictionary<Guid, OrganisationDocument>();
        await foreach (var document in OrganisationDocuments.AllAsync(connection, TestContext.Current.CancellationToken))
            there[document.Id] = document;
        return there.Count == Index.Documents.Count
            && there.Values.All(document => Index.Documents.TryGetValue(document.Id, out var kept) && Text(kept) == Text(document));
    }

    private static string Text(OrganisationDocument document) => System.Text.Json.JsonSerializer.Serialize(document);
}
