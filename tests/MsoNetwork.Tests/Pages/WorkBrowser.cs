using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Pages;

/// <summary>A browser without scripts in which somebody is signed in; sends forms with the hidden fields that the page gave them.</summary>
internal sealed partial class WorkBrowser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public WorkBrowser(RunningSite site)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies })
        {
            BaseAddress = site.Client.BaseAddress,
        };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    /// <summary>A browser of the lead of an organisation, whose address is made of its slug.</summary>
    public static async Task<WorkBrowser> OfAsync(RunningSite site, string slug)
    {
        await using var command = site.Database.CreateCommand("SELECT id FROM organisations WHERE slug = $1");
        command.Parameters.Add(new() { Value = slug });
        var organisation = (Guid)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        var email = $"lead-{slug}@example.org";
        await using var known = site.Database.CreateCommand("SELECT id FROM persons WHERE email = $1");
        known.Parameters.Add(new() { Value = email });
        var person = await known.ExecuteScalarAsync(TestContext.Current.CancellationToken) as Guid?
            ?? await SignedIn.PersonAsync(site.Services, email, new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        return await AsAsync(site, person);
    }

    /// <summary>A browser of a person.</summary>
    public static async Task<WorkBrowser> AsAsync(RunningSite site, Guid person)
    {
        var browser = new WorkBrowser(site);
        var cookie = (await SignedIn.CookieAsync(site.Services, person)).Split('=', 2);
        browser._cookies.Add(site.Client.BaseAddress!, new Cookie(cookie[0], cookie[1], "/"));
        return browser;
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    /// <summary>Opens a page and sends the form of a handler as the page filled it in, with what is typed over it.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> SendAsync(
        string path, string? handler, params (string Name, string Value)[] typed) =>
        await PostAsync(path, handler, Fields((await GetAsync(path)).Html, handler), typed);

    public async Task<(HttpStatusCode Status, string Html, string? Location)> PostAsync(
        string path, string? handler, IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] typed)
    {
        var all = fields.Where(field => typed.All(one => one.Name != field.Name)).Concat(typed);
        using var content = new FormUrlEncodedContent(all.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        var address = handler is null ? path : $"{path}?handler={handler}";
        using var answer = await _client.PostAsync(address, content, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    /// <summary>The hidden fields of the first form of a handler.</summary>
    public static IReadOnlyList<(string Name, string Value)> Fields(string html, string? handler)
    {
        var form = Forms().Matches(html).Select(match => match.Value)
            .First(text => handler is null ? !text.Contains("handler=", StringComparison.Ordinal)
                : text.Contains($"handler={handler}\"", StringComparison.Ordinal));
        return [.. Hidden().Matches(form).Select(field => (
            field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)))];
    }

    public void Dispose() => _client.Dispose();

    private static async Task<(HttpStatusCode, string, string?)> ReadAsync(HttpResponseMessage answer) => (
        answer.StatusCode,
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        answer.Headers.Location?.OriginalString);

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input (?=[^>]*type="hidden")(?=[^>]*name="(?<name>[^"]*)")[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex Hidden();
}
