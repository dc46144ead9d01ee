using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>What the cookie of a signed-in person is worth, and where.</summary>
public sealed class PersonCookieTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task A_page_for_persons_asks_visitors_to_sign_in_and_to_come_back()
    {
        using var answer = await GetAsync("/de/konto?a=b", cookie: null);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/de/anmelden?returnUrl=%2Fde%2Fkonto%3Fa%3Db", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_signed_in_person_sees_the_account_and_no_cache_keeps_it()
    {
        var cookie = await SignedIn.CookieAsync(site.Services, await SignedIn.PersonAsync(site.Services, "person@example.org"));
        using var answer = await GetAsync("/de/konto", cookie);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });
        using var start = await GetAsync("/de/", cookie);
        var page = await start.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Mein Konto", page, StringComparison.Ordinal);
        Assert.True(start.Headers.CacheControl is { NoStore: true, Private: true });
    }

    [Fact]
    public async Task A_session_that_was_ended_is_worth_nothing_at_once()
    {
        var person = await SignedIn.PersonAsync(site.Services, "ended@example.org");
        var cookie = await SignedIn.CookieAsync(site.Services, person);
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var sessions = scope.ServiceProvider.GetRequiredService<Sessions>();
            await sessions.EndAllAsync(person, but: null, TestContext.Current.CancellationToken);
        }

        using var answer = await GetAsync("/de/konto", cookie);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public void What_the_address_names_no_field_of_a_form_names_otherwise() => Assert.IsType<RouteValueProviderFactory>(
        site.Services.GetRequiredService<IOptions<MvcOptions>>().Value.ValueProviderFactories[0]);

    [Fact]
    public async Task The_API_never_reads_the_cookie()
    {
        var cookie = await SignedIn.CookieAsync(site.Services, await SignedIn.PersonAsync(site.Services, "api@example.org"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(
                """{"query":"mutation { erasePartnerCall(input: {id: \"x\"}) { id } }"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Accept", "text/html, application/json");
        var answer = await site.SendAsync(request);
        Assert.DoesNotContain("FORBIDDEN", answer.Text, StringComparison.Ordinal);
        await using var scope = site.Services.CreateAsyncScope();
        Assert.True(scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity.IsNobody);
    }

    [Fact]
    public async Task A_person_has_the_roles_of_all_organisations_and_centres_and_acts_for_the_one_chosen()
    {
        var (one, another) = (await OrganisationAsync(0), await OrganisationAsync(1));
        var person = await SignedIn.PersonAsync(
            site.Services,
            "several@example.org",
            new OrganisationPerson { OrganisationId = one.Id, Role = Role.Lead },
            new OrganisationPerson { OrganisationId = another.Id, Role = Role.Editor },
            new CentrePerson { CentreKey = "ki-koeln" },
            new Duty { Role = Role.VocabularyEditor }
        );
        await using var scope = site.Services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentViewer>();
        current.Identity = new Identity(ActingFor: null) { Person = person };
        var viewer = await current.GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(person, viewer.Person);
        Assert.Equal(3, viewer.Memberships.Count);
        Assert.Null(viewer.ActsFor);
        Assert.True(viewer.Has(Role.CentreStaff) && viewer.Has(Role.Lead) && viewer.Has(Role.VocabularyEditor));
        Assert.False(viewer.Has(Role.Administrator));
        current.Identity = new Identity(new ActingFor(ActingKind.Organisation, another.Slug)) { Person = person };
        Assert.Equal(another.Id, (await current.GetAsync(TestContext.Current.CancellationToken)).Organisation);
        current.Identity = new Identity(new ActingFor(ActingKind.Organisation, "of-others")) { Person = person };
        Assert.Null((await current.GetAsync(TestContext.Current.CancellationToken)).ActsFor);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<(Guid Id, string Slug)> OrganisationAsync(int nth)
    {
        await using var command = site.Database.CreateCommand("SELECT id, slug FROM organisations ORDER BY slug OFFSET $1 LIMIT 1");
        command.Parameters.Add(new() { Value = nth });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        return (rows.GetGuid(0), rows.GetString(1));
    }
}
