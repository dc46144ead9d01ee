using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Relay;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.Trainings;
using FormBrowser = MsoNetwork.Tests.SignIn.FormBrowser;

namespace MsoNetwork.Tests.Organisations;

/// <summary>Calls and trainings of an organisation whose place is protected do not tell its address, and may name any other.</summary>
public sealed class ProtectedAddressTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Geheimgasse 78", "Kommt in die Geheimgasse 78.", true)]
    [InlineData("Geheimgasse 78", "Kommt in die Geheimgasse!", true)]
    [InlineData("Geheimgasse 78", "GEHEIM-GASSE78a, hinten", true)]
    [InlineData("Geheimgasse 78", "Geheimg. 78", true)]
    [InlineData("Geheimgasse 78", "https://example.org/geheimgasse-78", true)]
    [InlineData("Geheimgasse 78", "In der Geheimgasse 12, bei der Nachbarschaftshilfe", false)] // another house
    [InlineData("Geheimgasse 78", "Streng geheim: 78 Spiele", false)]
    [InlineData("Geheimgasse 78", "Wir sind in 50823 Köln", true)]
    [InlineData("Geheimgasse 78", "D-50 823", true)]
    [InlineData("Geheimgasse 78", "Rufen Sie an: 0221 5508231", false)]
    [InlineData("Friedrich-Ebert-Straße 4, Köln-Ehrenfeld", "Friedrich Ebert leitet den Kurs in Ehrenfeld.", false)] // a person, a quarter
    [InlineData("Friedrich-Ebert-Straße 4, Köln-Ehrenfeld", "Friedrich-Ebert-Str. 4", true)]
    [InlineData("Friedrich-Ebert-Straße 4, Köln-Ehrenfeld", "Ebertstr. 4", true)]
    [InlineData("Friedrich-Ebert-Straße 4, Köln-Ehrenfeld", "in der Friedrich-Ebert-Strasse", true)]
    [InlineData("Friedrich-Ebert-Straße 4, Köln-Ehrenfeld", "Goethestraße 4", false)]
    [InlineData("Am Hof 3", "Am Hof spielen die Kinder.", false)]
    [InlineData("Am Hof 3", "Am Hof 3, Hinterhaus", true)]
    [InlineData("Am Hof 3", "Hof 3", true)]
    [InlineData("Am Hof 3", "Am Hof 31", false)]
    [InlineData("Große Spießstraße 12", "große spiessstrasse 12", true)]
    [InlineData("Kölner Straße 5", "Kölner Frauen treffen sich", false)]
    [InlineData("Kölner Straße 5", "Kölner Str. 5", true)]
    public async Task A_sentence_tells_it_by_the_street_or_the_postcode_and_not_by_words_of_either(string street, string told, bool tells)
    {
        await using var command = site.Database.CreateCommand("SELECT tells_address($1, 'Köln Haus Hegrano', $2, '50823')");
        foreach (var value in (string[])[told, street]) command.Parameters.Add(new() { Value = value });
        Assert.Equal(tells, await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task A_call_does_not_tell_it_when_it_is_written_changed_or_opened()
    {
        var (lead, organisation) = await ProtectedAsync();
        var titled = await CallAsync(lead, "Raum in der Geheimgasse", "Für Proben.");
        Assert.Equal(["INVALID_INPUT input.content.texts.title"], titled.Refusals());
        var refused = await CallAsync(lead, "Raum gesucht", "Wir sind in 50823.");
        Assert.Equal(["INVALID_INPUT input.content.texts.text"], refused.Refusals());
        Assert.Contains("protected", refused.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        (await CallAsync(lead, "Raum gesucht", "Für Proben.")).WithoutErrors();
        var call = GlobalId.Encode("PartnerCall", Guid.Parse(await site.TextAsync(
            $"SELECT id FROM partner_calls WHERE organisation_id = '{organisation}'")));
        // Written before the place was protected: the draft is not opened, the open one can be withdrawn and its keeper is told.
        await site.RunAsync($"ALTER TABLE partner_calls DISABLE TRIGGER partner_calls_tell_no_place");
        await site.RunAsync($$"""UPDATE partner_calls SET texts = '{"de": "Geheimgasse 78"}' WHERE organisation_id = '{{organisation}}'""");
        await site.RunAsync($"ALTER TABLE partner_calls ENABLE TRIGGER partner_calls_tell_no_place");
        Assert.Equal(["INVALID_INPUT input.id"], (await site.DoAsync(lead, "openPartnerCall", new { id = call, version = 2 })).Refusals());
        Assert.Empty(await TellingAsync(lead, organisation));
        await site.RunAsync("ALTER TABLE partner_calls DISABLE TRIGGER partner_calls_tell_no_place");
        (await site.DoAsync(lead, "openPartnerCall", new { id = call, version = 2 })).WithoutErrors();
        await site.RunAsync("ALTER TABLE partner_calls ENABLE TRIGGER partner_calls_tell_no_place");
        Assert.Equal(["partnerCalls"], await TellingAsync(lead, organisation));
        Assert.Empty(await TellingAsync(null, organisation));
        (await site.DoAsync(lead, "withdrawPartnerCall", new { id = call })).WithoutErrors();
        Assert.Empty(await TellingAsync(lead, organisation));
    }

    [Fact]
    public async Task A_training_is_at_any_other_venue_and_nothing_in_it_tells_the_own_one()
    {
        var (lead, organisation) = await ProtectedAsync();
        foreach (var (field, value) in ((string, string)[])
            [("title", "Kurs in der Geheimgasse"), ("text", "Bei uns, Geheimgasse 78."), ("address", "Geheimgasse 78"),
             ("registration", "Per Post: 50823 Köln"), ("postcode", "50823"), ("link", "https://example.org/geheimgasse-78")])
        {
            Assert.EndsWith(field, Assert.Single((await TrainingAsync(lead, (field, value))).Refusals()), StringComparison.Ordinal);
        }

        var elsewhere = await TrainingAsync(
            lead, ("address", "Bürgerzentrum, Venloer Straße 429"), ("postcode", "50823"), ("municipality", "Köln"));
        var id = elsewhere.WithoutErrors().GetProperty("training").GetProperty("id").GetString();
        (await site.DoAsync(lead, "publishTraining", new { id, version = 1 })).WithoutErrors();
        // A published one from before can be called off, and its keeper is told of it.
        await site.RunAsync("ALTER TABLE trainings DISABLE TRIGGER trainings_tell_no_place");
        await site.RunAsync($"UPDATE trainings SET text = 'In der Geheimgasse.' WHERE organisation_id = '{organisation}'");
        await site.RunAsync("ALTER TABLE trainings ENABLE TRIGGER trainings_tell_no_place");
        Assert.Equal(["trainings"], await TellingAsync(lead, organisation));
        var reason = await site.DoAsync(lead, "cancelTraining", new { id, reason = "Die Geheimgasse ist gesperrt." });
        Assert.EndsWith("reason", Assert.Single(reason.Refusals()), StringComparison.Ordinal);
        (await site.DoAsync(lead, "cancelTraining", new { id, reason = "Krank." })).WithoutErrors();
    }

    [Fact]
    public async Task The_pages_say_it_in_the_readers_words_beside_the_field()
    {
        var (lead, _) = await ProtectedAsync();
        using var browser = new FormBrowser(site);
        await browser.SignInAsync(await site.TextAsync($"SELECT email FROM persons WHERE id = '{lead}'"));
        await browser.GetAsync("/pl/gesuche/neu");
        using var refused = await browser.PostAsync(
            "/pl/gesuche/neu", ("title", "Sala"), ("text", "Geheimgasse 78"), ("direction", "Seeks"), ("subject", "Rooms"));
        Assert.Contains("Miejsce jest chronione", browser.Page.QuerySelector("#text-wrong")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Geheimgasse 78", browser.Page.QuerySelector("#text")!.TextContent.Trim());
    }

    private async Task<(Guid Lead, Guid Organisation)> ProtectedAsync()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        await site.RunAsync($"""
            UPDATE organisations SET location_protected = true, street = NULL, postcode = NULL, precision = 'Municipality' WHERE id = '{id}';
            INSERT INTO protected_places (organisation_id, street, postcode) VALUES ('{id}', 'Geheimgasse 78', '50823')
            """);
        return (await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead }), id);
    }

    private Task<JsonElement> CallAsync(Guid person, string title, string text) => site.DoAsync(person, "createPartnerCall", new
    {
        content = new { direction = "SEEKS", subject = "ROOMS", texts = new[] { new { language = "de", title, text } } },
    });

    private Task<JsonElement> TrainingAsync(Guid person, params (string Field, object? Value)[] changes) => site.DoAsync(
        person, "createTraining", new { content = TrainingTests.Evenings("Abende", [("startsOn", "2037-06-09"), .. changes]) },
        "training { id }");

    private async Task<IEnumerable<string>> TellingAsync(Guid? person, Guid organisation)
    {
        var answer = await site.ApiAsync(person, """
            query ($id: ID!) { node(id: $id) { ... on Organisation { fieldsTellingPlace } } }
            """, new { id = ApiActors.OrganisationId(organisation) });
        return answer.GetProperty("data").GetProperty("node").GetProperty("fieldsTellingPlace").EnumerateArray()
            .Select(field => field.GetString()!);
    }
}
