using System.Text.Json;

namespace MsoNetwork.Tests.Networks;

/// <summary>An independent implementation: npm graphology, run by node.</summary>
internal static class Graphology
{
    public static async Task<JsonElement> AskAsync(object input)
    {
        var script = Path.Combine(Repository.Root, "tests", "MsoNetwork.Tests", "Networks", "graphology.mjs");
        var modules = Installed.Modules("graphology", "src", "MsoNetwork.Web", "Assets");
        var answer = await Installed.RunAsync("node", [script, modules], JsonSerializer.Serialize(input));
        return JsonDocument.Parse(answer).RootElement;
    }
}
