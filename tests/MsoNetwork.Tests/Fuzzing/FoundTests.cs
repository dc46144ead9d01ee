using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Inputs that <see cref="FuzzTests"/> has found, each once answered with 500.</summary>
public sealed class FoundTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task A_request_without_a_path_is_answered()
    {
        var answer = await SendAsync(@"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.Null(answer.Fault);
        Assert.InRange(answer.Status, 200, 499);
    }

    [Fact]
    public async Task A_chunk_whose_size_no_number_holds_is_refused()
    {
        var answer = await SendAsync(
            @"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + @"Transfer-Encoding: chunked\r\n\r\n5\r\n{""que\r\nffffffffffff\r\n");
        Assert.Equal((null, 400), (answer.Fault, answer.Status));
    }

    [Fact]
    public async Task A_method_in_small_letters_with_a_form_that_is_none_is_no_form()
    {
        var person = await site.PersonAsync();
        var answer = await SendAsync(
            @"get /de/termine/import HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nContent-Type: multipart/form-data\r\n"
            + $@"Cookie: {await SignedIn.CookieAsync(site.Services, person)}\r\nConnection: close\r\n\r\n");
        Assert.Null(answer.Fault);
        Assert.InRange(answer.Status, 200, 499);
    }

    [Theory]
    [InlineData("/de/eintragen")] // read before its token is
    [InlineData("/de/konto")]
    public async Task A_form_that_cannot_be_decoded_is_no_fault_of_ours(string address)
    {
        var person = await site.PersonAsync();
        var answer = await SendAsync(
            $@"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $@"Cookie: {await SignedIn.CookieAsync(site.Services, person)}\r\nContent-Length: 8\r\nConnection: close\r\n\r\nname=%00");
        Assert.Null(answer.Fault);
        Assert.InRange(answer.Status, 200, 499); // refused, or the form is shown again
    }

    [Theory]
    [InlineData("/de/regionen/%20/netzwerk")]
    [InlineData("/de/regionen/%20")]
    public async Task A_region_of_white_space_is_none(string address)
    {
        var answer = await SendAsync(
            $@"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        Assert.Equal((null, 404), (answer.Fault, answer.Status));
    }

    [Theory]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:99999999999")]
    public async Task A_host_with_a_port_that_is_none_is_another_host(string host)
    {
        foreach (var address in (string[])["/de/termine/feed.atom", "/de/", "/changes.atom", "/sitemap.xml"])
        {
            var answer = await SendAsync($@"GET {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            Assert.Equal((null, 421), (answer.Fault, answer.Status));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("x,[],y,[")]
    public async Task Half_a_bracket_in_the_name_of_a_field_is_a_name(string name)
    {
        using var browser = new Browser(site);
        var (status, _, _) = await browser.SubmitAsync("/de/anmelden", null, ("email", "bracket@example.org"), (name, "x"));
        Assert.Equal(HttpStatusCode.Redirect, status);
    }

    [Fact]
    public async Task A_topic_of_white_space_is_none()
    {
        using var browser = await Browser.OfAsync(site, "webhook-blank@example.org");
        var (status, _, _) = await browser.SubmitAsync(
            "/de/konto/webhooks", null, ("url", "https://example.org/hook"), ("regions", ""), ("topics", "\u2003"));
        Assert.InRange((int)status, 200, 499);
    }

    [Theory]
    [InlineData("/de/konto/schluessel", "add")]
    [InlineData("/de/anmelden/schluessel", null)]
    public async Task A_passkey_that_nobody_asked_for_is_refused_in_words(string path, string? handler)
    {
        using var browser = await Browser.OfAsync(site, "passkey-late@example.org");
        var form = Browser.Hidden((await browser.GetAsync("/de/konto")).Html);
        var (status, _, _) = await browser.PostAsync(path, handler, [.. form, ("credential", "{}"), ("name", "x")]);
        Assert.InRange((int)status, 200, 499);
    }

    [Fact]
    public async Task A_character_that_no_text_may_hold_is_refused_where_it_is_kept_as_JSON()
    {
        using var browser = await Browser.OfAsync(site, "nul@example.org");
        var (status, _, _) = await browser.SubmitAsync("/de/eintragen", null, ("name", "Haus \0 (erfunden)"), ("town", "Köln"));
        Assert.InRange((int)status, 200, 499);
    }

    /// <summary>Two requests at once: one erases the account, the other one makes a token for it.</summary>
    [Fact]
    public async Task Whoever_is_erased_while_writing_is_asked_to_try_again()
    {
        using var browser = await Browser.OfAsync(site, "erased-meanwhile@example.org");
        await site.RunAsync("""
            CREATE FUNCTION erase_meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                DELETE FROM persons WHERE id = NEW.person_id;
                RETURN NEW;
            END $$;
            CREATE TRIGGER erases BEFORE INSERT ON access_tokens FOR EACH ROW EXECUTE FUNCTION erase_meanwhile()
            """);
        var (status, _, _) = await browser.SubmitAsync("/de/konto/zugriff", null, ("name", "x"), ("organisation", ""), ("days", "365"));
        await site.RunAsync("DROP TRIGGER erases ON access_tokens");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
    }

    private Task<RawAnswer> SendAsync(string request) => RawAnswer.ToAsync(
        new RawRequest("found", RawRequest.Utf8(Regex.Unescape(request))), site.Client.BaseAddress!.Port,
        TestContext.Current.CancellationToken);
}
