using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Tests.Regions;

/// <summary>A database of its own with the committed geography, and the gazetteer read from it.</summary>
public sealed class SeededRegions(TestCluster cluster) : IAsyncLifetime
{
    private ServiceProvider? _services;

    public NpgsqlDataSource Database => _services!.GetRequiredService<NpgsqlDataSource>();

    public Gazetteer Gazetteer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddMsoNetwork(await cluster.CreateDatabaseAsync(CancellationToken.None));
        _services = services.BuildServiceProvider();
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NetworkContext>().Database.MigrateAsync();
        await SeedAsync();
        Gazetteer = await GazetteerLoader.LoadAsync(Database, CancellationToken.None);
    }

    public Task SeedAsync() => SeedRegions.RunAsync(Database, Path.Combine(Repository.Root, "seeds", "regions"), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
    }
}
