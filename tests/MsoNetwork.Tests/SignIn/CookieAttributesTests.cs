using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Which cookies there are, and how they are given, behind TLS and without.</summary>
[Trait("Speed", "Medium")]
public sealed class CookieAttributesTests(TestCluster cluster)
{
    [Theory]
    [InlineData("https://verzeichnis.example.org", "__Host-")]
    [InlineData(null, "")]
    public async Task Every_cookie_is_HttpOnly_Lax_for_the_whole_site_and_behind_TLS_Secure_and_of_this_host(string? origin, string prefix)
    {
        await using var site = new RunningSite(cluster) { Settings = new Dictionary<string, string?> { ["PUBLIC_URL"] = origin } };
        await site.InitializeAsync();
        var cookies = new Dictionary<string, (string Value, string Attributes)>(StringComparer.Ordinal);
        var page = await SendAsync(site, cookies, new(HttpMethod.Get, "/de/anmelden"));
        var asked = new HttpRequestMessage(HttpMethod.Post, "/de/anmelden") { Content = Form(page, ("email", "tls@example.org")) };
        await SendAsync(site, cookies, asked);
        string link;
        await using (var scope = site.Services.CreateAsyncScope())
            link = (await scope.ServiceProvider.GetRequiredService<AskToSignIn>().LinkAsync(
                new("tls@example.org", "de", token => new Uri($"http://x/de/anmelden/link/{token}")),
                TestContext.Current.CancellationToken)).PathAndQuery;
        page = await SendAsync(site, cookies, new(HttpMethod.Get, link));
        await SendAsync(site, cookies, new HttpRequestMessage(HttpMethod.Post, link) { Content = Form(page) });
        page = await SendAsync(site, cookies, new(HttpMethod.Get, "/de/konto/schluessel"));
        await SendAsync(site, cookies, new(HttpMethod.Post, "/de/konto/schluessel?handler=options") { Content = Form(page) });
        Assert.Equal(
            new[] { "msonet", "msonet-ask", "msonet-form", "msonet-passkey" }.Select(name => prefix + name),
            cookies.Keys.Order(StringComparer.Ordinal));
        Assert.All(cookies.Values, cookie =>
        {
            Assert.Contains("; httponly", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(prefix.Length > 0, cookie.Attributes.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        });
    }

    private static FormUrlEncodedContent Form(string page, params (string Name, string Value)[] fields)
    {
        var token = new HtmlParser().ParseDocument(page).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return new(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
    }

    // By hand: over plain HTTP no browser would send back a cookie that is Secure, and here a proxy is thought to be in between.
    private static async Task<string> SendAsync(
        RunningSite site, Dictionary<string, (string Value, string Attributes)> cookies, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("Accept", "text/html");
            var sent = string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value.Value}"));
            if (sent.Length > 0) request.Headers.Add("Cookie", sent);
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            {
                BaseAddress = site.Client.BaseAddress,
            };
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{request.RequestUri}: {answer.StatusCode}");
            foreach (var given in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            {
                var (name, rest) = (given.Split('=', 2)[0], given.Split('=', 2)[1]);
                if (rest.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)) continue;
                cookies[name] = (rest.Split(';')[0], rest);
            }

            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }
}
