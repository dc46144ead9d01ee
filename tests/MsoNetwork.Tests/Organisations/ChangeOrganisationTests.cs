using System.Text.Json;
using MsoNetwork.Changes;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Organisations;

/// <summary>One organisation is written, by itself or by its centre, with the import's rules and merge.</summary>
[Trait("Speed", "Slow")]
public sealed class ChangeOrganisationTests(TestCluster cluster)
{
    private const string Self = "organisation:haus-hegrano";
    private const string Centre = "centre:ki-koeln";
    private const string Imported =
        "external_id,name,town,postcode,street,email,topics,keywords,description_de,retrieved_on\n"
        + "1,Haus Hegrano,Köln-Porz,51143,Geheimweg 5,alt@example.org,culture,Porzer Treff|Chor,Ein Haus.,2026-01-01\n";

    [Fact]
    public async Task An_organisation_changes_what_it_names_and_nothing_else()
    {
        await using var network = await ImportedAsync();
        var changed = (await UpdateAsync(network, Self, """
            email: "neu@example.org", phone: "0221 98765432", foundedYear: 1998, legalForm: REGISTERED_ASSOCIATION, topics: ["culture", "Bildung"],
            description: [{language: "tr", text: "Bir ev."}], openingHours: [{language: "de", text: "Mo 10–12"}]
            """)).Organisation();
        Assert.Equal("neu@example.org", changed.GetProperty("contact").Text("email"));
        Assert.Equal("+49 221 98765432", changed.GetProperty("contact").Text("phone"));
        Assert.Equal("CONFIRMED_BY_ORGANISATION", changed.GetProperty("verification").Text("state"));
        Assert.Equal("{culture,education}", await network.OfAsync("Haus Hegrano", "topics"));
        Assert.Equal("{\"de\": \"Ein Haus.\", \"tr\": \"Bir ev.\"}", await network.OfAsync("Haus Hegrano", "descriptions"));
        Assert.Equal("Geheimweg 5 51143 Köln-Porz", await network.OfAsync("Haus Hegrano", "concat_ws(' ', street, postcode, town)"));
        Assert.Equal("{\"Porzer Treff\",Chor}", await network.OfAsync("Haus Hegrano", "keywords"));
        // who told it stands beside who told the rest
        Assert.Equal(
            "Angaben der Organisation selbst, Quelle A",
            await network.ScalarAsync<string>("""
                SELECT string_agg(s.name, ', ' ORDER BY s.name) FROM organisation_sources AS s JOIN organisations ON id = organisation_id
                WHERE organisations.name = 'Haus Hegrano' AND (s.name = 'Quelle A' OR s.retrieved_on = (now() AT TIME ZONE 'Europe/Berlin')::date)
                """)
        );
        // and a later import fills only what is empty
        await network.ImportAsync(Imported.Replace("2026-01-01", "2026-11-01", StringComparison.Ordinal));
        Assert.Equal("neu@example.org", await network.OfAsync("Haus Hegrano", "email"));
    }

    [Fact]
    public async Task Null_clears_and_what_is_absent_stays()
    {
        await using var network = await ImportedAsync();
        const string Cleared = "street: null, email: null, topics: [], description: [{language: \"de\", text: null}]";
        (await UpdateAsync(network, Self, Cleared)).Organisation();
        Assert.Equal("-", await network.OfAsync("Haus Hegrano", "nullif(concat(street, email, array_to_string(topics, '')), '')"));
        Assert.Equal("{}", await network.OfAsync("Haus Hegrano", "descriptions"));
        Assert.Equal("51143", await network.OfAsync("Haus Hegrano", "postcode"));
    }

