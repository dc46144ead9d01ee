using System.Net;
using MsoNetwork.Letters;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Moderation;

/// <summary>What somebody typed into a form of the desk is saved, or stands there still.</summary>
public sealed class TypedTextTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Missing = "Hier fehlt ein Text, oder er ist zu lang.";

    [Fact]
    public async Task A_line_break_is_one_character_as_the_browser_counts_it()
    {
        var staff = await site.StaffAsync("ki-koeln");
        var (organisation, slug) = await site.OrganisationAsync("05315");
        using var desk = await FormBrowser.OfAsync(site, staff);
        var here = $"/de/schreibtisch/organisationen/{slug}";
        var noted = await desk.SendAsync(here, here + "?handler=Note", ("text", Lines(Note.Longest)));
        Assert.Equal((HttpStatusCode.Redirect, here + "?getan=noted&zahl=1&rest=0"), (noted.Status, noted.To));
        Assert.Equal($"{Note.Longest} 0", await site.TextAsync(
            $"SELECT length(text) || ' ' || strpos(text, chr(13)) FROM notes WHERE organisation_id = '{organisation}'"));

        var author = await site.PersonAsync();
        var (one, page) = await CaseAsync(organisation, author);
        var asked = await desk.SendAsync(page, page + "?handler=Ask", ("question", Lines(Case.LongestMessage)));
        Assert.Contains("getan=asked", asked.To, StringComparison.Ordinal);
        using var theirs = await FormBrowser.OfAsync(site, author);
        var own = $"/de/anliegen/{one:N}";
        await theirs.SendAsync(own, own + "?handler=Answer", ("answer", Lines(Case.LongestMessage)));
        Assert.Equal(Case.LongestMessage, (await site.CaseAsync(one)).Answer?.Length);
        var refused = await desk.SendAsync(page, page + "?handler=Refuse", ("reason", Lines(Case.LongestMessage)));
        Assert.Contains("getan=refused", refused.To, StringComparison.Ordinal);
        Assert.Equal(Case.LongestMessage, (await site.CaseAsync(one)).Reason?.Length);
    }

    [Theory]
    [InlineData("2999-01-01", "angerufen", "Tag: Wählen Sie heute oder einen früheren Tag.", "#on")]
    [InlineData("quark", "angerufen", "Tag: Wählen Sie heute oder einen früheren Tag.", "#on")]
    [InlineData("2026-05-01", " ", $"Notiz: {Missing} Zeichen höchstens: 4.000.", "#text")]
    public async Task A_note_that_is_not_taken_stays_and_its_field_is_named(string on, string text, string said, string field)
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var here = $"/de/schreibtisch/organisationen/{slug}";
        var (status, _, page) = await desk.SendAsync(here, here + "?handler=Note", ("on", on), ("text", text));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"<a href=\"{field}\">{said}</a>", page, StringComparison.Ordinal);
        Assert.Contains($">{text.Trim()}</textarea>", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{on}\"", page, StringComparison.Ordinal);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM notes WHERE organisation_id = '{organisation}'"));
        var tooLong = new string('x', Letter.LongestPurpose + 1);
        var letter = await desk.SendAsync(here, here + "?handler=Letter", ("purpose", tooLong));
        Assert.Contains("<a href=\"#purpose\">", letter.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{tooLong}\"", letter.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Refuse", "reason", "Begründung")]
    [InlineData("Ask", "question", "Frage")]
    public async Task A_decision_that_is_not_taken_keeps_its_text(string handler, string field, string label)
    {
        var (organisation, _) = await site.OrganisationAsync("05315");
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var (one, page) = await CaseAsync(organisation, await site.PersonAsync());
        var typed = new string('x', 2_500);
        foreach (var text in (string[])[typed, " "])
        {
            var (status, _, html) = await desk.SendAsync(page, $"{page}?handler={handler}", (field, text));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains($"<a href=\"#{field}\">{label}: {Missing} Zeichen höchstens: 2.000.</a>", html, StringComparison.Ordinal);
            Assert.Contains($">{text.Trim()}</textarea>", html, StringComparison.Ordinal);
            Assert.Contains("<details class=\"card\" open", html, StringComparison.Ordinal);
        }

        // Somebody else did something meanwhile: what they did is shown, and the text is still there.
        var late = await desk.SendAsync(page, $"{page}?handler={handler}", (field, "zu spät"), ("version", "1"));
        Assert.Contains("Jemand anderes war schneller.", late.Text, StringComparison.Ordinal);
        Assert.Contains(">zu spät</textarea>", late.Text, StringComparison.Ordinal);
        await site.AcceptAsync(await site.StaffAsync("ki-koeln"), one);
        var gone = await desk.SendAsync(page, $"{page}?handler={handler}", (field, "zu spät"), ("version", "1"));
        Assert.Contains("readonly dir=\"auto\">zu spät</textarea>", gone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_that_are_refused_without_a_reason_stay_chosen()
    {
        var (organisation, _) = await site.OrganisationAsync("05315");
        var (id, _) = await CaseAsync(organisation, await site.PersonAsync());
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var chosen = $"{id:N}.{(await site.CaseAsync(id)).Version}";
        var (status, _, page) = await desk.SendAsync(
            "/de/schreibtisch", "/de/schreibtisch?handler=Refuse", ("chosen", chosen), ("reason", " "));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"value=\"{chosen}\" checked", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"#reason\">Begründung: {Missing}", page, StringComparison.Ordinal);
        Assert.Contains($"maxlength=\"{Case.LongestMessage}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_stays_where_no_case_was_ticked_or_somebody_was_quicker()
    {
        var (organisation, _) = await site.OrganisationAsync("05315");
        var (id, _) = await CaseAsync(organisation, await site.PersonAsync());
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var none = await desk.SendAsync("/de/schreibtisch", "/de/schreibtisch?handler=Refuse", ("reason", "gut begründet"));
        Assert.Contains("value=\"gut begründet\"", WebUtility.HtmlDecode(none.Text), StringComparison.Ordinal);
        Assert.Contains("Kreuzen Sie mindestens einen Fall an.", none.Text, StringComparison.Ordinal);
        var accepted = await desk.SendAsync("/de/schreibtisch", "/de/schreibtisch?handler=Accept");
        Assert.Contains("Kreuzen Sie mindestens einen Fall an.", accepted.Text, StringComparison.Ordinal);
        var late = await desk.SendAsync(
            "/de/schreibtisch", "/de/schreibtisch?handler=Refuse", ("chosen", $"{id:N}.1"), ("reason", "zu spät begründet"));
        Assert.Contains("value=\"zu spät begründet\"", WebUtility.HtmlDecode(late.Text), StringComparison.Ordinal);
        Assert.Contains("Abgelehnt: 0. Nicht möglich: 1.", WebUtility.HtmlDecode(late.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_taken_stays()
    {
        var (organisation, _) = await site.OrganisationAsync("05315");
        var author = await site.PersonAsync();
        var (id, page) = await CaseAsync(organisation, author);
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        await desk.SendAsync(page, page + "?handler=Ask", ("question", "Seit wann?"));
        using var theirs = await FormBrowser.OfAsync(site, author);
        var (own, typed) = ($"/de/anliegen/{id:N}", new string('y', 2_001));
        var (status, _, html) = await theirs.SendAsync(own, own + "?handler=Answer", ("answer", typed));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($": {Missing}", html, StringComparison.Ordinal);
        Assert.Contains($">{typed}</textarea>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_erases_hears_of_the_reason_and_of_the_name_at_once()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var here = $"/de/schreibtisch/organisationen/{slug}/loeschen";
        var (status, _, page) = await desk.SendAsync(here, here, ("name", "Ganz anders"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<a href=\"#reason\">Wählen Sie den Grund.</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#name\">Das ist nicht der Name.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Ganz anders\"", page, StringComparison.Ordinal);
        Assert.Equal("1", await site.TextAsync($"SELECT count(*) FROM organisations WHERE id = '{organisation}'"));
    }

    // Exactly so long as a textarea with this maxlength takes it, as a browser sends it.
    private static string Lines(int length)
    {
        var lines = string.Join("\r\n", Enumerable.Repeat(new string('a', 9), length / 10));
        return lines + new string('b', length - lines.Replace("\r", "", StringComparison.Ordinal).Length);
    }

    private async Task<(Guid Id, string Page)> CaseAsync(Guid organisation, Guid author)
    {
        var id = await site.CorrectionAsync(organisation, """{"phone": "+49 221 4710011"}""", author);
        return (id, $"/de/schreibtisch/anliegen/{id:N}");
    }
}
