using System.Net;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Serving;

/// <summary>Two instances on one database: what a client has of one, the other confirms; and what a proxy may keep.</summary>
[Trait("Speed", "Slow")]
public sealed class SharedTagsTests(TestCluster cluster)
{
    private static readonly string[] Addresses =
    [
        "/graphql?query=" + "%7Bregion(key%3A%2205358%22)%7Bname%7D%7D",
        "/organisations/export.csv",
        "/network/nodes.csv?region=05",
        "/de",
        "/de/organisationen",
        "/de/organisationen?q=bonn",
        "/ar/organisationen/migrafrica",
        "/en/termine",
    ];

    [Fact]
    public async Task Both_instances_give_the_same_tags_and_new_ones_after_a_change()
    {
        var settings = new Dictionary<string, string?>
        {
            ["DATABASE"] = await cluster.CreateSeededDatabaseAsync(TestContext.Current.CancellationToken),
            ["PUBLIC_URL"] = "http://verzeichnis.test",
        };
        await using var first = new RunningSite(cluster) { Settings = settings };
        await using var second = new RunningSite(cluster) { Settings = settings };
        await first.InitializeAsync();
        await second.InitializeAsync();

        var before = await AgreedAsync(first, second);
        await using (var change = first.Database.CreateCommand(
            "UPDATE organisations SET name = name || ' (neu)' WHERE slug = 'migrafrica'"))
            await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var after = await AgreedAsync(first, second);
        foreach (var address in (string[])[Addresses[0], "/organisations/export.csv", "/ar/organisationen/migrafrica"])
            Assert.True(before[address] != after[address], address);
    }

    [Fact]
    public async Task A_page_may_be_kept_unless_it_is_somebodys()
    {
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        var page = await GetAsync(site, "/de");
        foreach (var said in (string[])["public", "max-age=0", "s-maxage=10", "must-revalidate"])
            Assert.Contains(said, page.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("Cookie", page.Headers["Vary"], StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding", page.Headers["Vary"], StringComparison.Ordinal);
        var again = await GetAsync(site, "/de", page.Headers["ETag"]);
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
        Assert.Equal(page.Headers["ETag"], again.Headers["ETag"]);
        Assert.Contains("private", (await GetAsync(site, "/de", cookie: "x=y")).Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("no-store", (await GetAsync(site, "/de/anmelden")).Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("no-store", (await GetAsync(site, "/de/gibt-es-nicht")).Headers["Cache-Control"]);

        var person = await SignedIn.PersonAsync(site.Services, "somebody@example.org");
        var signedIn = await GetAsync(site, "/de", cookie: await SignedIn.CookieAsync(site.Services, person));
        Assert.Contains("no-store", signedIn.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.False(signedIn.Headers.ContainsKey("ETag"));
    }

    [Fact]
    public async Task HEAD_of_a_page_gives_its_tag_and_no_content()
    {
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        var page = await GetAsync(site, "/de");
        using var request = new HttpRequestMessage(HttpMethod.Head, "/de");
        request.Headers.Add("Accept", "text/html");
        var head = await site.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "", page.Headers["ETag"]), (head.Status, head.Text, head.Headers["ETag"]));
    }

    // Each is asked until its memory has caught up, and then confirms what the other gave.
    private static async Task<Dictionary<string, string>> AgreedAsync(RunningSite first, RunningSite second)
    {
        var tags = new Dictionary<string, string>();
        foreach (var address in Addresses)
        {
            await Waiting.UntilAsync(async () =>
            {
                var (one, other) = (await GetAsync(first, address), await GetAsync(second, address));
                Assert.True(one.Headers.ContainsKey("ETag"), address);
                tags[address] = one.Headers["ETag"];
                return tags[address] == other.Headers["ETag"]
                    && (await GetAsync(second, address, tags[address])).Status == HttpStatusCode.NotModified;
            }, $"the tags of {address} differ");
        }

        return tags;
    }

    private static async Task<Answer> GetAsync(RunningSite site, string address, string? ifNoneMatch = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var isPage = !address.StartsWith("/graphql", StringComparison.Ordinal);
        request.Headers.Add("Accept", isPage ? "text/html,*/*;q=0.8" : "application/json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await site.SendAsync(request);
    }
}
