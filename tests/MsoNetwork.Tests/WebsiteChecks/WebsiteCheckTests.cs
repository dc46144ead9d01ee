using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.News;
using MsoNetwork.WebsiteChecks;

namespace MsoNetwork.Tests.WebsiteChecks;

/// <summary>What visits say over days: on the profile, in the API, for the team and for the centre.</summary>
[Trait("Speed", "Medium")]
public sealed class WebsiteCheckTests(RunningSite site) : IClassFixture<RunningSite>, IAsyncLifetime
{
    private static int _address = 10;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly List<FeedServer> _servers = [];
    private readonly ConcurrentDictionary<string, int> _status = new();
    private readonly ConcurrentDictionary<string, int> _robots = new();
    private readonly ConcurrentQueue<string> _pages = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await site.RunAsync("UPDATE organisations SET website = NULL WHERE website IS NOT NULL");

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
    }

    [Fact]
    public async Task A_website_is_marked_after_three_days_of_failure_over_five_and_free_again_when_it_is_back()
    {
        var witness = await WithSiteAsync();
        var own = await WithSiteAsync();
        var version = await site.TextAsync($"SELECT xmin || ' ' || updated_at FROM organisations WHERE id = '{own.Id}'");
        const string Logged = "SELECT count(*) FROM change_sets WHERE subject NOT IN ('OrganisationPerson', 'CentrePerson')";
        var logged = await site.TextAsync(Logged);
        await CheckAsync(days: 1);
        Assert.Equal(("REACHED", "2026-12-01", (string?)null), await StateAsync(own.Id));
        _status[own.Url] = 404;
        foreach (var (days, state) in ((int, string)[])[(8, "FAILING"), (2, "FAILING"), (2, "FAILING"), (2, "UNREACHABLE")])
        {
            await CheckAsync(days);
            Assert.Equal(state, (await StateAsync(own.Id)).State);
        }

        Assert.Equal(("UNREACHABLE", "2026-12-15", "2026-12-09"), await StateAsync(own.Id));
        var page = await site.Client.GetStringAsync($"/de/organisationen/{own.Slug}", Token);
        Assert.Contains("Die Webseite war zuletzt am 15.", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{own.Url}\"", page, StringComparison.Ordinal); // the link stays
        Assert.DoesNotContain("nicht erreichbar", await site.Client.GetStringAsync($"/de/organisationen/{witness.Slug}", Token),
            StringComparison.Ordinal);
        // The team and the centre hear of it, and nobody else.
        Assert.Equal([own.Url], await WaitingAsync(own.Lead));
        Assert.Empty(await WaitingAsync(witness.Lead));
        var staff = await site.StaffAsync("ki-koeln");
        Assert.Empty(await WaitingAsync(staff));
        Assert.Equal(1, (await site.AsAsync<DeskList, IReadOnlyDictionary<DeskListName, int>>(
            staff, use => use.CountsAsync(Token)))[DeskListName.WebsiteUnreachable]);

        _status[own.Url] = 200;
        await CheckAsync(2);
        Assert.Equal(("REACHED", "2026-12-17", (string?)null), await StateAsync(own.Id));
        Assert.Empty(await WaitingAsync(own.Lead));
        // Looking changes nothing of the entry, and nothing in the log.
        Assert.Equal(version, await site.TextAsync($"SELECT xmin || ' ' || updated_at FROM organisations WHERE id = '{own.Id}'"));
        Assert.Equal(logged, await site.TextAsync(Logged));
    }

    [Fact]
    public async Task Three_failures_within_four_days_and_many_on_one_day_mark_nothing()
    {
        await WithSiteAsync();
        var own = await WithSiteAsync();
        _status[own.Url] = 500;
        for (var day = 0; day < 4; day++) await CheckAsync(1);
        await CheckAsync(0);
        Assert.Equal("FAILING", (await StateAsync(own.Id)).State);
        Assert.Equal("4", await site.TextAsync($"SELECT failed_days FROM website_checks WHERE url = '{own.Url}'"));
    }

    [Fact]
    public async Task A_website_that_is_reached_confirms_its_address_and_no_persons_word_is_replaced()
    {
        var own = await WithSiteAsync();
        await CheckAsync(1);
        Assert.Equal(("LINK_CHECK", "2026-12-01"), await StatementAsync(own.Id, "contact.website"));
        Assert.Equal(("SOURCE", (string?)null), await StatementAsync(own.Id, "name"));
        Assert.Contains("zuletzt erreicht am ", await site.Client.GetStringAsync($"/de/organisationen/{own.Slug}", Token),
            StringComparison.Ordinal);
        var staff = await site.StaffAsync("ki-koeln");
        await site.AsAsync<MarkOrganisations, (int, IReadOnlyList<Guid>)>(staff, use => use.RunAsync([own.Id], Mark.Confirmed, Token));
        await CheckAsync(3);
        Assert.Equal("CENTRE", (await StatementAsync(own.Id, "contact.website")).By);
    }

    [Fact]
    public async Task A_server_that_fails_at_everything_is_left_alone_for_thirty_days_then_looked_at_and_marked()
    {
        await WithSiteAsync();
        var (broken, works) = (await WithSiteAsync(), await WithSiteAsync());
        foreach (var one in (string[])[broken.Url, works.Url]) _robots[one] = 503;
        _status[broken.Url] = 503;
        foreach (var days in (int[])[1, 10, 10, 9])
        {
            await CheckAsync(days);
            Assert.Equal(("UNCLEAR", "UNCLEAR"), ((await StateAsync(broken.Id)).State, (await StateAsync(works.Id)).State));
        }

        Assert.DoesNotContain(broken.Url, _pages);
        Assert.DoesNotContain(works.Url, _pages);
        // Day 30 of 503: the website itself is asked.
        foreach (var (days, state) in ((int, string)[])[(1, "FAILING"), (3, "FAILING"), (3, "UNREACHABLE")])
        {
            await CheckAsync(days);
            Assert.Equal((state, "REACHED"), ((await StateAsync(broken.Id)).State, (await StateAsync(works.Id)).State));
        }

        // Once a robots.txt can be had, its 30 days begin anew.
        _robots[broken.Url] = 404;
        await CheckAsync(2);
        _robots[broken.Url] = 503;
        await CheckAsync(2);
        Assert.Equal("UNCLEAR", (await StateAsync(broken.Id)).State);
    }

    [Fact]
    public async Task Another_address_begins_anew()
    {
        await WithSiteAsync();
        var own = await WithSiteAsync();
        _status[own.Url] = 404;
        foreach (var days in (int[])[1, 3, 3]) await CheckAsync(days);
        Assert.Equal("UNREACHABLE", (await StateAsync(own.Id)).State);
        await site.RunAsync($"UPDATE organisations SET website = '{own.Url}neu' WHERE id = '{own.Id}'");
        Assert.Null((await StateAsync(own.Id)).State);
        await site.RunAsync($"UPDATE organisations SET website = '{own.Url}' WHERE id = '{own.Id}'");
        await CheckAsync(1);
        Assert.Equal("FAILING", (await StateAsync(own.Id)).State);
    }

    [Fact]
    public async Task When_nobody_at_all_answers_the_fault_is_taken_to_be_ours()
    {
        var all = new[] { await WithSiteAsync(), await WithSiteAsync(), await WithSiteAsync(), await WithSiteAsync() };
        await CheckAsync(1);
        foreach (var server in _servers) await server.DisposeAsync();
        Assert.True((await CheckAsync(8)).IsOffline);
        foreach (var one in all) Assert.Equal("REACHED", (await StateAsync(one.Id)).State);
    }

    [Fact]
    public async Task Two_instances_never_visit_one_address_twice_nor_one_host_at_once()
    {
        var first = await WithSiteAsync();
        for (var nth = 0; nth < 5; nth++) await WithSiteAsync();
        var (alike, _) = await site.OrganisationAsync("05315");
        await site.RunAsync($"UPDATE organisations SET website = '{first.Url}zweite' WHERE id = '{alike}'"); // the same host
        using var one = new WebsiteVisitor(Options, _clock);
        using var other = new WebsiteVisitor(Options, _clock);
        _clock.Advance(TimeSpan.FromDays(1));
        await new CheckWebsites(site.Database, one, new FakeTimeProvider()).RunAsync(Token); // takes addresses, in the year 2000
        await DueAsync();
        var both = await Task.WhenAll(
            new CheckWebsites(site.Database, one, _clock).RunAsync(Token), new CheckWebsites(site.Database, other, _clock).RunAsync(Token));
        var visited = both.SelectMany(done => done.Visited).Select(visit => visit.Url).ToList();
        Assert.Equal(6, visited.Count);
        Assert.Equal(6, visited.Select(url => new Uri(url).Host).Distinct().Count());
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Single((await new CheckWebsites(site.Database, one, _clock).RunAsync(Token)).Visited);
    }

    private static VisitorOptions Options => new()
    {
        IsAllowed = IPAddress.IsLoopback,
        Pause = TimeSpan.Zero,
        Longest = TimeSpan.FromSeconds(5),
    };

    // An organisation whose website is a server of its own.
    private async Task<(Guid Id, string Slug, Guid Lead, string Url)> WithSiteAsync()
    {
        var url = "";
        var server = await FeedServer.StartAsync(
            context =>
            {
                var isRobots = context.Request.Path == "/robots.txt";
                context.Response.StatusCode = isRobots ? _robots.GetValueOrDefault(url, 404) : _status.GetValueOrDefault(url, 200);
                if (!isRobots) _pages.Enqueue(url);
                return Task.CompletedTask;
            },
            $"127.0.1.{Interlocked.Increment(ref _address)}");
        _servers.Add(server);
        url = new Uri(server.Address, "/").AbsoluteUri;
        var (id, slug) = await site.OrganisationAsync("05315");
        await site.RunAsync($"UPDATE organisations SET website = '{url}' WHERE id = '{id}'");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        return (id, slug, lead, url);
    }

    private async Task<CheckedWebsites> CheckAsync(int days)
    {
        using var visitor = new WebsiteVisitor(Options, _clock);
        var check = new CheckWebsites(site.Database, visitor, _clock);
        await check.RunAsync(Token); // what is new is due within a day
        _clock.Advance(TimeSpan.FromDays(days) + TimeSpan.FromMinutes(2) * (days == 0 ? 1 : 0));
        await DueAsync();
        return await check.RunAsync(Token);
    }

    private Task DueAsync() => site.RunAsync("UPDATE website_checks SET due_at = '2001-01-01'");

    private async Task<(string? State, string? On, string? Since)> StateAsync(Guid id)
    {
        var answer = await site.ApiAsync(null, """
            query ($id: ID!) { node(id: $id) { ... on Organisation { websiteCheck { state checkedOn failingSince } } } }
            """, new { id = ApiActors.OrganisationId(id) });
        var check = answer.GetProperty("data").GetProperty("node").GetProperty("websiteCheck");
        string? Of(string field) => check.GetProperty(field).GetString();
        return check.ValueKind == JsonValueKind.Null ? (null, null, null) : (Of("state"), Of("checkedOn"), Of("failingSince"));
    }

    private async Task<(string? By, string? On)> StatementAsync(Guid id, string field)
    {
        var answer = await site.ApiAsync(null, """
            query ($id: ID!) { node(id: $id) { ... on Organisation { statements { field by confirmedOn } } } }
            """, new { id = ApiActors.OrganisationId(id) });
        var one = answer.GetProperty("data").GetProperty("node").GetProperty("statements").EnumerateArray()
            .Single(said => said.GetProperty("field").GetString() == field);
        return (one.GetProperty("by").GetString(), one.GetProperty("confirmedOn").GetString());
    }

    private async Task<IEnumerable<string>> WaitingAsync(Guid person) =>
        (await site.AsAsync<ListWaiting, IReadOnlyList<WaitingItem>>(person, use => use.RunAsync(Token)))
        .Where(item => item.Kind == "website").Select(item => item.Title);
}
