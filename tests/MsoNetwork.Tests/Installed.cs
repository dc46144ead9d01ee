using System.ComponentModel;
using System.Diagnostics;

namespace MsoNetwork.Tests;

/// <summary>
/// Programs of others that tests ask, which deploy/test installs. Where one is missing the test says skipped; in CI it fails, so that
/// nobody takes a missing reader for a file that can be read.
/// </summary>
internal static class Installed
{
    /// <summary>The folder of npm's packages, if it has this one.</summary>
    /// <param name="name">Of the package.</param>
    /// <param name="folders">Where npm install is run, below the repository.</param>
    public static string Modules(string name, params string[] folders)
    {
        var modules = Path.Combine([Repository.Root, .. folders, "node_modules"]);
        Need(Directory.Exists(Path.Combine(modules, name)), $"{name} is not installed in {modules}: npm install there.");
        return modules;
    }

    /// <summary>What a program prints; it must end well.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string input = "")
    {
        using var process = new Process
        {
            StartInfo = new(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Need(false, $"{program} is not installed.");
        }

        var token = TestContext.Current.CancellationToken;
        var complaints = process.StandardError.ReadToEndAsync(token);
        var output = process.StandardOutput.ReadToEndAsync(token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(token);
        var complaint = await complaints;
        Need(!complaint.Contains("ModuleNotFoundError", StringComparison.Ordinal), complaint);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {complaint}");
        return await output;
    }

    private static void Need(bool isThere, string missing)
    {
        if (isThere) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
    }
}
