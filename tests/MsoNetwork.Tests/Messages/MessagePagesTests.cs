using System.Net;
using System.Text.RegularExpressions;
using MimeKit;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Messages;

/// <summary>The pages of messages over HTTP, as a browser without scripts uses them; mails are read from the folder.</summary>
[Trait("Speed", "Medium")]
public sealed partial class MessagePagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Slug = "allerweltshaus-koeln-e-v";
    private const string Form = $"/de/organisationen/{Slug}/nachricht";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitor_writes_confirms_and_is_answered()
    {
        await SqlAsync($"UPDATE organisations SET email = 'eins@example.org' WHERE slug = '{Slug}'");
        using var browser = Browser();
        Assert.Contains($"href=\"{Form}\"", await GetAsync(browser, $"/de/organisationen/{Slug}"), StringComparison.Ordinal);
        var sent = await PostAsync(browser, Form, new()
        {
            ["name"] = "Frage",
            ["address"] = "fragt@example.org",
            ["text"] = "Hallo & <b>du</b>",
            ["answer"] = "page",
        });
        Assert.Equal($"{Form}?sent=waits#main", sent);
        Assert.Contains("24 Stunden", await GetAsync(browser, sent), StringComparison.Ordinal);
        var link = LinkIn(await MailAsync("fragt@example.org"));

        // Scanners of mails open links; in another browser too.
        using (var head = new HttpRequestMessage(HttpMethod.Head, link))
            (await site.Client.SendAsync(head, Token)).EnsureSuccessStatusCode();
        Assert.Contains("Jetzt zustellen", await GetAsync(browser, link), StringComparison.Ordinal);
        Assert.Empty(Mails("eins@example.org"));
        Assert.EndsWith("?done=yes", await PostAsync(browser, link, []), StringComparison.Ordinal);
        var told = await MailAsync("eins@example.org");
        Assert.Contains("> Hallo & <b>du</b>", told.TextBody, StringComparison.Ordinal);
        Assert.Contains("gilt nicht mehr", await GetAsync(browser, link), StringComparison.Ordinal);

        using var other = Browser();
        Assert.EndsWith("?sent=done", await PostAsync(other, LinkIn(told), new() { ["text"] = "Gern!" }), StringComparison.Ordinal);
        var answer = await MailAsync("fragt@example.org", 2);
        Assert.Contains("> Gern!", answer.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("eins@example.org", answer.ToString(), StringComparison.Ordinal);

        // The browser is known now.
        var second = new Dictionary<string, string> { ["name"] = "Frage", ["address"] = "fragt@example.org", ["text"] = "Noch etwas" };
        Assert.EndsWith("?sent=done#main", await PostAsync(browser, Form, second), StringComparison.Ordinal);
        await MailAsync("eins@example.org", 2);
    }

    [Fact]
    public async Task Wrong_fields_are_told_beside_each_and_what_was_typed_stays()
    {
        await SqlAsync($"UPDATE organisations SET email = 'eins@example.org' WHERE slug = '{Slug}'");
        using var browser = Browser();
        var page = await PageAsync(browser, Form, new() { ["name"] = "", ["address"] = "nix<", ["text"] = "Mein \"langer\" Text" });
        Assert.Contains("id=\"name-problem\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"address-problem\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"nix&lt;\"", page, StringComparison.Ordinal);
        Assert.Contains("Mein &quot;langer&quot; Text</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_fills_in_what_nobody_sees_is_told_what_all_are_told_and_nothing_happens()
    {
        await SqlAsync($"UPDATE organisations SET email = 'eins@example.org' WHERE slug = '{Slug}'");
        using var browser = Browser();
        var trapped = new Dictionary<string, string>
        {
            ["name"] = "x",
            ["address"] = "roboter@example.org",
            ["text"] = "x",
            ["website"] = "x",
        };
        Assert.EndsWith("?sent=waits#main", await PostAsync(browser, Form, trapped), StringComparison.Ordinal);
        Assert.Equal(0, await FirstAsync<long>("SELECT count(*) FROM mails WHERE recipient = 'roboter@example.org'"));
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_taken()
    {
        using var content = new FormUrlEncodedContent([new("name", "x"), new("address", "x@example.org"), new("text", "x")]);
        using var answer = await site.Client.PostAsync(Form, content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Those_who_keep_an_entry_switch_messages_off_and_nobody_else()
    {
        var slug = await FirstAsync<string>($"SELECT slug FROM organisations WHERE slug <> '{Slug}' AND status = 'Active' ORDER BY slug");
        var id = await FirstAsync<Guid>($"SELECT id FROM organisations WHERE slug = '{slug}'");
        var address = $"/de/organisationen/{slug}/nachricht/einstellung";
        var role = new OrganisationPerson { OrganisationId = id, Role = Role.Editor };
        var editor = await SignedIn.PersonAsync(site.Services, "editor@example.org", role);
        var other = await SignedIn.PersonAsync(site.Services, "fremd@example.org");
        using (var nobody = Browser()) Assert.Equal(HttpStatusCode.Redirect, (await nobody.GetAsync(address, Token)).StatusCode);
        using (var stranger = Browser(await SignedIn.CookieAsync(site.Services, other)))
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(address, Token)).StatusCode);
        using var own = Browser(await SignedIn.CookieAsync(site.Services, editor));
        Assert.EndsWith("?saved=yes", await PostAsync(own, address, []), StringComparison.Ordinal);
        Assert.Equal(editor.ToString(), await FirstAsync<string>("SELECT author_key FROM change_sets WHERE subject = 'MessageSettings'"));
        using var visitor = Browser();
        var closed = await GetAsync(visitor, $"/de/organisationen/{slug}/nachricht");
        Assert.Contains("möchte über unsere Seiten keine Nachrichten", closed, StringComparison.Ordinal);
        Assert.DoesNotContain($"{slug}/nachricht\"", await GetAsync(visitor, $"/de/organisationen/{slug}"), StringComparison.Ordinal);
        Assert.EndsWith("?saved=yes", await PostAsync(own, address, new() { ["takes"] = "1" }), StringComparison.Ordinal);
        Assert.Contains($"{slug}/nachricht\"", await GetAsync(visitor, $"/de/organisationen/{slug}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_call_is_answered_without_an_account_and_others_are_not()
    {
        await SqlAsync($"UPDATE organisations SET email = 'ruft@example.org' WHERE slug = '{Slug}'");
        await SqlAsync($$"""
            INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages,
                regions, deadline, contact_way, state, created_at, updated_at, opened_at)
            SELECT gen_random_uuid(), row.slug, o.id, 'Seeks', 'Rooms', '{"de": "Proberaum (erfunden)"}', '{"de": "Wir suchen."}',
                '{}', '{}', '{}', '{05315}', CURRENT_DATE + 30, 'Platform', row.state, now(), now(),
                CASE WHEN row.state = 'Open' THEN now() END
            FROM organisations AS o, (VALUES ('raum-offen', 'Open'), ('raum-entwurf', 'Draft')) AS row (slug, state)
            WHERE o.slug = '{{Slug}}'
            """);
        using var browser = Browser();
        Assert.Contains("/de/gesuche/raum-offen/nachricht", await GetAsync(browser, "/de/gesuche/raum-offen"), StringComparison.Ordinal);
        var person = await SignedIn.PersonAsync(site.Services, "antwortet@example.org");
        using var own = Browser(await SignedIn.CookieAsync(site.Services, person));
        var fields = new Dictionary<string, string> { ["name"] = "Verein", ["text"] = "Wir haben einen." };
        Assert.EndsWith("?sent=done#main", await PostAsync(own, "/de/gesuche/raum-offen/nachricht", fields), StringComparison.Ordinal);
        var mail = await MailAsync("ruft@example.org");
        Assert.Contains("Proberaum (erfunden)", mail.Subject, StringComparison.Ordinal);
        Assert.Equal("antwortet@example.org", mail.ReplyTo.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/de/gesuche/raum-entwurf/nachricht", Token)).StatusCode);
    }

    private HttpClient Browser(string? cookie = null)
    {
        var cookies = new CookieContainer();
        if (cookie is not null) cookies.SetCookies(site.Client.BaseAddress!, cookie);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies };
        return new HttpClient(handler) { BaseAddress = site.Client.BaseAddress };
    }

    private static async Task<string> GetAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string address, Dictionary<string, string> fields)
    {
        var token = AntiforgeryField().Match(await GetAsync(browser, address)).Groups[1].Value;
        using var content = new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]);
        return await browser.PostAsync(address, content, Token);
    }

    private static async Task<string> PostAsync(HttpClient browser, string address, Dictionary<string, string> fields)
    {
        using var answer = await SubmitAsync(browser, address, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> PageAsync(HttpClient browser, string address, Dictionary<string, string> fields)
    {
        using var answer = await SubmitAsync(browser, address, fields);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private IEnumerable<MimeMessage> Mails(string to) => !Directory.Exists(site.Mails) ? [] :
        Directory.GetFiles(site.Mails, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file, Token))
            .Where(mail => mail.To.ToString() == to);

    private async Task<MimeMessage> MailAsync(string to, int number = 1)
    {
        await Waiting.UntilAsync(() => Mails(to).Count() >= number, $"no mail to {to}");
        return Mails(to).Last();
    }

    private static string LinkIn(MimeMessage mail) => new Uri(Link().Match(mail.TextBody!).Value).AbsolutePath;

    private async Task SqlAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task<T> FirstAsync<T>(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Token))!;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();

    [GeneratedRegex(@"https?://\S+/nachricht/\S+")]
    private static partial Regex Link();
}
