using AngleSharp.Html.Parser;

namespace MsoNetwork.Browser.Tests;

/// <summary>What somebody finds who follows every link from a few pages on.</summary>
/// <param name="Known">How many addresses were linked.</param>
/// <param name="Wrong">What is broken: addresses that do not answer, HTML that does not parse, inline scripts and styles.</param>
public sealed record SiteCrawl(int Known, IReadOnlyList<string> Wrong)
{
    // Links to filtered lists are without end, so for one address with a question three without are read: every kind of page, most
    // organisations and districts.
    private const int MostPages = 350;
    private const string Missing = "/de/nirgendwo";

    public static async Task<SiteCrawl> OfAsync(BrowserSite site)
    {
        string[] first =
        [
            "/de/",
            "/en/",
            "/de/regionen",
            "/de/regionen/05/netzwerk",
            "/de/organisationen?q=frauen&near=K%C3%B6ln",
            "/de/organisationen/" + site.Hostile,
            "/de/gesuche",
            "/ar/gesuche/boese-erfunden",
            "/de/gesuche/gefunden-erfunden",
            Missing,
        ];
        var open = new PriorityQueue<string, int>();
        var (plain, questions) = (0, 0);
        var known = new HashSet<string>();
        foreach (var address in first) Add(address);
        var wrong = new List<string>();
        for (var read = 0; open.TryDequeue(out var address, out _) && read < MostPages; read++)
        {
            using var answer = await site.Client.GetAsync(address);
            if ((int)answer.StatusCode >= 400 && address != Missing)
                wrong.Add($"{address}: {(int)answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html" || address.StartsWith("/graphql", StringComparison.Ordinal))
                continue;
            var html = await answer.Content.ReadAsStringAsync();
            foreach (var link in Links(address, html, wrong)) Add(link);
        }

        return new SiteCrawl(known.Count, wrong);

        void Add(string link)
        {
            if (known.Add(link)) open.Enqueue(link, link.Contains('?', StringComparison.Ordinal) ? 3 * ++questions : ++plain);
        }
    }

    private static List<string> Links(string address, string html, List<string> wrong)
    {
        var parser = new HtmlParser();
        parser.Error += (_, error) => wrong.Add($"{address}: {error}");
        using var document = parser.ParseDocument(html);
        wrong.AddRange(
            document
                .QuerySelectorAll("[id]")
                .GroupBy(element => element.Id)
                .Where(group => group.Count() > 1)
                .Select(group => $"{address}: id {group.Key} stands twice")
        );
        wrong.AddRange(
            document
                .QuerySelectorAll("[style], style, [onclick], script:not([src]):not([type='application/ld+json'])")
                .Select(element => $"{address}: inline {element.LocalName}")
        );
        wrong.AddRange(
            document
                .QuerySelectorAll("a[href^='#']")
                .Select(link => link.GetAttribute("href")![1..])
                .Where(id => document.GetElementById(id) is null)
                .Select(id => $"{address}: leads to #{id}, which is not there")
        );
        if (document.QuerySelectorAll("h1").Length != 1)
            wrong.Add($"{address}: not one h1");
        return [.. document.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Where(link => link.StartsWith('/'))];
    }
}