    [Fact]
    public async Task Who_changes_nothing_leaves_no_trace()
    {
        await using var network = await ImportedAsync();
        var before = await network.EverythingAsync();
        var (id, version) = await SeenAsync(network);
        const string Same = "email: \"alt@example.org\", town: \"Köln-Porz\", topics: [\"culture\"]";
        var same = (await UpdateAsync(network, Self, Same)).Organisation();
        Assert.Equal((id, version), (same.Text("id"), same.Text("version")));
        Assert.Equal(before, await network.EverythingAsync());
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once_and_nothing_is_written()
    {
        await using var network = await ImportedAsync();
        var before = await network.EverythingAsync();
        var answer = await UpdateAsync(network, Self, """
            name: "…", email: "keine@adresse", website: "nirgends", foundedYear: 1500, town: "Nirgendheim", topics: ["Unsinn"], status: INACTIVE,
            alternateNames: ["a|b"], description: [{language: "?", text: "x"}]
            """);
        Assert.Equal(JsonValueKind.Null, answer.Payload().GetProperty("organisation").ValueKind);
        Assert.Equal(
            ["alternateNames", "description", "email", "foundedYear", "name", "topics", "town", "website"],
            Errors(answer).Select(error => error.Path).Order(StringComparer.Ordinal)
        );
        Assert.All(Errors(answer), error => Assert.Equal("INVALID_INPUT", error.Code));
        Assert.Equal(before, await network.EverythingAsync());
    }

    [Fact]
    public async Task Itself_and_the_centre_of_its_area_may_nobody_else()
    {
        await using var network = await ImportedAsync();
        Assert.Equal([("", "UNAUTHENTICATED")], Errors(await UpdateAsync(network, "", "phone: \"0221 98765432\"")));
        Assert.Equal([("", "FORBIDDEN")], Errors(await UpdateAsync(network, "organisation:migrafrica", "phone: \"0221 98765432\"")));
        Assert.Equal([("", "FORBIDDEN")], Errors(await UpdateAsync(network, "centre:ki-bonn", "phone: \"0221 98765432\"")));
        var changed = (await UpdateAsync(network, Centre, "phone: \"0221 98765432\"")).Organisation();
        Assert.Equal("VERIFIED_BY_CENTRE", changed.GetProperty("verification").Text("state"));
    }

    [Fact]
    public async Task The_history_says_what_changed_and_by_whom()
    {
        await using var network = await ImportedAsync();
        (await UpdateAsync(network, Self, "email: \"neu@example.org\"")).Organisation();
        (await UpdateAsync(network, Centre, "email: \"zentrum@example.org\"")).Organisation();
        await using var connection = await network.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var id = await network.OfAsync("Haus Hegrano", "id");
        var history = await ChangeHistory.ReadAsync(connection, ChangeSubject.Organisation, id, TestContext.Current.CancellationToken);
        var mails = history.Where(entry => entry.Fields.ContainsKey("email")).ToList();
        Assert.Equal(
            [
                (new ChangeAuthor(ChangeAuthorKind.Centre, "ki-koeln"), "neu@example.org", "zentrum@example.org"),
                (new ChangeAuthor(ChangeAuthorKind.Organisation, id), "alt@example.org", "neu@example.org"),
                (new ChangeAuthor(ChangeAuthorKind.Import, null, "Quelle A"), null, "alt@example.org"),
            ],
            mails.Select(entry => (entry.Author, (string?)entry.Fields["email"].Before, (string?)entry.Fields["email"].After))
        );
    }

    [Fact]
    public async Task Of_two_who_write_at_once_one_is_told_and_nothing_is_lost()
    {
        await using var network = await ImportedAsync();
        var (id, version) = await SeenAsync(network);
        var answers = await Task.WhenAll(
            UpdateAsync(network, Self, "phone: \"0221 98765432\"", id, version),
            UpdateAsync(network, Centre, "email: \"neu@example.org\"", id, version)
        );
        var refused = Assert.Single(answers, answer => Errors(answer).Count > 0);
        Assert.Equal([("expectedVersion", "CONFLICT")], Errors(refused));
        var isPhone = Errors(answers[0]).Count == 0;
        Assert.Equal(isPhone ? "+49 221 98765432 alt@example.org" : "neu@example.org",
            await network.OfAsync("Haus Hegrano", "concat_ws(' ', phone, email)"));
        // with the version that is there now, the other one is written too
        (await UpdateAsync(network, Self, isPhone ? "email: \"neu@example.org\"" : "phone: \"0221 98765432\"")).Organisation();
        Assert.Equal("+49 221 98765432 neu@example.org", await network.OfAsync("Haus Hegrano", "concat_ws(' ', phone, email)"));
    }

    [Fact]
    public async Task A_place_that_is_protected_is_told_no_more_by_slug_and_keywords()
    {
        await using var network = await ImportedAsync();
        await network.RunAsync("UPDATE organisations SET slug = 'haus-hegrano-porz' WHERE name = 'Haus Hegrano'");
        var hidden = (await UpdateAsync(network, "organisation:haus-hegrano-porz", "protectLocation: true")).Organisation();
        Assert.Matches("^haus-hegrano-[0-9a-f]{8}$", hidden.Text("slug"));
        Assert.Equal("Köln", hidden.GetProperty("seat").Text("town"));
        Assert.Equal("{Chor}", await network.OfAsync("Haus Hegrano", "keywords"));
        Assert.Equal("-", await network.OfAsync("Haus Hegrano", "nullif(concat(street, postcode), '')"));
        Assert.Equal(
            "Geheimweg 5, Köln-Porz 51143",
            await network.ScalarAsync<string>("SELECT concat_ws(' ', street, postcode) FROM protected_places")
        );
        // the hidden street has a version too
        var slug = "organisation:" + hidden.Text("slug");
        var moved = (await UpdateAsync(network, slug, "street: \"Anderer Weg 3\"")).Organisation();
        Assert.NotEqual(hidden.Text("version"), moved.Text("version"));
        Assert.StartsWith(
            "Anderer Weg 3",
            await network.ScalarAsync<string>("SELECT street FROM protected_places"),
            StringComparison.Ordinal
        );
        var shown = (await UpdateAsync(network, slug, "protectLocation: false")).Organisation();
        Assert.StartsWith("Anderer Weg 3", shown.GetProperty("seat").Text("street"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_centre_enters_an_organisation_in_its_area_once()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Entry = "name: \"Neuer Kreis Hegrano\", town: \"Köln\", postcode: \"50667\", topics: [\"culture\"]";
        Assert.Equal([("", "UNAUTHENTICATED")], Errors(await CreateAsync(network, "", Entry)));
        Assert.Equal([("", "FORBIDDEN")], Errors(await CreateAsync(network, "organisation:migrafrica", Entry)));
        Assert.Equal([("", "FORBIDDEN")], Errors(await CreateAsync(network, "centre:ki-bonn", Entry)));
        var entered = (await CreateAsync(network, Centre, Entry)).Organisation();
        Assert.Equal("neuer-kreis-hegrano", entered.Text("slug"));
        Assert.Equal("50667", entered.GetProperty("seat").Text("postcode"));
        Assert.Equal([("name", "CONFLICT")], Errors(await CreateAsync(network, Centre, Entry)));
        Assert.Equal(["email", "name"], Errors(await CreateAsync(network, Centre, "name: \"\", town: \"Köln\", email: \"x\""))
            .Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    private async Task<SeededNetwork> ImportedAsync()
    {
        var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Imported);
        return network;
    }

    private static async Task<(string Id, string Version)> SeenAsync(SeededNetwork network)
    {
        var slug = await network.OfAsync("Haus Hegrano", "slug");
        var answer = await network.AskAsync("", $$"""{ organisation(slug: "{{slug}}") { id version } }""");
        var seen = answer.GetProperty("data").GetProperty("organisation");
        return (seen.Text("id"), seen.Text("version"));
    }

    private static async Task<JsonElement> UpdateAsync(SeededNetwork network, string actor, string fields)
    {
        var (id, version) = await SeenAsync(network);
        return await UpdateAsync(network, actor, fields, id, version);
    }

    private static Task<JsonElement> UpdateAsync(SeededNetwork network, string actor, string fields, string id, string version) =>
        network.AskAsync(actor, $$"""
            mutation { done: updateOrganisation(input: { id: "{{id}}", expectedVersion: "{{version}}", {{fields}} }) { {{Shown}} } }
            """);

    private static Task<JsonElement> CreateAsync(SeededNetwork network, string actor, string fields) =>
        network.AskAsync(actor, $$"""mutation { done: createOrganisation(input: { {{fields}} }) { {{Shown}} } }""");

    private const string Shown = """
        organisation { id version slug seat { street postcode town } contact { email phone } verification { state } } errors { path code message }
        """;

    private static List<(string Path, string Code)> Errors(JsonElement answer) =>
        [.. answer.Payload().GetProperty("errors").EnumerateArray().Select(error =>
            (error.GetProperty("path").EnumerateArray().Select(step => step.GetString()!).LastOrDefault(""), error.Text("code")))];
}

/// <summary>Reads payloads of organisations' mutations.</summary>
internal static class OrganisationPayloads
{
    public static JsonElement Payload(this JsonElement answer)
    {
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("done");
    }

    public static JsonElement Organisation(this JsonElement answer)
    {
        Assert.Equal(0, answer.Payload().GetProperty("errors").GetArrayLength());
        return answer.Payload().GetProperty("organisation");
    }
}
