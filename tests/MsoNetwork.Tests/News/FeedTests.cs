using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Feeds;
using MsoNetwork.News;

namespace MsoNetwork.Tests.News;

/// <summary>Feeds of others: what is taken, what is refused, and that nothing of it does harm.</summary>
public sealed class FeedTests
{
    private static readonly NewsFeed Feed = new("probe", "Probe", new Uri("https://example.org/feed"), ["funding"], "05315");
    private static readonly DateOnly Today = new(2026, 11, 29);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Rss_and_atom_are_read_as_text_and_link()
    {
        var rss = Read("""
            <?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>https://example.org</link><description>D</description>
            <item><guid>1</guid><title>Aufruf &amp; Frist</title><link>https://example.org/1</link>
            <pubDate>Sat, 28 Nov 2026 23:30:00 GMT</pubDate>
            <description>&lt;p&gt;Bis &lt;b&gt;Freitag&lt;/b&gt;&lt;/p&gt;&lt;p&gt;online&lt;/p&gt;</description></item></channel></rss>
            """);
        var one = Assert.Single(rss);
        Assert.Equal(("1", "Aufruf & Frist", "https://example.org/1", "Bis Freitag online"), (one.Id, one.Title, one.Url, one.Summary));
        Assert.Equal(new DateOnly(2026, 11, 29), one.Day); // it was past midnight in Berlin
        var atom = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:x</id><updated>2026-11-01T10:00:00Z</updated>
            <entry><id>urn:1</id><title type="html">A &lt;i&gt;b&lt;/i&gt;</title><updated>2026-11-01T10:00:00Z</updated>
            <link href="https://example.org/a"/></entry></feed>
            """);
        Assert.Equal(("urn:1", "A b", new DateOnly(2026, 11, 1)), (atom[0].Id, atom[0].Title, atom[0].Day));
    }

    [Fact]
    public void Scripts_pictures_and_wrong_addresses_are_not_taken()
    {
        var item = Assert.Single(Read(Rss(
            "<item><guid>1</guid><title>&lt;script&gt;x()&lt;/script&gt;Titel</title><link>javascript:alert(1)</link>"
            + "<description>&lt;img src=x onerror=y()&gt;Text&lt;style&gt;p{}&lt;/style&gt;&lt;iframe src='//x'&gt;&lt;/iframe&gt;"
            + "</description></item>")));
        Assert.Equal(("Titel", null, "Text"), (item.Title, item.Url, item.Summary));
    }

    [Fact]
    public void What_cannot_be_read_of_an_entry_costs_that_entry_only()
    {
        var found = Read(Rss("""
            <item><guid>1</guid><title></title></item>
            <item><guid>2</guid><title>Ohne Tag</title><pubDate>neulich</pubDate></item>
            <item><guid>3</guid><title>Aus der Zukunft</title><pubDate>Sat, 28 Nov 2099 10:00:00 GMT</pubDate></item>
            """));
        Assert.Equal(["2", "3"], found.Select(item => item.Id));
        Assert.All(found, item => Assert.Equal(Today, item.Day));
    }

    [Fact]
    public void Of_ten_thousand_entries_the_first_ones_are_taken_and_long_ones_are_cut()
    {
        var many = new StringBuilder();
        for (var at = 0; at < 10_000; at++) many.Append($"<item><guid>{at}</guid><title>T{at}</title></item>");
        Assert.Equal(FeedReader.Most, Read(Rss(many.ToString())).Count);
        var item = Assert.Single(Read(Rss($"<item><guid>{new string('g', 5000)}</guid><title>{new string('t', 5000)}</title></item>")));
        Assert.Equal((300, 64), (item.Title.Length, item.Id.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Das ist kein Feed.")]
    [InlineData("<html><body>Seite</body></html>")]
    [InlineData("<rss version=\"2.0\"><channel>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss version=\"2.0\">&b;</rss>")]
    [InlineData("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel>&x;</channel></rss>")]
    public void What_is_no_feed_is_refused_and_entities_are_never_followed(string text)
    {
        var refused = Assert.Throws<FeedRefusedException>(() => Read(text));
        Assert.DoesNotContain("root:", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2a00:1450:4001::1", true)]
    [InlineData("8.8.8.8", true)]
    public void Private_and_special_addresses_are_known(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task This_machine_is_not_asked(string host)
    {
        await using var server = await FeedServer.SayAsync("geheim");
        using var download = new FeedDownload();
        var address = new UriBuilder(server.Address) { Host = host }.Uri;
        var refused = await Assert.ThrowsAsync<FeedRefusedException>(() => download.GetAsync(address, null, null, Token));
        Assert.Contains("is not in the public internet", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_redirect_into_a_private_network_is_not_followed()
    {
        await using var inside = await FeedServer.StartAsync(context => context.Response.WriteAsync("geheim"), "127.0.0.2");
        await using var outside = await FeedServer.StartAsync(context =>
        {
            context.Response.Redirect(inside.Address.AbsoluteUri);
            return Task.CompletedTask;
        });
        using var download = new FeedDownload(FeedServer.IsHere, TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<FeedRefusedException>(() => download.GetAsync(outside.Address, null, null, Token));
        Assert.Single(outside.Asked);
        Assert.Empty(inside.Asked);
    }

    [Theory]
    [InlineData("/feed")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/")]
    public async Task Endless_redirects_and_other_schemes_end(string to)
    {
        await using var server = await FeedServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = to;
            return Task.CompletedTask;
        });
        using var download = new FeedDownload(FeedServer.IsHere, TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<FeedRefusedException>(() => download.GetAsync(server.Address, null, null, Token));
        Assert.InRange(server.Asked.Count, 1, 4);
    }

    [Fact]
    public async Task What_is_too_large_or_never_ends_is_left()
    {
        var part = new byte[64 * 1024];
        await using var huge = await FeedServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(part, context.RequestAborted);
        });
        using var download = new FeedDownload(FeedServer.IsHere, TimeSpan.FromMinutes(5));
        Assert.Contains("larger than 2 MB", (await Assert.ThrowsAsync<FeedRefusedException>(
            () => download.GetAsync(huge.Address, null, null, Token))).Message, StringComparison.Ordinal);

        await using var slow = await FeedServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("<rss>");
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var impatient = new FeedDownload(FeedServer.IsHere, TimeSpan.FromMilliseconds(300));
        Assert.Contains("longer than", (await Assert.ThrowsAsync<FeedRefusedException>(
            () => impatient.GetAsync(slow.Address, null, null, Token))).Message, StringComparison.Ordinal);
    }

    /// <summary>DNS that says something else a moment later: each connection asks anew, and goes to the address that was checked.</summary>
    [Fact]
    public async Task A_name_that_leads_elsewhere_the_second_time_is_checked_again()
    {
        await using var server = await FeedServer.StartAsync(context =>
        {
            context.Response.Redirect("/anderswo");
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var asked = 0;
        using var download = new FeedDownload(_ => Interlocked.Increment(ref asked) == 1, TimeSpan.FromMinutes(5));
        var refused = await Assert.ThrowsAsync<FeedRefusedException>(() => download.GetAsync(server.Address, null, null, Token));
        Assert.Contains("is not in the public internet", refused.Message, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task What_unpacks_to_more_than_it_may_have_is_left()
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var at = 0; at < 100; at++) await zip.WriteAsync(new byte[1024 * 1024], Token);
        }

        Assert.InRange(packed.Length, 1, FeedDownload.MostBytes / 4);
        await using var server = await FeedServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(packed.ToArray(), context.RequestAborted).AsTask();
        });
        using var download = new FeedDownload(FeedServer.IsHere, TimeSpan.FromMinutes(5));
        Assert.Contains("larger than 2 MB", (await Assert.ThrowsAsync<FeedRefusedException>(
            () => download.GetAsync(server.Address, null, null, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_charsets_are_read_and_ones_that_nobody_knows_refused()
    {
        const string Item = "<item><guid>1</guid><title>Förderung für Väter</title></item>";
        foreach (var (name, encoding) in ((string, Encoding)[])[("iso-8859-1", Encoding.Latin1), ("utf-16", Encoding.Unicode)])
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>{Rss(Item)}"));
            Assert.Equal("Förderung für Väter", Assert.Single(FeedReader.Read(Feed, [.. bytes], Today)).Title);
        }

        Assert.Throws<FeedRefusedException>(() => Read($"<?xml version=\"1.0\" encoding=\"klingon\"?>{Rss(Item)}"));
        Assert.Throws<FeedRefusedException>(() => FeedReader.Read(Feed, Encoding.Latin1.GetBytes(Rss(Item)), Today)); // says it is UTF-8
    }

    [Fact]
    public void What_is_nested_a_hundred_thousand_times_ends_nothing()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));
        Assert.Single(Read(Rss($"<item><guid>1</guid><title>Tief</title>{deep}</item>")));
        Assert.Equal("x", PlainText.Of(string.Concat(Enumerable.Repeat("<b>", 6_000)) + "x", 10));
    }

    private static IReadOnlyList<NewsItem> Read(string text) => FeedReader.Read(Feed, Encoding.UTF8.GetBytes(text), Today);

    private static string Rss(string items) => "<rss version=\"2.0\"><channel><title>T</title><link>https://example.org</link>"
        + $"<description>D</description>{items}</channel></rss>";
}
