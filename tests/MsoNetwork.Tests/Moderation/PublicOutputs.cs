using System.IO.Compression;
using System.Text;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Moderation;

/// <summary>Whatever the site shows to somebody who is not signed in, as text by the name of the output.</summary>
internal static class PublicOutputs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="site">Of the tests.</param>
    /// <param name="slug">Of the organisation that is looked at, in Cologne.</param>
    /// <param name="word">What is searched for.</param>
    public static async Task<Dictionary<string, string>> OfAsync(RunningSite site, string slug, string word)
    {
        var outputs = new Dictionary<string, string>();
        foreach (var (name, path) in new[]
        {
            ("start", "/de/"), ("profile", $"/de/organisationen/{slug}"), ("list", "/de/organisationen?regions=05315"),
            ("search", $"/de/organisationen?q={word}"), ("region", "/de/regionen/05315"), ("network", "/de/regionen/05315/netzwerk"),
            ("hint", $"/de/organisationen/{slug}/hinweis"), ("vcard", $"/de/organisationen/{slug}/kontakt.vcf"),
            ("suggest", $"/de/vorschlaege?q={word[..6]}"), ("csv", "/organisations/export.csv?regions=05315"),
            ("xlsx", "/organisations/export.xlsx?regions=05315"), ("geojson", "/organisations/export.geojson?regions=05315"),
            ("graph", "/network/export.gexf?region=05315"), ("tile", "/tiles/8/132/85.mvt"), ("extent", "/tiles/extent.json"),
            ("place on the map", "/de/karte/50.9381,6.957,5000"), ("picture of the map", "/de/karte.svg?regions=05315"),
            ("sitemap", "/sitemap/organisations-1.xml"), ("check", "/de/bestaetigung/AAAAA-AAAAA"),
        })
            outputs[name] = Steady(await BytesAsync(site, path));
        outputs["counts"] = await AskedAsync(site, $$"""
            { organisations(first: 1, filter: {regions: ["05315"], topics: ["sport-leisure"]}) { totalCount }
              all: organisations(first: 1) { totalCount }
              region(key: "05315") { organisationCount }
              searchOrganisations(first: 1, query: "{{word}}") { totalCount facets { name buckets { key count } } } }
            """);
        outputs["terms"] = await AskedAsync(site, "{ vocabulary(name: TOPICS) { key organisationCount } }");
        outputs["entry"] = await AskedAsync(site, $$"""
            { organisation(slug: "{{slug}}") { name alternateNames keywords contact { email phone } hiddenContact { email phone }
              status updatedAt version verification { state } } }
            """);
        return outputs;
    }

    private static async Task<string> AskedAsync(RunningSite site, string query)
    {
        var answer = await site.AskAsync(query);
        Assert.False(answer.Json.TryGetProperty("errors", out _), answer.Text);
        return answer.Data.GetRawText();
    }

    private static async Task<byte[]> BytesAsync(RunningSite site, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html, */*");
        using var answer = await site.Client.SendAsync(request, Token);
        return await answer.Content.ReadAsByteArrayAsync(Token);
    }

    // A workbook is an archive; a page has a number of its request and a token of its form.
    private static string Steady(byte[] bytes)
    {
        if (bytes is [(byte)'P', (byte)'K', ..])
        {
            using var archive = new ZipArchive(new MemoryStream(bytes));
            return string.Concat(archive.Entries.Where(entry => entry.FullName.Contains("sheet", StringComparison.Ordinal)).Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return reader.ReadToEnd();
            }));
        }

        var text = Encoding.UTF8.GetString(bytes);
        return System.Text.RegularExpressions.Regex.Replace(text, "__RequestVerificationToken[^>]*>|lastmodifieddate=\"[^\"]*\"", "");
    }
}
