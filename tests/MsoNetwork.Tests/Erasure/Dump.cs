using System.Diagnostics;
using Npgsql;

namespace MsoNetwork.Tests.Erasure;

/// <summary>What pg_dump writes of a database: each row of each table, as whoever got hold of a backup reads it.</summary>
internal sealed class Dump
{
    // Boundaries are large, and nobody's.
    private const string Without = "region_boundaries";

    private readonly Dictionary<string, string> _tables = [];

    private Dump(string text)
    {
        foreach (var part in text.Split("\nCOPY ").Skip(1))
        {
            var name = part[..part.IndexOf(' ', StringComparison.Ordinal)].Split('.')[^1].Trim('"');
            _tables[name] = part[..part.IndexOf("\n\\.\n", StringComparison.Ordinal)];
        }
    }

    public static async Task<Dump> ReadAsync(string connectionString) => new(await RunAsync(
        "pg_dump", "--data-only", $"--exclude-table-data={Without}", $"--dbname={Uri(connectionString)}"));

    public static Task WriteAsync(string connectionString, string file) =>
        RunAsync("pg_dump", "--format=custom", $"--file={file}", $"--dbname={Uri(connectionString)}");

    public static Task RestoreAsync(string file, string connectionString) =>
        RunAsync("pg_restore", "--exit-on-error", "--no-owner", $"--dbname={Uri(connectionString)}", file);

    /// <summary>By table which of the words it has: as text, or in bytes.</summary>
    public IReadOnlyDictionary<string, string> Find(IEnumerable<string> words)
    {
        var sought = words.Select(word => (Word: word, Bytes: Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(word)))).ToList();
        return _tables
            .Select(table => (table.Key, Found: string.Join(", ", sought
                .Where(one => table.Value.Contains(one.Word, StringComparison.Ordinal)
                    || table.Value.Contains(one.Bytes, StringComparison.Ordinal))
                .Select(one => one.Word))))
            .Where(table => table.Found.Length > 0).ToDictionary(table => table.Key, table => table.Found);
    }

    private static string Uri(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        var who = parts.Password is { } secret ? $"{parts.Username}:{secret}" : parts.Username;
        return $"postgresql://{who}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(TestCluster.Program(program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {said[1]}");
        return said[0];
    }
}
