using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.PartnerCalls;

namespace MsoNetwork.Tests.SignIn;

/// <summary>viewer says who asks, and never anything of others.</summary>
public sealed class ViewerQueryTests(CallNetwork network) : IClassFixture<CallNetwork>
{
    private const string All =
        "{ viewer { person { id displayName language } memberships { organisation { slug } centre { key } role } "
        + "actsFor { organisation { slug } centre { key } } duties waiting { kind count } } }";

    [Fact]
    public async Task Nobody_is_no_viewer() =>
        Assert.Equal(JsonValueKind.Null, (await network.DataAsync("", All)).GetProperty("viewer").ValueKind);

    [Fact]
    public async Task A_program_acts_for_its_organisation_and_is_no_person()
    {
        var viewer = (await network.DataAsync(CallNetwork.Caller, All)).GetProperty("viewer");
        Assert.Equal(JsonValueKind.Null, viewer.GetProperty("person").ValueKind);
        Assert.Equal("migrafrica", viewer.GetProperty("actsFor").GetProperty("organisation").Text("slug"));
        Assert.Equal("LEAD", viewer.GetProperty("memberships")[0].Text("role"));
        var centre = (await network.DataAsync(CallNetwork.Centre, All)).GetProperty("viewer");
        Assert.Equal("ki-koeln", centre.GetProperty("actsFor").GetProperty("centre").Text("key"));
    }

    [Fact]
    public async Task What_waits_is_counted_for_those_who_decide_and_for_nobody_else()
    {
        var (one, other) = (await network.Network.IdAsync("migrafrica"), await network.Network.IdAsync("bana-afrika-e-v"));
        (await network.Network.ProposeAsync(CallNetwork.Caller, new { kind = "OTHER", title = "Wartet", from = one, to = other })).Done();
        var call = await network.OpenedAsync("Wartet auch", CallNetwork.Third);
        CallNetwork.Done(await network.RespondAsync(CallNetwork.Other, call));
        Assert.Equal(
            """[{"kind":"proposal","count":1},{"kind":"response","count":1}]""",
            (await network.DataAsync(CallNetwork.Third, All)).GetProperty("viewer").GetProperty("waiting").GetRawText());
        foreach (var actor in (string[])[CallNetwork.Caller, CallNetwork.Other, CallNetwork.Centre])
            Assert.Equal("[]", (await network.DataAsync(actor, All)).GetProperty("viewer").GetProperty("waiting").GetRawText());
    }

    [Fact]
    public async Task A_person_sees_themself_with_all_that_they_may_act_for()
    {
        var id = Guid.NewGuid();
        await network.RunAsync($"""
            INSERT INTO persons (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed,
                two_factor_enabled, lockout_enabled, access_failed_count, language, created_at, display_name)
            VALUES ('{id}', 'a@example.org', 'A@EXAMPLE.ORG', 'a@example.org', 'A@EXAMPLE.ORG', true, false, false, false, 0, 'tr', now(), 'A.');
            INSERT INTO organisation_people (person_id, organisation_id, role, since)
            SELECT '{id}', id, 'Editor', now() FROM organisations WHERE slug IN ('migrafrica', 'coach-e-v')
            """);
        await using var scope = network.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new Identity(ActingFor: null) { Person = id };
        var viewer = (await Question.InScopeAsync(scope.ServiceProvider, All, "{}")).GetProperty("data").GetProperty("viewer");
        Assert.Equal(id.ToString("N"), viewer.GetProperty("person").Text("id"));
        Assert.Equal(2, viewer.GetProperty("memberships").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, viewer.GetProperty("actsFor").ValueKind);
        Assert.DoesNotContain("example.org", viewer.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<DbContext>().Set<Person>()
            .CountAsync(person => person.Email == "a@example.org", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("VocabularyEditor", true)]
    [InlineData("Administrator", true)]
    [InlineData(null, false)]
    public async Task What_people_search_for_in_vain_is_for_editors_of_vocabularies(string? duty, bool may)
    {
        const string Ask = "{ missedSearches(days: 30) { text searches last } }";
        var id = Guid.NewGuid();
        await network.RunAsync($"""
            INSERT INTO missed_searches (folded, typed, day, searches) VALUES ('nahstube', 'nähstube', current_date, 3) ON CONFLICT DO NOTHING;
            INSERT INTO persons (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed,
                two_factor_enabled, lockout_enabled, access_failed_count, language, created_at, display_name)
            VALUES ('{id}', '{id}', '{id}', '{id}@example.org', '{id}@EXAMPLE.ORG', true, false, false, false, 0, 'de', now(), '');
            INSERT INTO duties (person_id, role, since) SELECT '{id}', '{duty}', now() WHERE '{duty}' <> ''
            """);
        await using var scope = network.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new Identity(ActingFor: null) { Person = id };
        var missed = (await Question.InScopeAsync(scope.ServiceProvider, Ask, "{}")).GetProperty("data").GetProperty("missedSearches");
        if (may) Assert.Equal("nähstube", Assert.Single(missed.EnumerateArray()).Text("text"));
        else Assert.Equal(JsonValueKind.Null, missed.ValueKind);
        Assert.Equal(JsonValueKind.Null, (await network.DataAsync("", Ask)).GetProperty("missedSearches").ValueKind);
    }
}
