using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>A browser without scripts: it keeps cookies, and sends forms with the hidden fields that the page gave them.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;
    private readonly RunningSite _site;

    public Browser(RunningSite site)
    {
        _site = site;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies })
        {
            BaseAddress = site.Client.BaseAddress,
        };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    /// <summary>A browser in which a person with these roles is signed in.</summary>
    public static async Task<Browser> OfAsync(RunningSite site, string email, params object[] affiliations)
    {
        var browser = new Browser(site);
        await browser.SignInAsync(await SignedIn.PersonAsync(site.Services, email, affiliations));
        return browser;
    }

    public async Task SignInAsync(Guid person)
    {
        var cookie = (await SignedIn.CookieAsync(_site.Services, person)).Split('=', 2);
        _cookies.Add(_client.BaseAddress!, new Cookie(cookie[0], cookie[1], "/"));
    }

    /// <summary>The session's cookie is gone, all others stay.</summary>
    public void SignOut()
    {
        foreach (Cookie cookie in _cookies.GetAllCookies())
        {
            if (cookie.Name == "msonet") cookie.Expired = true;
        }
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> HeadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    /// <summary>Opens the page and sends its form.</summary>
    /// <param name="path">Of the page.</param>
    /// <param name="handler">Which of its forms; null for the one without a name.</param>
    /// <param name="fields">What is typed, over what the page filled in.</param>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> SubmitAsync(
        string path, string? handler = null, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = Hidden((await GetAsync(path)).Html);
        return await PostAsync(path, handler, [.. form.Where(one => fields.All(field => field.Name != one.Name)), .. fields]);
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> PostAsync(
        string path, string? handler, IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var answer = await _client.PostAsync(
            handler is null ? path : $"{path}?handler={handler}", content, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> UploadAsync(string path, byte[] file, string name = "logo.png")
    {
        using var content = new MultipartFormDataContent();
        foreach (var (key, value) in Hidden((await GetAsync(path)).Html).Where(one => one.Name.StartsWith("__", StringComparison.Ordinal)))
            content.Add(new StringContent(value), key);
        content.Add(new ByteArrayContent(file), "file", name);
        using var answer = await _client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    public static IReadOnlyList<(string Name, string Value)> Hidden(string html) =>
    [
        .. HiddenField().Matches(html).Select(field => (
            Name: field.Groups["name"].Value,
            Value: WebUtility.HtmlDecode(field.Groups["value"].Value))).DistinctBy(field => field.Name),
    ];

    public void Dispose() => _client.Dispose();

    private static async Task<(HttpStatusCode, string, string?)> ReadAsync(HttpResponseMessage answer) =>
        (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers.Location?.OriginalString);

    [GeneratedRegex("""<input (?=[^>]*type="hidden")(?=[^>]*name="(?<name>[^"]*)")[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex HiddenField();
}
