using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Who sends requests: with cookies and the forms' hidden token as a browser has them, and with a token for the API.</summary>
internal sealed record FuzzActor(string Name, string Cookie, string FormToken, string? Bearer)
{
    public IEnumerable<(string, string)> Cookies => Cookie == "" ? [] : [("Cookie", Cookie)];

    /// <summary>A visitor, the lead of an organisation, a centre and an administrator: new ones, as the former may be erased.</summary>
    /// <param name="site">The site.</param>
    /// <param name="client">Keeps no cookies.</param>
    public static async Task<IReadOnlyList<FuzzActor>> AllAsync(RunningSite site, HttpClient client) =>
    [
        await OfAsync(site, client, "visitor", null),
        await OfAsync(site, client, "lead", await site.PersonAsync(await LeadAsync(site))),
        await OfAsync(site, client, "staff", await site.StaffAsync("ki-koeln")),
        await OfAsync(site, client, "administrator", await site.AdministratorAsync()),
    ];

    private static async Task<OrganisationPerson> LeadAsync(RunningSite site) => new()
    {
        OrganisationId = Guid.Parse(await site.TextAsync(
            "SELECT id FROM organisations WHERE starts_with(municipality_key, '05315') AND status = 'Active' ORDER BY random() LIMIT 1")),
        Role = Role.Lead,
    };

    private static async Task<FuzzActor> OfAsync(RunningSite site, HttpClient client, string name, Guid? person)
    {
        var cookie = person is { } known ? await SignedIn.CookieAsync(site.Services, known) : "";
        using var request = new HttpRequestMessage(HttpMethod.Get, person is null ? "/de/anmelden" : "/de/konto");
        request.Headers.Add("Accept", "text/html");
        if (cookie != "") request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = Browser.Hidden(html).FirstOrDefault(field => field.Name == "__RequestVerificationToken").Value;
        Assert.True(token is not null, $"{name}: {answer.StatusCode} without a form\n{html}");
        var more = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(one => one.Split(';')[0]) : [];
        string? bearer = null;
        if (person is { } writer)
        {
            await using var scope = site.Services.CreateAsyncScope();
            bearer = await new AccessTokens(scope.ServiceProvider.GetRequiredService<DbContext>(), TimeProvider.System).MakeAsync(
                writer, new WantedToken("fuzz", null, Writes: true, TimeSpan.FromDays(1)), TestContext.Current.CancellationToken);
        }

        return new FuzzActor(name, string.Join("; ", more.Prepend(cookie).Where(one => one != "")), token, bearer);
    }
}
