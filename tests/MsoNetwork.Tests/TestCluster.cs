using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(MsoNetwork.Tests.TestCluster))]

namespace MsoNetwork.Tests;

/// <summary>
/// A PostgreSQL with PostGIS for the whole run: the one of MSONET_TEST_DATABASE (a superuser's connection string), else a
/// private cluster in a temporary folder. A server that is missing fails the tests, it never skips them.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"msonet-test-{Guid.NewGuid():N}");
    private string? _bin;

    /// <summary>Connects to the maintenance database as a superuser.</summary>
    public string Administration { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("MSONET_TEST_DATABASE") is { Length: > 0 } given)
        {
            Administration = given;
            return;
        }

        _bin = Environment.GetEnvironmentVariable("MSONET_PG_BIN") ?? Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin";
        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", _folder);
        var port = FreePort();
        await AsOwnerAsync("initdb", "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await AsOwnerAsync("pg_ctl", "-D", $"{_folder}/data", "-w", "-l", $"{_folder}/log", "-o",
            $"-p {port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c jit=off", "start");
        Administration = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    /// <summary>Makes an empty database and gives the connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(Administration);
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(Administration) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_bin is null) return;
        await AsOwnerAsync("pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private Task AsOwnerAsync(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? RunAsync("runuser", ["-u", "postgres", "--", $"{_bin}/{program}", .. arguments])
            : RunAsync($"{_bin}/{program}", arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
