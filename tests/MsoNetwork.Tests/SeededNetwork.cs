using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Seeds;
using Npgsql;

namespace MsoNetwork.Tests;

/// <summary>
/// A registry of its own, migrated and with all of tests/seeds as `msonet seed` loads them (boundaries aside). As a class fixture
/// it is shared by the class; made in a test it is the test's own.
/// </summary>
public sealed class SeededNetwork(TestCluster cluster) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("msonet-files-").FullName;
    private ServiceProvider? _services;

    /// <summary>Entries of the tests' own; an editor may correct those of seeds/.</summary>
    public static string Seeds { get; } = Path.Combine(Repository.Root, "tests", "seeds");

    public string ConnectionString { get; private set; } = "";

    public IServiceProvider Services => _services!;

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<SeededNetwork> NewAsync(TestCluster cluster)
    {
        var network = new SeededNetwork(cluster);
        await network.InitializeAsync();
        return network;
    }

    /// <summary>Migrates and seeds an empty database; gives its name.</summary>
    public static async Task<string> PrepareAsync(
        string connectionString,
        CancellationToken cancellationToken,
        string? seeds = null
    )
    {
        // Without a pool: a database with connections cannot be copied.
        await using var services = Build(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await using (var scope = services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<NetworkContext>().Database.MigrateAsync(cancellationToken);
        await new SeedNetwork(services.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System).RunAsync(
            seeds ?? Seeds,
            null,
            cancellationToken
        );
        return new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await cluster.CreateSeededDatabaseAsync(CancellationToken.None);
        _services = Build(ConnectionString);
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task RunAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static ServiceProvider Build(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddMsoNetwork(connectionString);
        return services.BuildServiceProvider();
    }
}
