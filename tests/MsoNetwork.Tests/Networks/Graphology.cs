using System.Diagnostics;
using System.Text.Json;

namespace MsoNetwork.Tests.Networks;

/// <summary>An independent implementation: npm graphology, run by node. Where either is missing, the test says skipped.</summary>
internal static class Graphology
{
    private static readonly string Modules = Path.Combine(Repository.Root, "src", "MsoNetwork.Web", "Assets", "node_modules");

    public static async Task<JsonElement> AskAsync(object input)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Modules, "graphology")),
            $"graphology is not installed in {Modules}: npm install there."
        );
        using var node = new Process
        {
            StartInfo = new("node", [Path.Combine(Repository.Root, "tests", "MsoNetwork.Tests", "Networks", "graphology.mjs"), Modules])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        try
        {
            node.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("node is not installed.");
        }

        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return JsonDocument.Parse(answer).RootElement;
    }
}
