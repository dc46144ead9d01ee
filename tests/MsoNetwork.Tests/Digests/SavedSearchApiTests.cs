using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.Digests;

/// <summary>Saved searches and reminders by the API: the person's own and nobody else's.</summary>
public sealed class SavedSearchApiTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Shown = "savedSearch { id subject query name rhythm isPaused language }";

    private const string Own = "{ viewer { savedSearches { totalCount nodes { id query rhythm isPaused } } } }";

    [Fact]
    public async Task A_search_is_saved_once_changed_and_deleted_and_the_list_has_only_ones_own()
    {
        var (person, other) = (await site.PersonAsync(), await site.PersonAsync());
        var input = new
        {
            subject = "ORGANISATIONS",
            query = "topics=education&topics=education&regions=05315&unknown=1",
            rhythm = "DAILY",
            language = "en",
            idempotencyKey = "einmal",
        };
        var made = (await site.DoAsync(person, "saveSearch", input, Shown)).WithoutErrors().GetProperty("savedSearch");
        Assert.Equal("regions=05315&topics=education", Sorted(made.GetProperty("query").GetString()!));
        Assert.Contains("Köln", made.GetProperty("name").GetString(), StringComparison.Ordinal);
        var again = (await site.DoAsync(person, "saveSearch", input, Shown)).WithoutErrors().GetProperty("savedSearch");
        Assert.Equal(made.GetRawText(), again.GetRawText());
        var id = made.GetProperty("id").GetString()!;
        Assert.Equal(1, Count(await site.ApiAsync(person, Own)));
        Assert.Equal(0, Count(await site.ApiAsync(other, Own)));
        Assert.Equal("SavedSearch", (await NodeAsync(person, id)).GetProperty("__typename").GetString());
        Assert.Equal(JsonValueKind.Null, (await NodeAsync(other, id)).ValueKind);
        Assert.Equal(JsonValueKind.Null, (await NodeAsync(null, id)).ValueKind);

        var changed = (await site.DoAsync(person, "changeSavedSearch", new { id, rhythm = "WEEKLY", isPaused = true }, Shown))
            .WithoutErrors().GetProperty("savedSearch");
        Assert.Equal(("WEEKLY", true), (changed.GetProperty("rhythm").GetString(), changed.GetProperty("isPaused").GetBoolean()));
        Assert.Equal(["NOT_FOUND input.id"], (await site.DoAsync(other, "deleteSavedSearch", new { id }, "deletedId")).Refusals());
        Assert.Equal(id, (await site.DoAsync(person, "deleteSavedSearch", new { id }, "deletedId")).WithoutErrors()
            .GetProperty("deletedId").GetString());
        Assert.Equal(0, Count(await site.ApiAsync(person, Own)));
    }

    [Fact]
    public async Task What_the_page_would_not_understand_is_refused_where_it_stands()
    {
        var person = await site.PersonAsync();
        async Task<IReadOnlyList<string>> RefusedAsync(string subject, string query, string? language = null) => (await site.DoAsync(
            person, "saveSearch", new { subject, query, rhythm = "DAILY", language }, Shown)).Refusals();
        Assert.Equal(["INVALID_INPUT input.query"], await RefusedAsync("ORGANISATIONS", "regions=99"));
        Assert.Equal(["INVALID_INPUT input.query"], await RefusedAsync("PARTNER_CALLS", "subjects=NONE"));
        Assert.Equal(["INVALID_INPUT input.query"], await RefusedAsync("NEWS", "place=Gibtesnichthausen"));
        Assert.Equal(["INVALID_INPUT input.query"], await RefusedAsync("TRAININGS", "q=" + new string('x', 2_100)));
        Assert.Equal(["INVALID_INPUT input.subject"], await RefusedAsync("TRAINING", "etwas"));
        Assert.Equal(["INVALID_INPUT input.language"], await RefusedAsync("TRAININGS", "", "xx"));
        Assert.Equal(0, Count(await site.ApiAsync(person, Own)));
    }

    [Fact]
    public async Task A_person_has_fifty_searches_at_most_and_a_program_none()
    {
        var (organisation, _) = await site.OrganisationAsync("05315");
        var person = await site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        for (var at = 0; at < 50; at++)
            (await site.DoAsync(person, "saveSearch", new { subject = "TRAININGS", query = $"q=wort{at}", rhythm = "DAILY" }, Shown))
                .WithoutErrors();
        Assert.Equal(["LIMIT_EXCEEDED"], (await site.DoAsync(
            person, "saveSearch", new { subject = "TRAININGS", query = "q=zuviel", rhythm = "DAILY" }, Shown)).Refusals());
        Assert.Equal(["FORBIDDEN"], (await site.DoAsync(
            person, "saveSearch", new { subject = "TRAININGS", query = "", rhythm = "DAILY" }, Shown, onlyFor: organisation)).Refusals());
        var bound = await site.ApiAsync(person, Own, onlyFor: organisation);
        Assert.Equal(JsonValueKind.Null, bound.GetProperty("data").GetProperty("viewer").GetProperty("savedSearches").ValueKind);
    }

    private async Task<JsonElement> NodeAsync(Guid? person, string id) =>
        (await site.ApiAsync(person, "query ($id: ID!) { node(id: $id) { __typename id } }", new { id })).GetProperty("data")
        .GetProperty("node");

    private static int Count(JsonElement answer) => answer.GetProperty("data").GetProperty("viewer").GetProperty("savedSearches")
        .GetProperty("totalCount").GetInt32();

    private static string Sorted(string query) => string.Join('&', query.Split('&').Order(StringComparer.Ordinal));
}
