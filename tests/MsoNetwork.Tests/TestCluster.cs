using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(MsoNetwork.Tests.TestCluster))]

namespace MsoNetwork.Tests;

/// <summary>
/// A PostgreSQL with PostGIS for the whole run: the one of MSONET_TEST_DATABASE (a superuser's connection string), else a
/// private cluster in a temporary folder, else (no PostgreSQL installed) a container. A server that is missing fails the tests, it never
/// skips them.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private const string Image = "postgis/postgis:17-3.5";

    /// <summary>Seconds that what a test asks by itself may take beside everything else; what is served has its own, shorter one.</summary>
    private const int Patience = 120;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"msonet-test-{Guid.NewGuid():N}");
    private readonly SemaphoreSlim _seeding = new(1, 1);
    private PostgreSqlContainer? _container;
    private string? _bin;
    private int _port;
    private string? _seeded;

    /// <summary>Connects to the maintenance database as a superuser.</summary>
    public string Administration { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("MSONET_TEST_DATABASE") is { Length: > 0 } given)
        {
            Administration = given;
            return;
        }

        await MakeAsync();
    }

    private async Task MakeAsync()
    {
        _bin = Environment.GetEnvironmentVariable("MSONET_PG_BIN") ?? InstalledServer();
        if (_bin is null)
        {
            _container = new PostgreSqlBuilder(Image).Build();
            await _container.StartAsync();
            Administration = _container.GetConnectionString();
            return;
        }

        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", _folder);
        _port = FreePort();
        await AsOwnerAsync(
            "initdb",
            "-D",
            $"{_folder}/data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync"
        );
        await StartAsync();
        Administration = $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";
    }

    /// <summary>A cluster that a test may stop: never the one of MSONET_TEST_DATABASE.</summary>
    public static async Task<TestCluster> OwnAsync()
    {
        var cluster = new TestCluster();
        await cluster.MakeAsync();
        return cluster;
    }

    public Task StartAsync() => AsOwnerAsync("pg_ctl", "-D", $"{_folder}/data", "-w", "-l", $"{_folder}/log", "-o",
        $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c jit=off", "start");

    public Task StopAsync() => AsOwnerAsync("pg_ctl", "-D", $"{_folder}/data", "-w", "-m", "immediate", "stop");

    /// <summary>SIGKILL to all its processes, as when the machine runs out of memory.</summary>
    public async Task KillAsync()
    {
        var server = (await File.ReadAllLinesAsync($"{_folder}/data/postmaster.pid"))[0];
        await SignalAsync("KILL");
        while (Directory.Exists($"/proc/{server}")) await Task.Delay(10);
    }

    /// <summary>All its processes stand still: connections stay, answers do not come.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    private async Task SignalAsync(string signal)
    {
        var server = (await File.ReadAllLinesAsync($"{_folder}/data/postmaster.pid"))[0];
        var children = (await File.ReadAllTextAsync($"/proc/{server}/task/{server}/children")).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        using var kill = Process.Start("kill", [$"-{signal}", server, .. children]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Makes an empty database, or a copy of another, and gives the connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken, string template = "template1", string end = "")
    {
        var name = $"test_{Guid.NewGuid():N}{end}";
        await using var source = NpgsqlDataSource.Create(Administration);
        await using var command = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE {template}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(Administration) { Database = name, CommandTimeout = Patience }.ConnectionString;
    }

    /// <summary>Asks as the tests do: not under the limits of what is served.</summary>
    public static NpgsqlDataSource Patiently(string database)
    {
        var builder = new NpgsqlDataSourceBuilder(database);
        builder.UseNetTopologySuite();
        return builder.Build();
    }

    /// <summary>Makes a database that the real code has migrated and seeded; that is done once, the others are copies.</summary>
    public async Task<string> CreateSeededDatabaseAsync(CancellationToken cancellationToken, string end = "")
    {
        await _seeding.WaitAsync(cancellationToken);
        try
        {
            _seeded ??= await SeededNetwork.PrepareAsync(await CreateDatabaseAsync(cancellationToken), cancellationToken);
        }
        finally
        {
            _seeding.Release();
        }

        return await CreateDatabaseAsync(cancellationToken, _seeded, end);
    }

    public async ValueTask DisposeAsync()
    {
        _seeding.Dispose();
        if (_container is not null) await _container.DisposeAsync();
        if (_bin is null) return;
        await AsOwnerAsync("pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A program of PostgreSQL, for example pg_dump.</summary>
    public static string Program(string name) =>
        (Environment.GetEnvironmentVariable("MSONET_PG_BIN") ?? InstalledServer()) is { } folder ? Path.Combine(folder, name) : name;

    private static string? InstalledServer() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order().LastOrDefault() is { } folder
                ? folder + "/bin"
                : null
            : null;

    private Task AsOwnerAsync(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? RunAsync("runuser", ["-u", "postgres", "--", $"{_bin}/{program}", .. arguments])
            : RunAsync($"{_bin}/{program}", arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Into a pipe of its own: on our standard output the runner is told of results, and whatever gets between is a result lost.
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = "/tmp",
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {string.Concat(said)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
