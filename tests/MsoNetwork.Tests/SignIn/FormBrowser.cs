using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>A browser without scripts: keeps cookies, shows one page, fills in and sends its forms. It follows no redirects.</summary>
internal sealed class FormBrowser : IDisposable
{
    private readonly HttpClient _client;
    private readonly IServiceProvider _services;
    private string _token = "";

    public FormBrowser(RunningSite site)
    {
        _services = site.Services;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        _client = new(handler) { BaseAddress = site.Client.BaseAddress };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
        _client.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");
    }

    public CookieContainer Cookies { get; } = new();

    public Uri Address => _client.BaseAddress!;

    public IHtmlDocument Page { get; private set; } = null!;

    public string Text => Page.Body!.TextContent;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    public Task<HttpResponseMessage> HeadAsync(string path) => SendAsync(new(HttpMethod.Head, path));

    /// <summary>Sends fields as a page of the site does, with the antiforgery token of the last page that had one.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params IEnumerable<(string Name, string Value)> fields)
    {
        return SendAsync(new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
                fields.Append(("__RequestVerificationToken", _token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
            Headers = { { "Origin", Address.GetLeftPart(UriPartial.Authority) } },
        });
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Page = new HtmlParser().ParseDocument(text);
            _token = Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? _token;
            return answer;
        }
    }

    /// <summary>Asks for a mail; the page that says so is shown.</summary>
    public async Task AskAsync(string address, string? returnUrl = null)
    {
        await GetAsync("/de/anmelden");
        using var asked = await PostAsync("/de/anmelden", ("email", address), ("returnUrl", returnUrl ?? ""));
        Assert.Equal("/de/anmelden/code", asked.Headers.Location?.OriginalString);
        await GetAsync("/de/anmelden/code");
    }

    /// <summary>Signs in by a link of the shell: no mail, no limits.</summary>
    public async Task SignInAsync(string address)
    {
        await using var scope = _services.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<AskToSignIn>().LinkAsync(
            new(address, "de", token => new Uri(Address, $"/de/anmelden/link/{token}")), TestContext.Current.CancellationToken);
        await GetAsync(link.PathAndQuery);
        using var answer = await PostAsync(link.PathAndQuery);
        Assert.Equal("/de/konto", answer.Headers.Location?.OriginalString);
    }

    public async Task<bool> IsSignedInAsync()
    {
        using var account = await GetAsync("/de/konto");
        return account.StatusCode == HttpStatusCode.OK;
    }

    public void Dispose() => _client.Dispose();
}
