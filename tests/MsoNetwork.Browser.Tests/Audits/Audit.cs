using System.Diagnostics;
using MsoNetwork.Tests;

namespace MsoNetwork.Browser.Tests.Audits;

/// <summary>Runs the checks that npm brings (Lighthouse, html-validate), which deploy/test installs.</summary>
internal static class Audit
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "MsoNetwork.Browser.Tests", "Audits");

    /// <summary>The lines that a script of Audits/ prints. The test is skipped and counted where its packages are not installed.</summary>
    public static async Task<string[]> RunAsync(string script, IEnumerable<string> arguments, IEnumerable<string> input)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "npm install was not run in tests/MsoNetwork.Browser.Tests/Audits."
        );
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var line in input) await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await complaints}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
