using System.IO.Compression;
using System.Text;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Moderation;

/// <summary>
/// What waits, and what a centre notes, comes out nowhere. What is accepted does, which shows that the test would see it.
/// </summary>
public sealed class LeakTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Secret = "Xylophonschmuggel";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_in_no_list_search_index_tile_export_feed_count_or_cache()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        var staff = await site.StaffAsync("ki-koeln");
        var before = await OutputsAsync(slug, organisation);
        Assert.DoesNotContain(before, output => output.Key is not ("search" or "suggest") // which repeat what was asked
            && output.Value.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        var correction = await site.CorrectionAsync(organisation, $$"""
            {"name":"{{Secret}} e.V.","alternateNames":["{{Secret}}"],"keywords":["{{Secret}}"],"website":"https://{{Secret}}.example",
            "email":"post@{{Secret}}.example","street":"{{Secret}}weg 1","topics":["sport"],
            "description":[{"language":"de","text":"{{Secret}}"}]}
            """);
        await site.SubmitAsync(new SubmittedCase(CaseKind.NewEntry, await site.PersonAsync(), "05315000")
        {
            Draft = $$"""{"name":"{{Secret}} Neu","town":"Köln","topics":["sport"]}""",
            Message = Secret,
        });
        await site.SubmitAsync(new SubmittedCase(CaseKind.Report, await site.PersonAsync(), "05315000")
        {
            Organisation = organisation,
            Message = Secret,
        });
        Assert.True(await site.AsAsync<Notes, bool>(staff, use => use.WriteAsync(organisation, null, Secret, Token)));
        // Not only without the word: everything is as it was, counts and facets among it.
        foreach (var (name, output) in await OutputsAsync(slug, organisation)) Assert.True(before[name] == output, $"{name} has changed");

        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, correction)).Outcome);
        var after = await OutputsAsync(slug, organisation);
        Assert.Contains(Secret, after["profile"], StringComparison.Ordinal);
        Assert.Contains(Secret, after["csv"], StringComparison.Ordinal);
        Assert.NotEqual(before["counts"], after["counts"]);
    }

    private async Task<Dictionary<string, string>> OutputsAsync(string slug, Guid organisation)
    {
        var outputs = new Dictionary<string, string>();
        foreach (var (name, path) in new[]
        {
            ("start", "/de/"), ("profile", $"/de/organisationen/{slug}"), ("list", "/de/organisationen?regions=05315"),
            ("search", $"/de/organisationen?q={Secret}"), ("region", "/de/regionen/05315"), ("network", "/de/regionen/05315/netzwerk"),
            ("hint", $"/de/organisationen/{slug}/hinweis"), ("vcard", $"/de/organisationen/{slug}/kontakt.vcf"),
            ("suggest", $"/de/vorschlaege?q={Secret[..6]}"), ("csv", "/organisations/export.csv?regions=05315"),
            ("xlsx", "/organisations/export.xlsx?regions=05315"), ("geojson", "/organisations/export.geojson?regions=05315"),
            ("graph", "/network/export.gexf?region=05315"), ("tile", "/tiles/8/132/85.mvt"), ("extent", "/tiles/extent.json"),
            ("sitemap", "/sitemap/organisations-1.xml"), ("check", "/de/bestaetigung/AAAAA-AAAAA"),
        })
            outputs[name] = Steady(await BytesAsync(path));
        outputs["counts"] = (await site.AskAsync($$"""
            { organisations(filter: {regions: ["05315"], topics: ["sport"]}) { totalCount } all: organisations { totalCount }
              region(key: "05315") { organisationCount } vocabulary(name: TOPICS) { key organisationCount }
              searchOrganisations(query: "{{Secret}}") { totalCount facets { buckets { key count } } } }
            """)).Data.GetRawText();
        outputs["entry"] = (await site.AskAsync(
            $$"""
            { organisation(slug: "{{slug}}") { name alternateNames keywords status updatedAt version verification { state } } }
            """)).Data.GetRawText();
        return outputs;
    }

    private async Task<byte[]> BytesAsync(string path)
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
