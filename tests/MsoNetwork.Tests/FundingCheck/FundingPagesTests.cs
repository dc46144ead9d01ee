using System.Net;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.FundingCheck;

/// <summary>Funding as pages without an account, and as API.</summary>
public sealed class FundingPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Check = "/de/foerderung/pruefen";

    [Theory]
    [InlineData("/de/foerderung", "Anschubförderung")]
    [InlineData("/tr/foerderung", "Destek bulun")]
    [InlineData("/ar/foerderung/nrw-mso-anschub", "lang=\"de\"")]
    [InlineData("/de/foerderung/nrw-mso-anschub", "Es gibt keinen Anspruch auf Förderung")]
    [InlineData("/de/foerderung/nrw-mso-anschub", "sagen die Quellen verschieden")]
    [InlineData("/en/foerderung/nrw-mso-partnerprojekt", "At least three less experienced organisations")]
    [InlineData(Check, "ohne Konto")]
    public async Task A_page_shows_what_the_files_say(string path, string says)
    {
        using var browser = new FormBrowser(site);
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(says, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Zuschuss", true, true)]
    [InlineData("Fördergeld", true, true)]
    [InlineData("Geld für Deutschkurs", true, true)]
    [InlineData("hibe", true, true)]
    [InlineData("Deutschkurs mit Kinderbetreuung", false, true)]
    [InlineData("Qwertzuiop", false, false)]
    [InlineData("", false, false)]
    public async Task Who_types_what_they_want_is_led_to_funding_trainings_and_advice(string typed, bool money, bool learn)
    {
        using var browser = new FormBrowser(site);
        var page = await browser.GetAsync("/de/organisationen?near=K%C3%B6ln&q=" + Uri.EscapeDataString(typed));
        Assert.Equal(money, page.Text.Contains("data-key=\"do-money\"", StringComparison.Ordinal));
        Assert.Equal(learn, page.Text.Contains("data-key=\"do-learn\"", StringComparison.Ordinal));
        Assert.Equal(learn, page.Text.Contains("data-key=\"do-advice\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await new FormBrowser(site).GetAsync("/de/foerderung/gibt-es-nicht")).Status);

    [Fact]
    public async Task Answers_lead_from_question_to_question_to_a_result_and_nothing_is_stored()
    {
        using var browser = new FormBrowser(site);
        var page = await browser.SendAsync(Check, Check, ("place", "Köln"), ("registered", "yes"), ("nonProfit", "no"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Nicht erfüllt:</strong>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Als gemeinnützig anerkannt.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Etwas fehlt", page.Text, StringComparison.Ordinal);
        var wrong = await browser.SendAsync(Check, Check, ("place", "Atlantis"), ("memberShare", "120"));
        Assert.Contains("Diesen Ort kennen wir in Nordrhein-Westfalen nicht.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Atlantis\"", wrong.Text, StringComparison.Ordinal);
        var outside = await browser.SendAsync(Check, Check, ("place", "00000000"));
        Assert.Contains("Der Sitz ist in Nordrhein-Westfalen.", outside.Text, StringComparison.Ordinal);
        // A question of yes or no is one click, and Enter in another field answers none.
        var asked = await browser.SendAsync(Check, Check, ("place", "Köln"));
        Assert.Matches("<form[^>]*>\\s*<input[^>]*>\\s*<button type=\"submit\" class=\"unseen\"", asked.Text);
        Assert.Contains("value=\"yes\">Ja</button>", asked.Text, StringComparison.Ordinal);
        var hostile = await browser.SendAsync(Check, Check, ("place", "\"><script>x()</script>"));
        Assert.DoesNotContain("<script>x()", hostile.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_checks_an_entry_and_answers_and_names_a_wrong_one()
    {
        var (_, slug) = await site.OrganisationAsync("05315");
        var id = (await site.AskAsync($$"""{ organisation(slug: "{{slug}}") { id } }""")).Data
            .GetProperty("organisation").GetProperty("id").GetString();
        var found = await site.AskAsync($$"""
            { fundingCheck(organisation: "{{id}}", on: "2024-12-01", answers: [{fact: "nonProfit", yesNo: false}]) {
                spared nextQuestion { name question(language: "en") }
                lines { line { key } outlook status criteria { result criterion { key } } } } }
            """);
        Assert.Equal(HttpStatusCode.OK, found.Status);
        Assert.Contains(
            """{"line":{"key":"nrw-mso-anschub"},"outlook":"MISSING","status":"OPEN","criteria":[{"result":"MET",""",
            found.Text,
            StringComparison.Ordinal);
        foreach (var (answer, path) in new[]
        {
            ("""{fact: "memberShare", number: 120}""", "answers.0.number"),
            ("""{fact: "nothing"}""", "answers.0.fact"),
            ("""{fact: "place", place: "Köln"}""", "answers.0.place"),
            ("""{fact: "registeredOn", yesNo: true}""", "answers.0.day"),
        })
            Assert.Equal(path, (await site.AskAsync($$"""{ fundingCheck(answers: [{{answer}}]) { spared } }""")).Argument);
        var line = await site.AskAsync("""{ fundingLine(key: "hor-koeln") { id } guide(key: "satzung") { id } }""");
        foreach (var (field, key) in new[] { ("fundingLine", "hor-koeln"), ("guide", "satzung") })
        {
            var id2 = line.Data.GetProperty(field).GetProperty("id").GetString();
            var node = await site.AskAsync($$"""{ node(id: "{{id2}}") { ... on FundingLine { key } ... on Guide { key } } }""");
            Assert.Equal(key, node.Data.GetProperty("node").GetProperty("key").GetString());
        }

        var open = await site.AskAsync("""{ fundingLines(status: OPEN, on: "2026-06-01") { key } }""");
        Assert.Contains("\"key\":\"nrw-2000x1000\"", open.Text, StringComparison.Ordinal);
    }
}
