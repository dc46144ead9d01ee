using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.Tests.News;
using MsoNetwork.WebsiteChecks;

namespace MsoNetwork.Tests.WebsiteChecks;

/// <summary>Visits to real servers on this machine that do whatever servers do.</summary>
public sealed class WebsiteVisitorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static VisitorOptions Here => new() { IsAllowed = FeedServer.IsHere, Pause = TimeSpan.Zero, Longest = TimeSpan.FromSeconds(2) };

    [Theory]
    [InlineData(200, VisitOutcome.Reached)]
    [InlineData(204, VisitOutcome.Reached)]
    [InlineData(401, VisitOutcome.Unclear)]
    [InlineData(403, VisitOutcome.Unclear)]
    [InlineData(404, VisitOutcome.Failed)]
    [InlineData(410, VisitOutcome.Failed)]
    [InlineData(429, VisitOutcome.Unclear)]
    [InlineData(500, VisitOutcome.Failed)]
    [InlineData(503, VisitOutcome.Failed)]
    public async Task A_status_says_whether_people_see_the_page(int status, VisitOutcome outcome)
    {
        await using var server = await SiteAsync(context => context.Response.StatusCode = status);
        Assert.Equal(new Visit(outcome, $"{status}"), await VisitAsync(server));
    }

    [Theory]
    [InlineData(405)]
    [InlineData(501)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Where_HEAD_is_refused_the_page_is_asked_for(int refusal)
    {
        await using var server = await SiteAsync(context => context.Response.StatusCode = context.Request.Method == "HEAD" ? refusal : 200);
        Assert.Equal(new Visit(VisitOutcome.Reached, "200"), await VisitAsync(server));
    }

    [Fact]
    public async Task Where_the_server_hangs_up_on_HEAD_the_page_is_asked_for()
    {
        await using var server = await SiteAsync(context =>
        {
            if (context.Request.Method == "HEAD") context.Abort();
        });
        Assert.Equal(new Visit(VisitOutcome.Reached, "200"), await VisitAsync(server));
    }

    [Fact]
    public async Task Endless_bodies_are_not_read_and_headers_that_never_come_are_a_failure()
    {
        await using var endless = new EndlessServer();
        using var visitor = new WebsiteVisitor(Here, TimeProvider.System);
        Assert.Equal(new Visit(VisitOutcome.Reached, "200"), await visitor.VisitAsync(endless.Address, Token));
        var taken = await endless.Taken.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.InRange(taken, 1, 16 * 1024 * 1024); // what lies in the buffers of both sides
        await using var slow = await FeedServer.StartAsync(context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted));
        Assert.Equal(new Visit(VisitOutcome.Failed, "timeout"),
            await VisitAsync(slow, Here with { Longest = TimeSpan.FromMilliseconds(300) }));
    }

    [Fact]
    public async Task A_robots_file_that_never_ends_says_nothing_about_the_website()
    {
        await using var server = await FeedServer.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
        });
        Assert.Equal(VisitOutcome.Unclear, (await VisitAsync(server, Here with { Longest = TimeSpan.FromMilliseconds(300) })).Outcome);
        Assert.All(server.Asked, path => Assert.StartsWith("/robots.txt", path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, "User-agent: *\nDisallow: /", VisitOutcome.Unclear)]
    [InlineData(200, "User-agent: *\nDisallow: /other", VisitOutcome.Reached)]
    [InlineData(404, "", VisitOutcome.Reached)]
    [InlineData(403, "", VisitOutcome.Reached)]
    [InlineData(429, "", VisitOutcome.Unclear)]
    [InlineData(500, "", VisitOutcome.Unclear)]
    public async Task Robots_are_asked_first_and_obeyed(int status, string robots, VisitOutcome outcome)
    {
        var agents = new List<string>();
        await using var server = await FeedServer.StartAsync(context =>
        {
            lock (agents) agents.Add(context.Request.Headers.UserAgent.ToString());
            if (context.Request.Path != "/robots.txt") return Task.CompletedTask;
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(robots);
        });
        var visit = await VisitAsync(server, Here with { Page = "https://verzeichnis.example/de/webseiten-pruefung" });
        Assert.Equal(outcome, visit.Outcome);
        Assert.Equal(outcome == VisitOutcome.Reached ? ["/robots.txt", "/feed"] : ["/robots.txt"], server.Asked.Select(one => one.Trim()));
        Assert.All(agents, agent => Assert.Equal("MsoNetwork/1 (+https://verzeichnis.example/de/webseiten-pruefung)", agent));
    }

    [Fact]
    public async Task Robots_are_read_once_a_day_and_again_on_the_next()
    {
        var clock = new FakeTimeProvider();
        await using var server = await SiteAsync(_ => { });
        using var visitor = new WebsiteVisitor(Here, clock);
        for (var visit = 0; visit < 3; visit++) await visitor.VisitAsync(server.Address, Token);
        Assert.Single(server.Asked, path => path.StartsWith("/robots.txt", StringComparison.Ordinal));
        clock.Advance(TimeSpan.FromHours(25));
        await visitor.VisitAsync(server.Address, Token);
        Assert.Equal(2, server.Asked.Count(path => path.StartsWith("/robots.txt", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_server_of_a_redirect_is_asked_for_its_robots()
    {
        await using var closed = await FeedServer.StartAsync(context => context.Response.WriteAsync("User-agent: *\nDisallow: /"));
        await using var server = await SiteAsync(context => context.Response.Redirect(closed.Address.AbsoluteUri));
        Assert.Equal(new Visit(VisitOutcome.Unclear, "robots"), await VisitAsync(server));
        Assert.Equal(["/robots.txt"], closed.Asked.Select(one => one.Trim()));
    }

    [Fact]
    public async Task A_redirect_into_a_private_network_is_not_followed_and_is_not_dead()
    {
        await using var inside = await FeedServer.StartAsync(context => context.Response.WriteAsync("geheim"), "127.0.0.2");
        await using var outside = await SiteAsync(context => context.Response.Redirect(inside.Address.AbsoluteUri));
        Assert.Equal(new Visit(VisitOutcome.Unclear, "private"), await VisitAsync(outside));
        Assert.Empty(inside.Asked);
        await using var byRobots = await FeedServer.StartAsync(context =>
        {
            context.Response.Redirect(inside.Address.AbsoluteUri);
            return Task.CompletedTask;
        });
        await VisitAsync(byRobots);
        Assert.Empty(inside.Asked);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task This_machine_is_not_visited(string host)
    {
        await using var server = await SiteAsync(_ => { });
        using var visitor = new WebsiteVisitor(new VisitorOptions(), TimeProvider.System);
        var address = new UriBuilder(server.Address) { Host = host }.Uri;
        Assert.Equal(new Visit(VisitOutcome.Unclear, "private"), await visitor.VisitAsync(address, Token));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_a_moment_later_is_looked_at_again()
    {
        var lookedAt = 0;
        await using var server = await FeedServer.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close"; // so that the next request needs another connection
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            return Task.CompletedTask;
        });
        var visit = await VisitAsync(server, Here with { IsAllowed = _ => Interlocked.Increment(ref lookedAt) == 1 });
        Assert.Equal(new Visit(VisitOutcome.Unclear, "private"), visit);
        Assert.Equal(["/robots.txt"], server.Asked.Select(one => one.Trim()));
    }

    [Theory]
    [InlineData("file:///etc/passwd", VisitOutcome.Unclear)]
    [InlineData("ftp://example.org/", VisitOutcome.Unclear)]
    [InlineData("http://user:secret@127.0.0.1/", VisitOutcome.Unclear)]
    [InlineData("/feed", VisitOutcome.Failed)]
    public async Task Other_schemes_are_not_followed_and_circles_end(string to, VisitOutcome outcome)
    {
        await using var server = await SiteAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = to;
        });
        Assert.Equal(outcome, (await VisitAsync(server)).Outcome);
        Assert.InRange(server.Asked.Count, 2, 7);
    }

    [Fact]
    public async Task Nobody_there_no_name_and_a_broken_certificate_are_failures()
    {
        using var visitor = new WebsiteVisitor(Here with { IsAllowed = _ => true }, TimeProvider.System);
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Equal(new Visit(VisitOutcome.Failed, "refused"), await visitor.VisitAsync(new Uri($"http://127.0.0.1:{port}/"), Token));
        await using var plain = await SiteAsync(_ => { });
        var asTls = new UriBuilder(plain.Address) { Scheme = "https" }.Uri;
        Assert.Equal(new Visit(VisitOutcome.Failed, "tls"), await visitor.VisitAsync(asTls, Token));
        // What this machine's resolver says of a name that there is not depends on its network.
        var visit = await visitor.VisitAsync(new Uri("http://nobody.invalid/"), Token);
        Visit[] either = [new(VisitOutcome.Failed, "dns"), new(VisitOutcome.Unclear, "resolver")];
        Assert.Contains(visit, either);
    }

    [Fact]
    public async Task Between_two_requests_to_a_host_there_is_a_pause()
    {
        var asked = new List<DateTimeOffset>();
        await using var server = await SiteAsync(_ =>
        {
            lock (asked) asked.Add(TimeProvider.System.GetUtcNow());
        });
        using var visitor = new WebsiteVisitor(Here with { Pause = TimeSpan.FromMilliseconds(250) }, TimeProvider.System);
        await visitor.VisitAsync(server.Address, Token);
        await visitor.VisitAsync(server.Address, Token);
        Assert.Equal(2, asked.Count);
        Assert.True(asked[1] - asked[0] >= TimeSpan.FromMilliseconds(200), $"{asked[1] - asked[0]}");
    }

    private static Task<FeedServer> SiteAsync(Action<HttpContext> answer) => FeedServer.StartAsync(context =>
    {
        if (!Refused(context)) answer(context);
        return Task.CompletedTask;
    });

    // No robots.txt.
    private static bool Refused(HttpContext context)
    {
        if (context.Request.Path != "/robots.txt") return false;
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return true;
    }

    private static async Task<Visit> VisitAsync(FeedServer server, VisitorOptions? options = null)
    {
        using var visitor = new WebsiteVisitor(options ?? Here, TimeProvider.System);
        return await visitor.VisitAsync(server.Address, Token);
    }
}
