using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Signing in by mail: the good day, and every bad one of issue 12.</summary>
[Trait("Speed", "Medium")]
public sealed class SignInByMailTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Somebody_new_types_the_code_and_has_an_account_from_then_on()
    {
        using var browser = new FormBrowser(site);
        await browser.AskAsync("new@example.org", "/de/gesuche?x=1");
        Assert.Contains("new@example.org", browser.Text, StringComparison.Ordinal);
        Assert.Equal(0, await PersonsAsync("new@example.org"));
        var (code, _, mail) = await SignInMails.LastAsync(site, "new@example.org");
        Assert.Contains(code, mail.Subject, StringComparison.Ordinal);
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal("/de/gesuche?x=1", answer.Headers.Location?.OriginalString);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Equal(1, await PersonsAsync("new@example.org"));
    }

    [Fact]
    public async Task The_code_is_good_in_the_digits_of_any_script()
    {
        using var browser = new FormBrowser(site);
        await browser.AskAsync("digits@example.org");
        var (code, _, _) = await SignInMails.LastAsync(site, "digits@example.org");
        var persian = string.Concat(code.Select(digit => digit == ' ' ? ' ' : (char)('۰' + (digit - '0'))));
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", persian));
        Assert.Equal("/de/konto", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_link_that_programs_open_is_still_good_and_works_once_by_its_button()
    {
        using var browser = new FormBrowser(site);
        await browser.AskAsync("link@example.org");
        var (_, link, _) = await SignInMails.LastAsync(site, "link@example.org");
        using var scanner = new FormBrowser(site);
        for (var times = 0; times < 3; times++)
        {
            await scanner.HeadAsync(link);
            await scanner.GetAsync(link);
            await browser.HeadAsync(link);
        }

        await browser.GetAsync(link);
        Assert.Equal(0, await PersonsAsync("link@example.org"));
        using var first = await browser.PostAsync(link);
        Assert.Equal("/de/konto", first.Headers.Location?.OriginalString);
        Assert.True(await browser.IsSignedInAsync());
        using var again = new FormBrowser(site);
        await again.GetAsync(link);
        Assert.Contains("gilt nicht mehr", again.Text, StringComparison.Ordinal);
        using var other = await browser.GetAsync(link);
        await browser.GetAsync("/de/barrierefreiheit");
        await browser.GetAsync("/de/anmelden/code");
    }

    [Fact]
    public async Task Of_many_posts_of_one_link_one_signs_in()
    {
        using var browser = new FormBrowser(site);
        await browser.AskAsync("many@example.org");
        var (_, link, _) = await SignInMails.LastAsync(site, "many@example.org");
        await browser.GetAsync(link);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.PostAsync(link)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Single(await IdsAsync("many@example.org"));
    }

    [Fact]
    public async Task In_another_browser_the_link_says_how_to_type_the_code_and_signs_nobody_in()
    {
        using var asked = new FormBrowser(site);
        await asked.AskAsync("laptop@example.org");
        var (code, link, _) = await SignInMails.LastAsync(site, "laptop@example.org");
        using var phone = new FormBrowser(site);
        await phone.GetAsync(link);
        Assert.Contains("Tippen Sie dort den Code", phone.Text, StringComparison.Ordinal);
        Assert.Empty(phone.Page.QuerySelectorAll("form[method=post] button"));
        await phone.GetAsync("/de/anmelden"); // for a token
        using var forced = await phone.PostAsync(link);
        Assert.Equal(HttpStatusCode.OK, forced.StatusCode);
        Assert.False(await phone.IsSignedInAsync());
        await asked.GetAsync("/de/anmelden/code");
        using var typed = await asked.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal(HttpStatusCode.Redirect, typed.StatusCode);
    }

    [Theory]
    [InlineData("late@example.org", "created_at = created_at - interval '15 minutes', expires_at = expires_at - interval '15 minutes'")]
    [InlineData("clock@example.org", "created_at = created_at + interval '1 hour', expires_at = expires_at + interval '1 hour'")]
    public async Task After_15_minutes_and_with_a_clock_set_back_neither_code_nor_link_is_good(string address, string change)
    {
        using var browser = new FormBrowser(site);
        await browser.AskAsync(address);
        var (code, link, _) = await SignInMails.LastAsync(site, address);
        await RunAsync($"UPDATE sign_in_requests SET {change} WHERE email = '{address}'");
        using var typed = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Contains("gilt nicht mehr", browser.Text, StringComparison.Ordinal);
        await browser.GetAsync(link);
        Assert.Contains("gilt nicht mehr", browser.Text, StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_used_link_stays_used_when_the_clock_is_set_back()
    {
        using var browser = new FormBrowser(site);
        await browser.AskAsync("used@example.org");
        var (code, link, _) = await SignInMails.LastAsync(site, "used@example.org");
        using var typed = await browser.PostAsync("/de/anmelden/code", ("code", code));
        await RunAsync("UPDATE sign_in_requests SET used_at = used_at + interval '1 day' WHERE email = 'used@example.org'");
        await browser.GetAsync(link);
        Assert.Contains("gilt nicht mehr", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_codes_end_it_also_when_typed_at_once_and_across_several_mails()
    {
        const string Address = "guessed@example.org";
        using var browser = new FormBrowser(site);
        await browser.AskAsync(Address);
        await browser.AskAsync(Address);
        var (code, link, _) = await SignInMails.LastAsync(site, Address, 2);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(at => browser.PostAsync("/de/anmelden/code", ("code", $"{at:D8}"))));
        using var right = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(5, await CountAsync($"SELECT max(tries)::bigint FROM sign_in_requests WHERE email = '{Address}'"));
        Assert.False(await browser.IsSignedInAsync());
        await browser.GetAsync(link); // whoever has the mail itself is not kept out by who guesses
        Assert.Contains("Jetzt anmelden", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_code_costs_no_try()
    {
        using var browser = new FormBrowser(site);
        await browser.AskAsync("typo@example.org");
        foreach (var typed in new[] { "", "1234567", "abcdefgh", "123456789", new string('1', 5000) })
        {
            using var answer = await browser.PostAsync("/de/anmelden/code", ("code", typed));
            Assert.Contains("Der Code hat acht Ziffern", browser.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, await CountAsync("SELECT max(tries)::bigint FROM sign_in_requests WHERE email = 'typo@example.org'"));
    }

    [Fact]
    public async Task A_thousand_requests_for_one_address_send_five_mails_and_all_get_one_answer()
    {
        const string Address = "flood@example.org";
        using var browser = new FormBrowser(site);
        await browser.AskAsync(Address);
        var (code, _, _) = await SignInMails.LastAsync(site, Address);
        await browser.GetAsync("/de/anmelden");
        await Parallel.ForAsync(0, 999, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            using var answer = await browser.PostAsync("/de/anmelden", ("email", Address), ("returnUrl", ""));
            Assert.Equal("/de/anmelden/code", answer.Headers.Location?.OriginalString);
        });
        Assert.Equal(5, await CountAsync($"SELECT count(*) FROM mails WHERE lower(recipient) = '{Address}'"));
        Assert.Equal(5, await CountAsync($"SELECT count(*) FROM sign_in_requests WHERE email = '{Address}'"));
        await browser.GetAsync("/de/anmelden/code");
        using var typed = await browser.PostAsync("/de/anmelden/code", ("code", code)); // the first mail's code is still good
        Assert.Equal("/de/konto", typed.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task For_an_unknown_address_the_same_is_done_and_said()
    {
        await SignedIn.PersonAsync(site.Services, "known@example.org");
        using var browser = new FormBrowser(site);
        async Task<(int Statements, string Said)> AskAsync(string address)
        {
            await browser.GetAsync("/de/anmelden");
            var (answer, statements) = await site.Database.CountedAsync(() => browser.PostAsync("/de/anmelden", ("email", address)));
            using (answer) return (statements, $"{answer.StatusCode} {answer.Headers.Location}");
        }

        await AskAsync("warm@example.org");
        await SignInMails.LastAsync(site, "warm@example.org");
        var known = await AskAsync("known@example.org");
        await SignInMails.LastAsync(site, "known@example.org");
        var unknown = await AskAsync("unknown@example.org");
        Assert.Equal(known.Said, unknown.Said);
        // The courier of mails asks in between; what the request itself asks names no person at all.
        Assert.InRange(unknown.Statements, 1, known.Statements + 8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("a@example.org,b@example.org")]
    [InlineData("a@example.org%0d%0aBcc:b@example.org")]
    [InlineData("<script>@example.org")]
    public async Task What_is_no_address_is_told_beside_the_field_and_nothing_is_sent(string typed)
    {
        using var browser = new FormBrowser(site);
        await browser.GetAsync("/de/anmelden");
        var before = await CountAsync("SELECT count(*) FROM sign_in_requests");
        using var answer = await browser.PostAsync("/de/anmelden", ("email", typed));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("problems", browser.Page.QuerySelector("#email")!.GetAttribute("aria-describedby"));
        Assert.Equal(before, await CountAsync("SELECT count(*) FROM sign_in_requests"));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/de/")]
    [InlineData("/%2f/evil.example")]
    [InlineData("/de/%2f%2fevil.example")]
    [InlineData("/de/%255cevil.example")]
    [InlineData("/de/\r\nSet-Cookie: a=b")]
    [InlineData("/de/%0d%0aSet-Cookie:a=b")]
    [InlineData("/de/../../graphql")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_elsewhere(string returnUrl)
    {
        var address = $"led{Math.Abs(returnUrl.GetHashCode(StringComparison.Ordinal))}@example.org";
        using var browser = new FormBrowser(site);
        await browser.AskAsync(address, returnUrl);
        var (code, _, _) = await SignInMails.LastAsync(site, address);
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal("/de/konto", answer.Headers.Location?.OriginalString);
        using var known = await browser.GetAsync("/de/anmelden?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal("/de/konto", known.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_session_that_somebody_planted_is_not_the_one_that_begins()
    {
        const string Address = "fixed@example.org";
        using var browser = new FormBrowser(site);
        await SignInAsync(browser, Address);
        var former = await IdsAsync(Address);
        await browser.GetAsync("/de/konto");
        using var link = new FormBrowser(site);
        var planted = browser.Cookies.GetCookies(browser.Address)["msonet"]!.Value;
        link.Cookies.Add(browser.Address, new Cookie("msonet", planted));
        await link.GetAsync("/de/anmelden/code");
        link.Cookies.Add(browser.Address, new Cookie("msonet-ask", new string('A', 43) + ".YUBleGFtcGxlLm9yZw"));
        await RunAsync("UPDATE sign_in_requests SET created_at = created_at - interval '1 hour'");
        using var shell = await SignInByShellAsync(link, Address);
        var now = await IdsAsync(Address);
        Assert.Single(now);
        Assert.DoesNotContain(now[0], former);
        Assert.NotEqual(planted, link.Cookies.GetCookies(link.Address)["msonet"]!.Value);
        Assert.False(await browser.IsSignedInAsync()); // the former session has ended with it
    }

    [Fact]
    public async Task Old_requests_are_removed_and_no_network_is_kept_in_clear()
    {
        await RunAsync("""
            INSERT INTO sign_in_requests (id, kind, normalized_email, email, code_hash, link_hash, browser_hash, network_hash, tries,
                language, created_at, expires_at)
            SELECT gen_random_uuid(), 'Mail', 'OLD@EXAMPLE.ORG', 'old@example.org', '', decode(md5('old'), 'hex'), '', '', 0, 'de',
                now() - interval '3 days', now() - interval '3 days'
            """);
        await RunAsync("INSERT INTO sign_in_salts (day, salt) VALUES ('2020-01-01', '')");
        using var browser = new FormBrowser(site);
        await browser.AskAsync("young@example.org");
        await using (var scope = site.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ApplyRetention>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM sign_in_requests WHERE email = 'old@example.org'"));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM sign_in_salts"));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM sign_in_requests WHERE length(network_hash) NOT IN (0, 32)"));
    }

    private async Task SignInAsync(FormBrowser browser, string address)
    {
        await browser.AskAsync(address);
        var (code, _, _) = await SignInMails.LastAsync(site, address);
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SignInByShellAsync(FormBrowser browser, string address)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var ask = scope.ServiceProvider.GetRequiredService<Accounts.AskToSignIn>();
        var link = await ask.LinkAsync(
            new(address, "de", token => new Uri(browser.Address, $"/de/anmelden/link/{token}")), TestContext.Current.CancellationToken);
        await browser.GetAsync(link.PathAndQuery);
        return await browser.PostAsync(link.PathAndQuery);
    }

    private Task<long> PersonsAsync(string address) => CountAsync($"SELECT count(*) FROM persons WHERE email = '{address}'");

    private async Task<List<Guid>> IdsAsync(string address)
    {
        await using var command = site.Database.CreateCommand(
            $"SELECT s.id FROM sessions AS s JOIN persons AS p ON p.id = s.person_id WHERE p.email = '{address}'");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var ids = new List<Guid>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) ids.Add(rows.GetGuid(0));
        return ids;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
