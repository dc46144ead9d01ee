using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.ChangeFeed;

/// <summary>docs/mirror/mirror.mjs in Node, its folder, and what the API lists of the same fields.</summary>
internal sealed partial class MirrorProcess : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "docs", "mirror", "mirror.mjs");

    private readonly Process _process;
    private readonly List<string> _lines = [];

    public MirrorProcess(Uri site, string folder, params string[] arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Script, site.ToString(), folder, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Skips where there is no Node.</summary>
    public static Task NeedAsync() => Installed.RunAsync("node", ["--version"]);

    /// <summary>Runs until it has caught up; gives what it said.</summary>
    public static async Task<string> OnceAsync(Uri site, string folder, params string[] arguments)
    {
        await using var mirror = new MirrorProcess(site, folder, ["--once", .. arguments]);
        await mirror._process.WaitForExitAsync(Token);
        Assert.True(mirror._process.ExitCode == 0, mirror.Output);
        return mirror.Output;
    }

    /// <summary>The copy, by id; null while the first one is not whole, or one goes.</summary>
    public static Dictionary<string, JsonNode>? Copy(string folder)
    {
        try
        {
            var state = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "state.json")))!;
            return state["copy"] is not { } copy ? null : Directory.EnumerateFiles(Path.Combine(folder, (string)copy!), "*.json")
                .Select(path => JsonNode.Parse(File.ReadAllText(path))!).ToDictionary(one => (string)one["id"]!, Sorted);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>All that the API lists, by id.</summary>
    public static async Task<Dictionary<string, JsonNode>> ListAsync(HttpClient client, string filter = "")
    {
        var fields = Fields().Match(await File.ReadAllTextAsync(Script, Token)).Groups[1].Value;
        var (all, after) = (new Dictionary<string, JsonNode>(), "null");
        while (true)
        {
            using var answer = await client.PostAsJsonAsync("/graphql", new
            {
                query = $$"""
                    { organisations(first: 100, after: {{after}}, orderBy: RECENTLY_UPDATED,
                        filter: { status: [ACTIVE, INACTIVE, DISSOLVED] {{filter}} }) {
                        nodes { {{fields}} } pageInfo { endCursor hasNextPage } } }
                    """,
            }, Token);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["data"]!["organisations"]!;
            foreach (var one in page["nodes"]!.AsArray()) all.Add((string)one!["id"]!, Sorted(one));
            if (!(bool)page["pageInfo"]!["hasNextPage"]!) return all;
            after = page["pageInfo"]!["endCursor"]!.ToJsonString();
        }
    }

    /// <summary>Null when both are the same, else the first difference.</summary>
    public static string? Difference(Dictionary<string, JsonNode>? copy, Dictionary<string, JsonNode> list)
    {
        if (copy is null) return "there is no copy";
        foreach (var (id, entry) in list)
        {
            if (!copy.TryGetValue(id, out var copied)) return $"{entry["name"]} is missing";
            if (!JsonNode.DeepEquals(entry, copied)) return $"listed: {entry.ToJsonString()}\ncopied: {copied.ToJsonString()}";
        }

        return copy.Keys.Except(list.Keys).FirstOrDefault() is { } more ? $"{copy[more]["name"]} is there no more" : null;
    }

    /// <summary>SIGKILL.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Lists whose order the mirror does not keep.
    private static JsonNode Sorted(JsonNode entry)
    {
        var copy = entry.DeepClone();
        foreach (var name in (string[])["memberOf", "sources", "mergedFrom"])
            copy[name] = new JsonArray([.. copy[name]!.AsArray().Select(one => one!.DeepClone())
                .OrderBy(one => one.ToJsonString(), StringComparer.Ordinal)]);
        return copy;
    }

    [GeneratedRegex("const FIELDS = `([^`]+)`")]
    private static partial Regex Fields();

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
