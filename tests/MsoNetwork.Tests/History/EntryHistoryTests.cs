using System.Net;
using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.History;

/// <summary>What an entry was, for those whom it concerns, and getting it back.</summary>
[Trait("Speed", "Medium")]
public sealed class EntryHistoryTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string History =
        "history { version hasMore changes { number by source person operation fields { "
            + "field before after isErased isHidden canRestore } } }";

    [Fact]
    public async Task A_field_and_a_whole_entry_get_back_what_stood_there()
    {
        var (lead, id, slug) = await OwnAsync();
        await UpdateAsync(lead, id, new { phone = "0221 5550101", website = "https://eins.example.org/" });
        await UpdateAsync(lead, id, new { phone = "0221 5550102", website = "https://zwei.example.org/" });
        var history = await HistoryAsync(lead, slug);
        var last = history.GetProperty("changes")[0];
        Assert.Equal("ORGANISATION", last.GetProperty("by").GetString());
        Assert.NotNull(last.GetProperty("person").GetString());
        var phone = last.GetProperty("fields").EnumerateArray().Single(one => one.GetProperty("field").GetString() == "phone");
        Assert.Contains("5550101", phone.GetProperty("before")[0].GetString(), StringComparison.Ordinal);

        var one = await RestoreAsync(lead, id, last, history, "phone");
        Assert.Equal("""["phone"]""", one.GetProperty("restored").GetRawText());
        Assert.Equal("https://zwei.example.org/", await site.TextAsync($"SELECT website FROM organisations WHERE id = '{id}'"));
        Assert.Contains("5550101", await site.TextAsync($"SELECT phone FROM organisations WHERE id = '{id}'"), StringComparison.Ordinal);

        Assert.Equal(["CONFLICT input.expectedVersion"], (await AskAsync(lead, id, last, history, null)).Refusals());
        await RestoreAsync(lead, id, last, await HistoryAsync(lead, slug), null);
        Assert.Equal("https://eins.example.org/", await site.TextAsync($"SELECT website FROM organisations WHERE id = '{id}'"));
    }

    [Fact]
    public async Task What_is_erased_or_hidden_now_does_not_come_back_and_this_is_said()
    {
        var (lead, id, slug) = await OwnAsync();
        await UpdateAsync(lead, id, new { phone = "0221 5550103", street = "Beispielweg 7" });
        await UpdateAsync(lead, id, new { phone = "0221 5550104", street = "Beispielweg 8", foundedYear = 1999 });
        await UpdateAsync(lead, id, new { protectLocation = true, contactVisibleTo = "NOBODY" });
        var history = await HistoryAsync(lead, slug);
        Assert.DoesNotContain("5550103", history.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Beispielweg", history.GetRawText(), StringComparison.Ordinal);
        var second = history.GetProperty("changes")[1];
        var done = await RestoreAsync(lead, id, second, history, null);
        Assert.Contains("\"foundedYear\"", done.GetProperty("restored").GetRawText(), StringComparison.Ordinal);
        foreach (var left in (string[])["phone", "street", "protectLocation", "contactVisibleTo"])
            Assert.Contains($"\"{left}\"", done.GetProperty("left").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("true", await site.TextAsync($"SELECT location_protected::text FROM organisations WHERE id = '{id}'"));
        Assert.Equal("Nobody", await site.TextAsync($"SELECT contact_visible_to FROM organisations WHERE id = '{id}'"));
        Assert.Contains("Beispielweg 8", await site.TextAsync(
            $"SELECT street FROM protected_places WHERE organisation_id = '{id}'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_days_are_compared()
    {
        var (lead, id, slug) = await OwnAsync();
        await UpdateAsync(lead, id, new { website = "https://drei.example.org/" });
        await UpdateAsync(lead, id, new { website = "https://vier.example.org/" });
        // As if the first change were of an earlier day.
        await site.RunAsync($"""
            UPDATE change_sets SET changed_at = changed_at - interval '3 days' WHERE number < (
                SELECT max(change_set) FROM changes WHERE key = '{id}' AND after ? 'website')
            """);
        var from = TimeProvider.System.GetUtcNow().AddDays(-2).ToString("yyyy-MM-dd", null);
        var to = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", null);
        var answer = await site.ApiAsync(lead, $$"""
            { organisation(slug: "{{slug}}") { historyBetween(from: "{{from}}", to: "{{to}}") { field before after } } }
            """);
        Assert.Equal(
            """[{"field":"website","before":["https://drei.example.org/"],"after":["https://vier.example.org/"]}]""",
            answer.GetProperty("data").GetProperty("organisation").GetProperty("historyBetween").GetRawText());
    }

    [Fact]
    public async Task Nobody_else_sees_a_history_or_restores_anything()
    {
        var (lead, id, slug) = await OwnAsync();
        await UpdateAsync(lead, id, new { phone = "0221 5550105" });
        var history = await HistoryAsync(lead, slug);
        var query = $$"""
            { organisation(slug: "{{slug}}") { {{History}} historyBetween(from: "2020-01-01", to: "2099-01-01") { field } } }
            """;
        foreach (var stranger in (Guid?[])[null, await site.PersonAsync(), await site.StaffAsync("ki-bielefeld")])
            Assert.Contains("""{"history":null,"historyBetween":null}""", (await site.ApiAsync(stranger, query)).GetRawText(),
                StringComparison.Ordinal);
        foreach (var stranger in (Guid[])[await site.PersonAsync(), await site.StaffAsync("ki-bielefeld")])
            Assert.Equal(["FORBIDDEN"], (await AskAsync(stranger, id, history.GetProperty("changes")[0], history, null)).Refusals());
        foreach (var insider in (Guid[])[await site.StaffAsync("ki-koeln"), await site.AdministratorAsync()])
            Assert.Contains("5550105", (await site.ApiAsync(insider, query)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_hidden_is_called_hidden_and_nobody_offers_to_bring_it_back()
    {
        var (lead, id, slug) = await OwnAsync();
        await UpdateAsync(lead, id, new { phone = "0221 5550106", website = "https://fuenf.example.org/" });
        await UpdateAsync(lead, id, new { contactVisibleTo = "NOBODY" });
        var history = await HistoryAsync(lead, slug);
        var all = history.GetProperty("changes").EnumerateArray().SelectMany(one => one.GetProperty("fields").EnumerateArray()).ToList();
        JsonElement Field(string name) => all.First(one => one.GetProperty("field").GetString() == name);
        foreach (var (name, erased, hidden, restorable) in new[]
        {
            ("phone", true, true, false), ("contactVisibleTo", false, false, false), ("website", false, false, true),
        })
        {
            Assert.Equal((erased, hidden, restorable), (Field(name).GetProperty("isErased").GetBoolean(),
                Field(name).GetProperty("isHidden").GetBoolean(), Field(name).GetProperty("canRestore").GetBoolean()));
        }

        var page = await PageAsync(lead, slug);
        Assert.Contains("Diese Angaben sind nicht öffentlich. Der Verlauf zeigt sie nicht.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Diese Angaben wurden gelöscht", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"field\" value=\"contactVisibleTo\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"field\" value=\"website\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_has_its_own_words_and_refuses_a_language_that_has_none()
    {
        var (lead, id, slug) = await OwnAsync();
        await UpdateAsync(lead, id, new { contactVisibleTo = "CENTRES" });
        var history = (await HistoryAsync(lead, slug)).GetRawText();
        Assert.Contains("\"CENTRES\"", history, StringComparison.Ordinal);
        Assert.Contains("\"CONFIRMED_BY_ORGANISATION\"", history, StringComparison.Ordinal);
        foreach (var field in (string[])
        [
            "history(language: \"xx\") { version }",
            "historyBetween(from: \"2020-01-01\", to: \"2099-01-01\", language: \"xx\") { field }",
        ])
        {
            var refused = await site.ApiAsync(lead, $$"""{ organisation(slug: "{{slug}}") { {{field}} } }""");
            var error = Assert.Single(refused.GetProperty("errors").EnumerateArray()).GetProperty("extensions");
            Assert.Equal(("INVALID_INPUT", "language"),
                (error.GetProperty("code").GetString(), error.GetProperty("argument").GetString()));
        }

        foreach (var language in (string[])["de-DE", "EN", "ku"])
            Assert.DoesNotContain("errors", (await site.ApiAsync(
                lead, $$"""{ organisation(slug: "{{slug}}") { history(language: "{{language}}") { version } } }""")).GetRawText(),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_the_time_of_day_in_Berlin_and_calls_languages_by_their_names()
    {
        var (lead, id, slug) = await OwnAsync();
        await UpdateAsync(lead, id, new { openingHours = new[] { new { language = "tr", text = "Pazartesi 10–12" } } });
        await site.RunAsync($"""
            UPDATE change_sets SET changed_at = '2026-07-01T20:05:00Z'
            WHERE number = (SELECT max(change_set) FROM changes WHERE key = '{id}')
            """);
        var page = await PageAsync(lead, slug);
        Assert.Contains("1. Juli 2026, 22:05 Uhr", page, StringComparison.Ordinal);
        Assert.Contains("(Türkisch)", page, StringComparison.Ordinal);
        Assert.Contains("۲۲:۰۵", await PageAsync(lead, slug, "fa"), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(Guid person, string slug, string language = "de")
    {
        using var browser = await FormBrowser.OfAsync(site, person);
        return WebUtility.HtmlDecode(
            (await browser.GetAsync($"/{language}/organisationen/{slug}/bearbeiten/verlauf")).Text);
    }

    private async Task<(Guid Lead, Guid Id, string Slug)> OwnAsync()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        return (await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead }), id, slug);
    }

    private async Task UpdateAsync(Guid person, Guid id, object fields)
    {
        var input = JsonSerializer.SerializeToNode(fields)!.AsObject();
        input["id"] = OrganisationId(id);
        input["expectedVersion"] = await site.TextAsync($"SELECT xmin::text FROM organisations WHERE id = '{id}'");
        (await site.DoAsync(person, "updateOrganisation", input, "organisation { slug }")).WithoutErrors();
    }

    private async Task<JsonElement> HistoryAsync(Guid person, string slug) =>
        (await site.ApiAsync(person, $$"""{ organisation(slug: "{{slug}}") { {{History}} } }"""))
            .GetProperty("data").GetProperty("organisation").GetProperty("history");

    private async Task<JsonElement> RestoreAsync(Guid person, Guid id, JsonElement change, JsonElement history, string? field) =>
        (await AskAsync(person, id, change, history, field)).WithoutErrors();

    private Task<JsonElement> AskAsync(Guid person, Guid id, JsonElement change, JsonElement history, string? field) =>
        site.DoAsync(person, "restoreOrganisation", new
        {
            organisation = OrganisationId(id),
            change = change.GetProperty("number").GetString(),
            fields = field is null ? null : new[] { field },
            expectedVersion = history.GetProperty("version").GetString(),
        }, "restored left");
}
