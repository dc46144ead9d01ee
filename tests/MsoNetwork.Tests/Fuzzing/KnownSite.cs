using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>A form as a page shows it to an actor.</summary>
internal sealed record KnownForm(
    string Actor, string Action, string Method, bool IsMultipart, IReadOnlyList<(string Name, string Value, string Type)> Fields);

/// <summary>What the site has: its routes, and addresses, forms and names in queries that its pages lead each actor to.</summary>
internal sealed class KnownSite
{
    private const int Visited = 2, MostPages = 160; // of one shape; of one actor
    private static readonly HtmlParser Html = new();
    private readonly HashSet<string> _literals;
    private readonly Dictionary<string, int> _shapes = [];

    private KnownSite(RunningSite site)
    {
        Routes = [.. site.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(one => one.RoutePattern)];
        _literals = [.. Routes.SelectMany(one => one.PathSegments).SelectMany(one => one.Parts).OfType<RoutePatternLiteralPart>()
            .Select(one => one.Content)];
    }

    public IReadOnlyList<RoutePattern> Routes { get; }

    public List<string> Addresses { get; } = [];

    public List<KnownForm> Forms { get; } = [];

    /// <summary>Names of fields in queries.</summary>
    public List<string> Names { get; } =
        ["q", "near", "km", "page", "after", "format", "at", "kinds", "labels", "outside", "since", "handler"];

    /// <summary>Keys, slugs and ids of what there is.</summary>
    public List<string> Values { get; } = [];

    public static async Task<KnownSite> OfAsync(RunningSite site, HttpClient client, IReadOnlyList<FuzzActor> actors)
    {
        var known = new KnownSite(site);
        await known.ReadValuesAsync(site);
        foreach (var actor in actors) await known.VisitAsync(client, actor);
        known.Names.AddRange(known.Forms.Where(one => one.Method == "get").SelectMany(one => one.Fields).Select(one => one.Name));
        return known;
    }

    private async Task ReadValuesAsync(RunningSite site)
    {
        await using var command = site.Database.CreateCommand("""
            (SELECT slug FROM organisations ORDER BY random() LIMIT 40) UNION ALL (SELECT key FROM regions ORDER BY random() LIMIT 30)
            UNION ALL (SELECT key FROM terms ORDER BY random() LIMIT 40)
            """);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) Values.Add(rows.GetString(0));
        await using var some = site.Database.CreateCommand("SELECT id FROM organisations ORDER BY random() LIMIT 30");
        await using var ids = await some.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await ids.ReadAsync(TestContext.Current.CancellationToken))
            Values.AddRange(GlobalId.Encode("Organisation", ids.GetGuid(0)), ids.GetGuid(0).ToString("N"));
    }

    private async Task VisitAsync(HttpClient client, FuzzActor actor)
    {
        _shapes.Clear();
        var waiting = new Queue<string>(["/de", "/de/konto", "/de/schreibtisch", "/de/neuer-eintrag", "/de/posteingang", "/de/melden"]);
        foreach (var route in Routes.Where(one => one.RawText!.Contains("{language", StringComparison.Ordinal)))
            if (Simple(route) is { } address) waiting.Enqueue(address);
        for (var pages = 0; waiting.Count > 0 && pages < MostPages; pages++)
        {
            var address = waiting.Dequeue();
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Accept", "text/html");
            foreach (var (name, value) in actor.Cookies) request.Headers.Add(name, value);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var page = Html.ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            foreach (var form in page.QuerySelectorAll("form").OfType<IHtmlFormElement>()) Add(actor, address, form);
            foreach (var link in page.QuerySelectorAll("[href], [src]"))
            {
                var target = link.GetAttribute("href") ?? link.GetAttribute("src")!;
                if (target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal) && IsNew(target)) Found(target, waiting);
            }
        }
    }

    private void Found(string target, Queue<string> waiting)
    {
        Addresses.Add(target);
        if (target.StartsWith("/de", StringComparison.Ordinal)) waiting.Enqueue(target);
        if (target.Split('?') is [_, var query]) Names.AddRange(query.Split('&').Select(one => one.Split('=')[0]).Except(Names).ToList());
    }

    private void Add(FuzzActor actor, string address, IHtmlFormElement form)
    {
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : address;
        var method = form.GetAttribute("method")?.ToLowerInvariant() ?? "get";
        if (!action.StartsWith('/') || !IsNew($"{method} {action}")) return;
        var fields = form.Elements.Select(one => (
            Name: one.GetAttribute("name") ?? "",
            Value: one is IHtmlSelectElement list ? string.Join('\n', list.Options.Select(option => option.Value))
                : one is IHtmlTextAreaElement area ? area.Value : one.GetAttribute("value") ?? "",
            Type: one is IHtmlInputElement input ? input.Type : one.LocalName));
        var isMultipart = form.GetAttribute("enctype") == "multipart/form-data";
        Forms.Add(new KnownForm(actor.Name, action, method, isMultipart, [.. fields.Where(one => one.Name != "")]));
    }

    // Of pages of one kind, two are enough: what is no word of a route is a name or a number.
    private bool IsNew(string target)
    {
        var path = target.Split('?', '#');
        var shape = string.Join('/', path[0].Split('/').Select(one => _literals.Contains(one) || one is "de" ? one : one == "" ? "" : "*"))
            + "?" + (path.Length < 2 ? "" : string.Join('&', path[1].Split('&').Select(one =>
                one.StartsWith("handler=", StringComparison.Ordinal) ? one : one.Split('=')[0])));
        _shapes[shape] = _shapes.GetValueOrDefault(shape) + 1;
        return _shapes[shape] <= Visited;
    }

    private static string? Simple(RoutePattern route) =>
        route.Parameters is [{ Name: "language" }]
            ? "/" + route.RawText!.Trim('/').Replace("{language:language}", "de", StringComparison.Ordinal) : null;
}
