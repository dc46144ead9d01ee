using System.Diagnostics;

namespace MsoNetwork.Tests.GraphQl.Clients;

/// <summary>
/// Runs the scripts of this folder, which bring graphql-js and the clients that people use from npm; deploy/test installs them.
/// </summary>
internal static class NpmClients
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "MsoNetwork.Tests", "GraphQl", "Clients");

    /// <summary>The lines that a script prints. The test is skipped and counted where the packages are not installed.</summary>
    public static async Task<string[]> RunAsync(string script, params string[] arguments)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            $"npm install was not run in {Path.GetRelativePath(Repository.Root, Folder)}.");
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await complaints}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
