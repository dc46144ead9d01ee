using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Moderation;

/// <summary>A desk's people are told of new cases: each case once, one mail for all, and no mail to whoever wants none.</summary>
public sealed class CaseDigestTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_mail_tells_all_that_came_in_once_and_its_link_ends_them_without_a_cookie()
    {
        await SignedIn.PersonAsync(site.Services, "desk@example.org", new CentrePerson { CentreKey = "ki-koeln" });
        await SignedIn.PersonAsync(site.Services, "elsewhere@example.org", new CentrePerson { CentreKey = "ki-bonn" });
        await SignedIn.PersonAsync(site.Services, "admin@example.org", new Duty { Role = Role.Administrator });
        var (organisation, _) = await site.OrganisationAsync("05315");
        await site.CorrectionAsync(organisation, """{"phone":"0221 7654321"}""");
        await site.CorrectionAsync(organisation, """{"phone":"0221 7654322"}""");

        // Twice at once, as two instances would: still one.
        var sent = await Task.WhenAll(SendAsync(), SendAsync());
        Assert.Equal(1, sent.Sum());
        var (_, _, mail) = await SignInMails.LastAsync(site, "desk@example.org");
        Assert.Equal("Neue Anliegen an Ihrem Schreibtisch: 2", mail.Subject);
        Assert.DoesNotContain("7654321", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Equal(0, SignInMails.Count(site, "elsewhere@example.org"));
        Assert.Equal(0, SignInMails.Count(site, "admin@example.org"));

        // Nothing new; something new too soon; something new the next day.
        Assert.Equal(0, await SendAsync());
        await site.CorrectionAsync(organisation, """{"phone":"0221 7654323"}""");
        Assert.Equal(0, await SendAsync());
        await site.RunAsync("UPDATE case_digests SET last_at = last_at - INTERVAL '21 hours'");
        await site.RunAsync("UPDATE cases SET waiting_since = waiting_since - INTERVAL '22 hours' WHERE draft::text NOT LIKE '%7654323%'");
        Assert.Equal(1, await SendAsync());
        (_, _, mail) = await SignInMails.LastAsync(site, "desk@example.org", 2);
        Assert.Equal("Neue Anliegen an Ihrem Schreibtisch: 1", mail.Subject);

        // A scanner opens the link, and nothing happens; the mail program posts to it, and that was the last.
        var end = new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;
        using (var look = await site.Client.GetAsync(end, Token)) Assert.Equal(HttpStatusCode.OK, look.StatusCode);
        Assert.Equal("False", await site.TextAsync("SELECT is_off FROM case_digests"));
        using (var content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))
        using (var post = await site.Client.PostAsync(end, content, Token))
            Assert.Equal(HttpStatusCode.OK, post.StatusCode);
        Assert.Equal("True", await site.TextAsync("SELECT is_off FROM case_digests"));
        await site.CorrectionAsync(organisation, """{"phone":"0221 7654324"}""");
        await site.RunAsync("UPDATE case_digests SET last_at = last_at - INTERVAL '21 hours'");
        Assert.Equal(0, await SendAsync());
    }

    private Task<int> SendAsync() => site.AsAsync<CaseDigests, int>(null, use => use.SendAsync(Token));
}
