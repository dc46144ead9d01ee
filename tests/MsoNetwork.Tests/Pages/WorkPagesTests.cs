using System.Net;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>Organisations work together on the pages: calls, answers, cooperations, one inbox.</summary>
[Trait("Speed", "Medium")]
public sealed class WorkPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Caller = "allerweltshaus-koeln-e-v";
    private const string One = "migrafrica";
    private const string Other = "coach-e-v";
    private const string Third = "bana-afrika-e-v";

    [Theory]
    [InlineData("/de/posteingang")]
    [InlineData("/de/gesuche/neu")]
    [InlineData("/de/gesuche/irgendeins/bearbeiten")]
    [InlineData("/de/gesuche/irgendeins/antworten")]
    [InlineData("/de/organisationen/coach-e-v/zusammenarbeit")]
    [InlineData("/de/passung")]
    public async Task Visitors_sign_in_first_and_come_back(string path)
    {
        using var browser = new WorkBrowser(site);
        var (status, _, location) = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.StartsWith("/de/anmelden?returnUrl=" + Uri.EscapeDataString(path), location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_drafted_published_answered_and_accepted_and_mails_go_to_both()
    {
        using var caller = await WorkBrowser.OfAsync(site, Caller);
        using var responder = await WorkBrowser.OfAsync(site, Other);
        var manage = await DraftAsync(caller, "Proberaum gesucht (erfunden)");
        Assert.Equal(HttpStatusCode.NotFound, (await responder.GetAsync(Slugged(manage, "antworten"))).Status);
        Assert.EndsWith("getan=opened", (await caller.SendAsync(manage, "Open")).Location, StringComparison.Ordinal);

        var answer = Slugged(manage, "antworten");
        var sent = await responder.SendAsync(answer, null, ("message", "Wir haben einen."), ("contact", "raum@example.org"));
        Assert.EndsWith("getan=answered", sent.Location, StringComparison.Ordinal);
        Assert.Contains("Proberaum gesucht (erfunden)", (await caller.GetAsync("/de/posteingang")).Html, StringComparison.Ordinal);
        Assert.Contains("raum@example.org", (await caller.GetAsync(manage)).Html, StringComparison.Ordinal);
        Assert.EndsWith("getan=accepted", (await caller.SendAsync(manage, "Accept")).Location, StringComparison.Ordinal);
        Assert.Equal(1, await MailsAsync("call-answered", Mail(Caller)));
        Assert.Equal(1, await MailsAsync("response-accepted", Mail(Other)));
        Assert.EndsWith("getan=filled", (await caller.SendAsync(manage, "Fill")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cooperation_is_proposed_confirmed_and_ended_by_those_concerned()
    {
        using var one = await WorkBrowser.OfAsync(site, One);
        using var other = await WorkBrowser.OfAsync(site, Third);
        var proposed = await one.SendAsync(
            $"/de/organisationen/{Third}/zusammenarbeit", "Propose", ("kind", "Event"), ("title", "Fest der Chöre (erfunden)"));
        Assert.EndsWith("getan=proposed", proposed.Location, StringComparison.Ordinal);
        Assert.Equal(1, await MailsAsync("cooperation-proposed", Mail(Third)));
        Assert.Contains("Fest der Chöre", (await other.GetAsync("/de/posteingang")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Fest der Chöre", (await one.GetAsync("/de/posteingang")).Html, StringComparison.Ordinal);
        var page = $"/de/organisationen/{One}/zusammenarbeit";
        Assert.EndsWith("getan=confirmed", (await other.SendAsync(page, "Confirm")).Location, StringComparison.Ordinal);
        Assert.Equal(1, await MailsAsync("cooperation-confirmed", Mail(One)));
        Assert.DoesNotContain("Fest der Chöre", (await other.GetAsync("/de/posteingang")).Html, StringComparison.Ordinal);
        Assert.EndsWith("getan=ended", (await other.SendAsync(page, "End")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_fields_are_told_beside_them_and_what_was_typed_stays()
    {
        using var browser = await WorkBrowser.OfAsync(site, One);
        var (status, html, _) = await browser.SendAsync(
            "/de/gesuche/neu", null, ("direction", "Offers"), ("subject", "Rooms"), ("fundingLine", "Programm"), ("title", "😀"),
            ("text", "Getippter Text"), ("municipality", "München"), ("radiusKm", "700"), ("deadline", "2001-01-01"), ("partners", "0"));
        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var field in (string[])["fundingLine", "title", "municipality", "radiusKm", "deadline", "partners"])
            Assert.Contains($"id=\"{field}-wrong\"", html, StringComparison.Ordinal);
        Assert.Contains("Getippter Text", html, StringComparison.Ordinal);
        Assert.Contains("value=\"M&#xFC;nchen\"", html.Replace("ü", "&#xFC;", StringComparison.Ordinal), StringComparison.Ordinal);
        var days = await browser.SendAsync(
            "/de/gesuche/neu", null, ("title", "T"), ("text", "T"), ("startsOn", "gestern"), ("partners", "drei"));
        Assert.Contains("id=\"startsOn-wrong\"", days.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"partners-wrong\"", days.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_call()
    {
        using var browser = await WorkBrowser.OfAsync(site, One);
        var form = WorkBrowser.Fields((await browser.GetAsync("/de/gesuche/neu")).Html, null);
        (string, string)[] typed =
            [("direction", "Seeks"), ("subject", "Other"), ("title", "Doppelt geklickt (erfunden)"), ("text", "Einmal.")];
        var first = await browser.PostAsync("/de/gesuche/neu", null, form, typed);
        var second = await browser.PostAsync("/de/gesuche/neu", null, form, typed);
        Assert.Equal(first.Location, second.Location);
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM partner_calls WHERE titles ->> 'de' = $1", "Doppelt geklickt (erfunden)"));
    }

    [Fact]
    public async Task Others_cannot_keep_a_call_nor_answer_a_proposal_of_two_others()
    {
        using var owner = await WorkBrowser.OfAsync(site, One);
        using var stranger = await WorkBrowser.OfAsync(site, Third);
        var manage = await DraftAsync(owner, "Nicht für andere (erfunden)");
        var forms = (await owner.GetAsync(manage)).Html;
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(manage)).Status);
        var token = WorkBrowser.Fields((await stranger.GetAsync("/de/gesuche/neu")).Html, null);
        foreach (var handler in (string[])["Save", "Extend", "Open", "Fill", "Withdraw", "Erase", "Accept", "Decline"])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(manage, handler, token, ("version", "1"))).Status);
        Assert.Contains("handler=Erase", forms, StringComparison.Ordinal);

        await owner.SendAsync($"/de/organisationen/{Other}/zusammenarbeit", "Propose", ("kind", "Other"), ("title", "Zu zweit (erfunden)"));
        var mine = WorkBrowser.Fields((await owner.GetAsync($"/de/organisationen/{Other}/zusammenarbeit")).Html, "Decline");
        var id = mine.First(field => field.Name == "id");
        foreach (var handler in (string[])["Confirm", "Decline", "End"])
        {
            var (status, html, _) = await stranger.PostAsync($"/de/organisationen/{One}/zusammenarbeit", handler, token, id);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("id=\"problems\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Zu zweit", html, StringComparison.Ordinal);
        }

        const string Proposed = "SELECT count(*) FROM cooperations WHERE title = $1 AND state = 'Proposed'";
        Assert.Equal(1, await CountAsync(Proposed, "Zu zweit (erfunden)"));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM partner_calls WHERE titles ->> 'de' = $1", "Nicht für andere (erfunden)"));
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        using var browser = await WorkBrowser.OfAsync(site, One);
        foreach (var (path, handler) in ((string, string?)[])
            [
                ("/de/gesuche/neu", null), ("/de/passung", null), ($"/de/organisationen/{Other}/zusammenarbeit", "Propose"),
                ("/de/posteingang", "ActFor"),
            ])
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(path, handler, [("title", "x"), ("text", "x")])).Status);
    }

    [Fact]
    public async Task HTML_in_every_field_is_text()
    {
        const string Evil = "<script>alert(1)</script>";
        using var caller = await WorkBrowser.OfAsync(site, One);
        using var responder = await WorkBrowser.OfAsync(site, Other);
        var manage = await DraftAsync(caller, "Böse " + Evil, Evil);
        await caller.SendAsync(manage, "Open");
        await responder.SendAsync(Slugged(manage, "antworten"), null, ("message", "Nachricht " + Evil), ("contact", Evil));
        await caller.SendAsync($"/de/organisationen/{Other}/zusammenarbeit", "Propose", ("kind", "Other"), ("title", "Titel " + Evil));
        foreach (var (browser, path) in ((WorkBrowser, string)[])
            [
                (caller, manage), (caller, "/de/posteingang"), (responder, "/de/posteingang"), (responder, Slugged(manage, "antworten")),
                (responder, $"/de/organisationen/{One}/zusammenarbeit"),
            ])
        {
            var (status, html, _) = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.DoesNotContain(Evil, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Somebody_who_read_an_older_version_is_told_and_nothing_is_lost()
    {
        using var one = await WorkBrowser.OfAsync(site, One);
        using var two = await WorkBrowser.OfAsync(site, One);
        var manage = await DraftAsync(one, "Zwei bearbeiten (erfunden)");
        var old = WorkBrowser.Fields((await two.GetAsync(manage)).Html, "Save");
        (string, string)[] typed =
            [("direction", "Seeks"), ("subject", "Rooms"), ("title", "Von der Ersten (erfunden)"), ("text", "Erste")];
        Assert.EndsWith("getan=saved", (await one.SendAsync(manage, "Save", typed)).Location, StringComparison.Ordinal);
        var late = await two.PostAsync(manage, "Save", old,
            ("direction", "Seeks"), ("subject", "Rooms"), ("title", "Von der Zweiten (erfunden)"), ("text", "Zweite"));
        Assert.Contains("Inzwischen hat jemand anderes etwas geändert", late.Html, StringComparison.Ordinal);
        Assert.Contains("Von der Zweiten (erfunden)", late.Html, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM partner_calls WHERE titles ->> 'de' = $1", "Von der Ersten (erfunden)"));
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("tr", "ltr")]
    [InlineData("kmr", "ltr")]
    public async Task The_pages_speak_every_language(string tag, string direction)
    {
        using var browser = await WorkBrowser.OfAsync(site, One);
        foreach (var path in (string[])["posteingang", "gesuche/neu", "passung", $"organisationen/{Other}/zusammenarbeit"])
        {
            var (status, html, _) = await browser.GetAsync($"/{tag}/{path}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains($"dir=\"{direction}\"", html, StringComparison.Ordinal);
        }
    }

    private static string Mail(string slug) => $"lead-{slug}@example.org";

    private static string Slugged(string manage, string page) => manage.Replace("bearbeiten", page, StringComparison.Ordinal);

    private static async Task<string> DraftAsync(WorkBrowser browser, string title, string text = "Für Proben.")
    {
        var (_, html, location) = await browser.SendAsync(
            "/de/gesuche/neu", null, ("direction", "Seeks"), ("subject", "Rooms"), ("title", title), ("text", text));
        Assert.True(location?.EndsWith("/bearbeiten?getan=drafted", StringComparison.Ordinal) == true, html);
        return location.Split('?')[0];
    }

    // Texts of mails go when they have been sent: so each test looks at recipients of its own.
    private Task<long> MailsAsync(string template, string recipient) =>
        CountAsync($"SELECT count(*) FROM mails WHERE template = '{template}' AND recipient = $1", recipient);

    private async Task<long> CountAsync(string sql, string value)
    {
        await using var command = site.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
