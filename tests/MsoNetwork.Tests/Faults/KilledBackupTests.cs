using System.Diagnostics;

namespace MsoNetwork.Tests.Faults;

/// <summary>deploy/backup is killed (SIGKILL) at a random moment, alone or with all that it has started.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledBackupTests(TestCluster cluster)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("msonet-copies-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_file_looks_whole_that_is_not_and_the_next_one_works_and_tidies_up()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        Assert.Null(await BackupAsync(network, null));
        var random = new Random(20261204);
        var (rounds, alone) = (KillRounds.Or(4), 0);
        for (var round = 0; round < rounds; round++)
        {
            var isAlone = random.Next(2) == 0;
            if (isAlone) alone++;
            await BackupAsync(network, (TimeSpan.FromMilliseconds(random.Next(50, 2500)), isAlone));
            foreach (var copy in Copies()) Assert.Null(await RunAsync(TestCluster.Program("pg_restore"), "--file=/dev/null", copy));
        }

        await network.RunAsync("CREATE DATABASE msonet_tried_1_1"); // of one that was killed long ago
        // What was started goes on for a moment, and holds the folder's lock as long.
        string? said = "";
        await Waiting.UntilAsync(
            async () => (said = await BackupAsync(network, null))?.Contains("Another backup", StringComparison.Ordinal) != true,
            "the lock stays");
        Assert.Null(said);
        Assert.InRange(Copies().Length, 2, rounds + 2);
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(_folder, ".*").Select(Path.GetFileName));
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM pg_database WHERE datname = 'msonet_tried_1_1'"));
        KillRounds.Report($"{rounds} kills of a backup, {alone} of its script alone; {Copies().Length} copies, all whole");
        Directory.Delete(_folder, recursive: true);
    }

    private string[] Copies() => Directory.GetFiles(_folder, "msonet-*.dump");

    // What it said where it failed by itself; null where it worked or was killed.
    private async Task<string?> BackupAsync(SeededNetwork network, (TimeSpan After, bool Alone)? kill)
    {
        // In a session of its own, so that all that it has started can be killed with it.
        var script = $"echo $$ >{_folder}.new; mv {_folder}.new {_folder}.pid; exec {Repository.Root}/deploy/backup";
        using var backup = Start("setsid", ["--wait", "sh", "-c", script], network);
        var said = backup.StandardError.ReadToEndAsync(Token);
        if (kill is { } planned)
        {
            await Task.Delay(planned.After, Token);
            await Waiting.UntilAsync(() => File.Exists(_folder + ".pid"), "it does not start");
            var pid = (await File.ReadAllTextAsync(_folder + ".pid", Token)).Trim();
            using var killer = Process.Start("kill", ["-KILL", "--", planned.Alone ? pid : $"-{pid}"]);
            await killer.WaitForExitAsync(Token);
        }

        await backup.WaitForExitAsync(Token);
        File.Delete(_folder + ".pid");
        return backup.ExitCode == 0 || kill is not null ? null : await said;
    }

    private Process Start(string program, string[] arguments, SeededNetwork network)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MSONET_DATABASE"] = network.ConnectionString;
        start.Environment["MSONET_BACKUPS"] = _folder;
        start.Environment["MSONET_BACKUP_KEEP"] = "999";
        start.Environment.Remove("MSONET_BACKUP_KEY");
        return Process.Start(start)!;
    }

    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = await run.StandardError.ReadToEndAsync(Token);
        await run.WaitForExitAsync(Token);
        return run.ExitCode == 0 ? null : said;
    }
}
