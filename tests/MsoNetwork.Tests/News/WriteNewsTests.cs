using System.Net;
using MsoNetwork.News;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.News;

/// <summary>News entered by hand: on the page and by mutation, by whom it is for.</summary>
[Trait("Speed", "Medium")]
public sealed class WriteNewsTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Form = "/de/neuigkeiten/schreiben";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_centre_enters_changes_and_takes_down_and_everybody_sees_it_at_once()
    {
        var staff = await site.StaffAsync("ki-koeln");
        var before = await TagAsync();
        var made = await site.DoAsync(
            staff, "addNews", Entry("Frist <script>x()</script>am <b>Freitag</b>", "https://example.org/frist"), Said);
        var entry = made.WithoutErrors().GetProperty("entry");
        Assert.Equal("Frist am Freitag", entry.GetProperty("title").GetString());
        Assert.Equal("ki-koeln", entry.GetProperty("enteredBy").GetProperty("key").GetString());
        Assert.NotEqual(before, await TagAsync());
        var id = entry.GetProperty("id").GetString();
        Assert.Contains("Frist am Freitag", await PageAsync("/de/neuigkeiten?region=05315"), StringComparison.Ordinal);
        Assert.Contains("Frist am Freitag", await PageAsync("/de/regionen/05315"), StringComparison.Ordinal);
        Assert.DoesNotContain("Frist am Freitag", await PageAsync("/de/neuigkeiten?region=05358"), StringComparison.Ordinal);

        var changed = await site.DoAsync(
            staff, "changeNews", Entry("Frist am Montag", "https://example.org/frist", id, 1), Said);
        Assert.Equal(2, changed.WithoutErrors().GetProperty("entry").GetProperty("version").GetInt32());
        var stale = await site.DoAsync(staff, "changeNews", Entry("Zu spät", null, id, 1), Said);
        Assert.Contains("CONFLICT", stale.GetRawText(), StringComparison.Ordinal);
        var stranger = await site.DoAsync(await site.StaffAsync("ki-bonn"), "withdrawNews", new { id }, "withdrawnId errors { code }");
        Assert.Contains("FORBIDDEN", stranger.GetRawText(), StringComparison.Ordinal);

        (await site.DoAsync(staff, "withdrawNews", new { id, expectedVersion = 2 }, "withdrawnId errors { code }")).WithoutErrors();
        var listed = await site.AskAsync("{ news(first: 100) { nodes { title } } }");
        Assert.DoesNotContain("Frist am Montag", listed.Text, StringComparison.Ordinal);
        Assert.Contains("\"node\":null", (await site.AskAsync($$"""{ node(id: "{{id}}") { id } }""")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Frist am Montag", await site.Client.GetStringAsync("/news.atom", Token), StringComparison.Ordinal);
        Assert.Equal("3", await site.TextAsync(
            $"SELECT count(*)::text FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set WHERE s.subject = 'NewsEntry' "
            + $"AND lower(s.author_kind) = 'person' AND c.key = (SELECT id::text FROM news WHERE title = 'Frist am Montag')"));
    }

    [Fact]
    public async Task The_same_address_is_there_once_and_what_was_taken_down_does_not_come_back_by_a_feed()
    {
        var staff = await site.StaffAsync("ki-koeln");
        var made = (await site.DoAsync(
            staff, "addNews", Entry("Einmal", "https://www.example.org/einmal/?utm_source=mail#top"), Said)).WithoutErrors();
        foreach (var same in (string[])["http://example.org/einmal", "https://example.org/einmal/", "https://EXAMPLE.org/einmal?utm_x=1"])
        {
            var twice = await site.DoAsync(staff, "addNews", Entry("Zweimal", same), Said);
            Assert.Contains("CONFLICT", twice.GetRawText(), StringComparison.Ordinal);
            Assert.Contains("Einmal", twice.GetRawText(), StringComparison.Ordinal);
        }

        await using var connection = await site.Database.OpenConnectionAsync(Token);
        NewsItem[] items =
        [
            new("1", "Feed", "Noch einmal", "https://example.org/einmal", new(2026, 1, 1), null, [], null),
            new("2", "Feed", "Etwas anderes", "https://example.org/anders?id=2", new(2026, 1, 1), null, [], null),
        ];
        Assert.Equal(1, await NewsStore.WriteAsync(connection, "links", items, DateTimeOffset.UnixEpoch, Token));
        var id = made.GetProperty("entry").GetProperty("id").GetString();
        (await site.DoAsync(staff, "withdrawNews", new { id }, "withdrawnId errors { code }")).WithoutErrors();
        Assert.Equal(0, await NewsStore.WriteAsync(connection, "links", items, DateTimeOffset.UnixEpoch, Token));
        (await site.DoAsync(staff, "addNews", Entry("Doch wieder", "https://example.org/einmal"), Said)).WithoutErrors();
    }

    [Fact]
    public async Task The_same_key_twice_is_one_entry_and_all_that_is_wrong_is_named_at_once()
    {
        var staff = await site.StaffAsync("ki-koeln");
        var input = new { title = "Mit Schlüssel", publisher = "Amt (erfunden)", day = "2026-02-01", idempotencyKey = "news-1" };
        var first = (await site.DoAsync(staff, "addNews", input, Said)).WithoutErrors();
        var again = (await site.DoAsync(staff, "addNews", input, Said)).WithoutErrors();
        Assert.Equal(
            first.GetProperty("entry").GetProperty("id").GetString(), again.GetProperty("entry").GetProperty("id").GetString());
        var wrong = (await site.DoAsync(
            staff, "addNews",
            new { title = " ", publisher = "", day = "2999-01-01", url = "javascript:x()", topics = new[] { "nix" }, region = "99" },
            "entry { id } errors { code path }")).GetRawText();
        foreach (var field in (string[])["title", "publisher", "day", "url", "topics", "region"])
            Assert.Contains($"[\"input\",\"{field}\"]", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_for_centres_and_says_what_is_wrong()
    {
        using var nobody = new FormBrowser(site);
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.GetAsync(Form)).Status);
        using var person = await FormBrowser.OfAsync(site, await site.PersonAsync());
        Assert.Contains("Neuigkeiten tragen Integrationszentren ein", (await person.GetAsync(Form)).Text, StringComparison.Ordinal);
        using var staff = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var typed = new[]
        {
            ("title", "Von der Seite"), ("publisher", "Stadt Köln"), ("day", "2026-02-01"), ("region", "Köln"), ("topics", "funding"),
        };
        var added = await staff.SendAsync(Form, Form, [.. typed, ("url", "https://example.org/seite")]);
        Assert.Equal(Form + "?getan=newsAdded", added.To);
        Assert.Contains("Von der Seite", (await staff.GetAsync(added.To!)).Text, StringComparison.Ordinal);
        Assert.Contains(
            "Diese Adresse steht schon in den Neuigkeiten.",
            (await staff.SendAsync(Form, Form, [.. typed, ("url", "https://example.org/seite")])).Text, StringComparison.Ordinal);
        Assert.Contains(
            "Der Tag ist, wann es veröffentlicht wurde",
            (await staff.SendAsync(Form, Form, ("title", "A"), ("publisher", "B"), ("day", "2999-01-01"))).Text, StringComparison.Ordinal);
        var id = Guid.Parse(await site.TextAsync("SELECT id FROM news WHERE title = 'Von der Seite'")).ToString("N");
        Assert.Contains("value=\"Köln\"", (await staff.GetAsync($"{Form}?id={id}")).Text, StringComparison.Ordinal);
        var saved = await staff.SendAsync($"{Form}?id={id}", $"{Form}?handler=Save&id={id}", [.. typed[1..], ("title", "Geändert")]);
        Assert.Equal(Form + "?getan=newsChanged", saved.To);
        using var other = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-bonn"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Form}?id={id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.SendAsync(Form, $"{Form}?handler=Withdraw&id={id}")).Status);
        var gone = await staff.SendAsync($"{Form}?id={id}", $"{Form}?handler=Withdraw&id={id}");
        Assert.Equal(Form + "?getan=newsGone", gone.To);
        Assert.DoesNotContain("Geändert", await PageAsync("/de/neuigkeiten"), StringComparison.Ordinal);
    }

    private const string Said = "entry { id title version enteredBy { key } } errors { code message path }";

    private static object Entry(string title, string? url, string? id = null, int? expectedVersion = null) => id is null
        ? new { title, publisher = "Amt (erfunden)", day = "2026-02-01", url, region = "05315", topics = new[] { "funding" } }
        : new { id, expectedVersion, title, publisher = "Amt (erfunden)", day = "2026-02-01", url, region = "05315" };

    private async Task<string> PageAsync(string path)
    {
        using var browser = new FormBrowser(site);
        return WebUtility.HtmlDecode((await browser.GetAsync(path)).Text);
    }

    private async Task<string?> TagAsync()
    {
        using var answer = await site.Client.GetAsync("/graphql?query=" + Uri.EscapeDataString("{ news(first: 1) { totalCount } }"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.ETag?.ToString();
    }
}
