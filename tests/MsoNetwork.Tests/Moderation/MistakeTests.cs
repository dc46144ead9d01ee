using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Moderation;

/// <summary>"Something is wrong here", as anybody without an account sends it.</summary>
[Trait("Speed", "Medium")]
public sealed class MistakeTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Payload = """</textarea><script>x()</script>"'<b>""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_correction_is_on_the_desk_only_when_its_address_is_confirmed_and_the_answer_is_mailed_back()
    {
        var (_, slug) = await site.OrganisationAsync("05315");
        var staff = await site.StaffAsync("ki-koeln");
        using var browser = new FormBrowser(site);
        var here = $"/de/organisationen/{slug}/hinweis";
        var sent = await browser.SendAsync(here, here, ("phone", "0221 99887766"), ("message", "steht im Schaukasten"), ("sender",
            "Nachbar@Example.org"));
        Assert.Equal((HttpStatusCode.Redirect, here + "?gesendet=mail"), (sent.Status, sent.To));
        Assert.Empty(await CasesAsync(staff, slug));

        // Whoever scans mails opens links, and that does nothing.
        var link = DeskSteps.LinkIn(await site.MailAsync("Nachbar@example.org"));
        Assert.Equal(HttpStatusCode.OK, await browser.HeadAsync(link));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
        Assert.Empty(await CasesAsync(staff, slug));
        Assert.EndsWith("ergebnis=ja", (await browser.SendAsync(link, link)).To, StringComparison.Ordinal);
        Assert.EndsWith("ergebnis=nein", (await browser.SendAsync(link, link)).To, StringComparison.Ordinal);
        var found = Assert.Single(await CasesAsync(staff, slug)).Case;
        Assert.Equal("""{"phone": "0221 99887766"}""", found.Draft);

        // The desk asks; the link in that mail opens the author's page, and only that one.
        await site.DecideAsync(staff, found.Id, (use, version) => use.AskBackAsync(found.Id, version, "Seit wann?", DeskSteps.Site, Token));
        var own = DeskSteps.LinkIn(await site.MailAsync("Nachbar@example.org"));
        Assert.Contains("Seit wann?", (await browser.GetAsync(own)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(own.Split('?')[0])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(own + "x")).Status);
        await browser.SendAsync(own, own.Replace("?", "?handler=Answer&", StringComparison.Ordinal), ("answer", "Seit Mai."));
        Assert.Equal("Seit Mai.", (await site.CaseAsync(found.Id)).Answer);
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, found.Id)).Outcome);
        Assert.Contains("angenommen", (await browser.GetAsync(DeskSteps.LinkIn(await site.MailAsync("Nachbar@example.org")))).Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(own)).Status); // an older key
    }

    [Fact]
    public async Task What_was_typed_is_not_lost_and_every_mistake_is_named_beside_its_field()
    {
        var (_, slug) = await site.OrganisationAsync("05315");
        using var browser = new FormBrowser(site);
        var here = $"/de/organisationen/{slug}/hinweis?feld=phone";
        var answer = await browser.SendAsync(here, here, ("phone", "keine Nummer"), ("website", "nirgends"), ("sender", "kein-at"), (
            "message", Payload));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        foreach (var id in new[] { "phone-wrong", "website-wrong", "sender-wrong" })
            Assert.Contains($"id=\"{id}\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"keine Nummer\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>x", answer.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;x", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_every_field_stays_text_on_the_desk()
    {
        var (_, slug) = await site.OrganisationAsync("05315");
        var staff = await site.StaffAsync("ki-koeln");
        using var browser = await FormBrowser.OfAsync(site, await site.PersonAsync());
        var here = $"/de/organisationen/{slug}/hinweis";
        var sent = await browser.SendAsync(
            here, here, ("name", Payload), ("street", Payload), ("description", Payload), ("message", Payload), ("openingHours", Payload));
        Assert.Equal(here + "?gesendet=ja", sent.To);
        var id = Assert.Single(await CasesAsync(staff, slug)).Case.Id;
        using var desk = await FormBrowser.OfAsync(site, staff);
        foreach (var path in new[] { "/de/schreibtisch", $"/ar/schreibtisch/anliegen/{id:N}", $"/de/schreibtisch/organisationen/{slug}" })
        {
            var (status, text) = await desk.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.DoesNotContain("<script>x", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_and_a_network_have_their_limits_and_a_program_learns_nothing()
    {
        var (_, slug) = await site.OrganisationAsync("05315");
        using var browser = new FormBrowser(site);
        var here = $"/de/organisationen/{slug}/hinweis";
        async Task<string?> SendAsync(string sender, params (string, string)[] more) =>
            (await browser.SendAsync(here, here, [("message", "falsch"), ("sender", sender), .. more])).To;
        for (var time = 0; time < ReportMistake.MostOfAddress; time++)
            Assert.NotNull(await SendAsync(time % 2 == 0 ? "viele@example.org" : "VIELE@example.org"));
        Assert.Null(await SendAsync("viele@example.org"));
        var before = await site.TextAsync("SELECT count(*) FROM cases");
        Assert.NotNull(await SendAsync("programm@example.org", ("homepage", "https://spam.example")));
        Assert.Equal(before, await site.TextAsync("SELECT count(*) FROM cases"));
        for (var time = 0; time < ReportMistake.MostOfNetwork; time++) await SendAsync($"jemand-{time}@example.org");
        Assert.Null(await SendAsync("noch-jemand@example.org"));
        // What nobody confirms is forgotten after a day.
        await site.RunAsync("UPDATE cases SET created_at = created_at - interval '25 hours' WHERE state = 'Unconfirmed'");
        await using (var scope = site.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ApplyRetention>().RunAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await SendAsync("noch-jemand@example.org"));
        Assert.Equal("1", await site.TextAsync("SELECT count(*) FROM cases WHERE state = 'Unconfirmed'"));
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        var (_, slug) = await site.OrganisationAsync("05315");
        using var content = new FormUrlEncodedContent([new("message", "falsch"), new("sender", "a@example.org")]);
        using var answer = await site.Client.PostAsync($"/de/organisationen/{slug}/hinweis", content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<IReadOnlyList<ListedCase>> CasesAsync(Guid staff, string slug) =>
        [.. (await site.AsAsync<CaseList, (IReadOnlyList<ListedCase> Cases, bool)>(
            staff, use => use.ReadAsync(new CaseQuestion(null, false, false, 1), Token))).Cases.Where(one => one.Entry?.Slug == slug)];
}
