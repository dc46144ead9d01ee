using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Moderation;

/// <summary>What tests of the desk do again and again.</summary>
internal static partial class DeskSteps
{
    public static readonly Uri Site = new("https://netz.example");

    private static int _people;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs a use case as a person, or as nobody.</summary>
    public static async Task<T> AsAsync<TService, T>(this RunningSite site, Guid? person, Func<TService, Task<T>> run)
        where TService : notnull
    {
        await using var scope = site.Services.CreateAsyncScope();
        if (person is { } known) scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new Identity(null) { Person = known };
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public static Task<Guid> PersonAsync(this RunningSite site, params object[] affiliations) =>
        SignedIn.PersonAsync(site.Services, $"person-{Interlocked.Increment(ref _people)}@example.org", affiliations);

    public static Task<Guid> StaffAsync(this RunningSite site, string centre) => site.PersonAsync(new CentrePerson { CentreKey = centre });

    public static Task<Guid> AdministratorAsync(this RunningSite site) => site.PersonAsync(new Duty { Role = Role.Administrator });

    /// <summary>An organisation of the seeds that the test has for itself, with a mail address.</summary>
    public static async Task<(Guid Id, string Slug)> OrganisationAsync(this RunningSite site, string region)
    {
        await using var take = site.Database.CreateCommand("""
            UPDATE organisations SET email = slug || '@example.org' WHERE id = (SELECT id FROM organisations
                WHERE starts_with(municipality_key, $1) AND email IS NULL AND status = 'Active' AND contact_visible_to = 'Public'
                AND kind IS DISTINCT FROM 'integration-centre'
                ORDER BY slug LIMIT 1)
            RETURNING id, slug
            """);
        take.Parameters.Add(new() { Value = region });
        await using var rows = await take.ExecuteReaderAsync(Token);
        Assert.True(await rows.ReadAsync(Token), $"no organisation is left in {region}");
        return (rows.GetGuid(0), rows.GetString(1));
    }

    /// <summary>Hands a case over as lower rooms do.</summary>
    public static async Task<Guid> SubmitAsync(this RunningSite site, SubmittedCase submitted)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var id = await scope.ServiceProvider.GetRequiredService<SubmitCase>()(submitted, Token);
        await scope.ServiceProvider.GetRequiredService<DbContext>().SaveChangesAsync(Token);
        return id;
    }

    public static async Task<Guid> CorrectionAsync(
        this RunningSite site, Guid organisation, string draft, Guid? by = null, CaseKind kind = CaseKind.Correction) =>
        await site.SubmitAsync(new SubmittedCase(kind, by ?? await site.PersonAsync(), await site.TextAsync(
            $"SELECT municipality_key FROM organisations WHERE id = '{organisation}'"))
        {
            Organisation = organisation,
            Draft = draft,
            Message = "gesehen im Schaukasten",
        });

    public static async Task<Case> CaseAsync(this RunningSite site, Guid id)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DbContext>().Set<Case>().AsNoTracking().SingleAsync(one => one.Id == id,
            Token);
    }

    public static async Task<Decision> DecideAsync(this RunningSite site, Guid by, Guid id, Func<DecideCase, uint, Task<Decision>> decide)
    {
        var version = (await site.CaseAsync(id)).Version;
        return await site.AsAsync<DecideCase, Decision>(by, use => decide(use, version));
    }

    public static Task<Decision> AcceptAsync(this RunningSite site, Guid by, Guid id, params string[] fields) =>
        site.DecideAsync(by, id, (use, version) => use.AcceptAsync(id, version, fields.Length == 0 ? null : fields, Site, Token));

    public static Task<Decision> UndoAsync(this RunningSite site, Guid by, Guid id) =>
        site.DecideAsync(by, id, (use, version) => use.UndoAsync(id, version, Token));

    public static async Task<string> TextAsync(this RunningSite site, string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return $"{await command.ExecuteScalarAsync(Token)}";
    }

    public static async Task RunAsync(this RunningSite site, string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>The text of the last mail to an address, out of the folder: the queue forgets it when it is sent.</summary>
    public static async Task<string> MailAsync(this RunningSite site, string to)
    {
        await Waiting.UntilAsync(
            async () => await site.TextAsync($"SELECT count(*) FROM mails WHERE recipient = '{to}' AND state = 'Waiting'") == "0",
            $"A mail to {to} is not sent");
        return (await SignInMails.LastAsync(site, to)).Mail.TextBody!;
    }

    public static string LinkIn(string mail) => new Uri(Links().Match(mail).Value).PathAndQuery;

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Links();
}

/// <summary>A browser without scripts: keeps cookies, sends forms with their antiforgery token.</summary>
internal sealed partial class FormBrowser : IDisposable
{
    private readonly HttpClient _client;

    public FormBrowser(RunningSite site, string? cookie = null)
    {
        var cookies = new CookieContainer();
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies })
        {
            BaseAddress = site.Client.BaseAddress,
        };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
        if (cookie?.Split('=', 2) is [var name, var value]) cookies.Add(_client.BaseAddress!, new Cookie(name, value));
    }

    public static async Task<FormBrowser> OfAsync(RunningSite site, Guid person) =>
        new(site, await SignedIn.CookieAsync(site.Services, person));

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<(HttpStatusCode Status, byte[] Bytes, string? Type)> FileAsync(string path)
    {
        using var answer = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Sends a form as the page at a path has it: its hidden fields, and what is typed.</summary>
    public async Task<(HttpStatusCode Status, string? To, string Text)> SendAsync(
        string page, string action, params (string Name, string Value)[] typed)
    {
        var (_, html) = await GetAsync(page);
        var fields = Hidden().Matches(html).Select(one => (Name: one.Groups["name"].Value, Value: WebUtility.HtmlDecode(
            one.Groups["value"].Value)))
            .GroupBy(one => one.Name).Select(one => one.First())
            .Where(one => !typed.Any(field => field.Name == one.Name)).Concat(typed);
        using var content = new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var answer = await _client.PostAsync(action, content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<HttpStatusCode> HeadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""<input[^>]*\bname="(?<name>(__RequestVerificationToken|was\.[^"]*|version|key))"[^>]*\bvalue="(?<value>[^"]*)""")]
    private static partial Regex Hidden();
}
