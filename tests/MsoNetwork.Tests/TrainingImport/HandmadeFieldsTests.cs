using System.Collections;
using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Relay;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Trainings;
using static MsoNetwork.Tests.TrainingImport.ImportNetwork;

namespace MsoNetwork.Tests.TrainingImport;

/// <summary>Whatever a training says: what was written here by hand is still there when its source says something new.</summary>
public sealed class HandmadeFieldsTests(ImportNetwork network) : IClassFixture<ImportNetwork>
{
    private static readonly Dictionary<string, object?> Everything = new()
    {
        ["kind"] = "WORKSHOP",
        ["language"] = "tr",
        ["title"] = "Akşam kursu (erfunden)",
        ["text"] = "Elle yazıldı (erfunden).",
        ["topics"] = new[] { "education" },
        ["targetGroups"] = new[] { "women" },
        ["languages"] = new[] { "tr" },
        ["level"] = "BEGINNERS",
        ["startsOn"] = $"{Evening.AddDays(1):yyyy-MM-dd}",
        ["startTime"] = "18:30",
        ["minutes"] = 60,
        ["rule"] = "FREQ=WEEKLY;COUNT=4",
        ["exceptDays"] = new[] { $"{Evening.AddDays(8):yyyy-MM-dd}" },
        ["online"] = true,
        ["municipality"] = "Köln",
        ["address"] = "Bürgerzentrum, Musterweg 1",
        ["postcode"] = "50667",
        ["latitude"] = 50.9413,
        ["longitude"] = 6.9583,
        ["seats"] = 12,
        ["costCents"] = 550,
        ["costNote"] = "Ermäßigt 2 Euro",
        ["childCare"] = true,
        ["accessibility"] = "Ohne Stufen",
        ["registration"] = "Am Telefon",
        ["registerUntil"] = $"{Evening.AddDays(-3):yyyy-MM-dd}",
        ["certificate"] = true,
        ["link"] = "https://example.org/kurs",
        ["materials"] = new[] { new { title = "Folien", link = "https://example.org/folien" } },
    };

    [Fact]
    public async Task All_fields_stay_when_the_source_says_something_new()
    {
        var by = await network.ProviderAsync();
        await network.ImportAsync(by, Table("Aus der Datei."), name: "plan.csv");
        var imported = Assert.Single(await network.OfAsync(by));
        var lead = await network.Site.PersonAsync(new OrganisationPerson { OrganisationId = by.Organisation!.Value, Role = Role.Lead });
        (await network.Site.DoAsync(lead, "changeTraining", new
        {
            id = GlobalId.Encode("Training", imported.Id),
            version = imported.Version,
            content = Everything,
        }, "training { id }")).WithoutErrors();

        var written = TrainingContentInput.Of(Assert.Single(await network.OfAsync(by)));
        foreach (var field in typeof(TrainingContentInput).GetProperties())
        {
            var value = field.GetValue(written);
            Assert.True(value is not null and not "" and not ICollection { Count: 0 }, $"this test writes no {field.Name}");
        }

        var report = await network.ImportAsync(by, Table("Neu in der Datei."), name: "plan.csv");
        Assert.Contains("text", Assert.Single(report.Remarks, one => one.Field == "handmade").Message, StringComparison.Ordinal);
        var after = TrainingContentInput.Of(Assert.Single(await network.OfAsync(by)));
        Assert.Equal(JsonSerializer.Serialize(written), JsonSerializer.Serialize(after));
    }

    [Fact]
    public async Task Where_the_source_names_another_venue_the_point_of_the_former_one_goes()
    {
        var by = await network.ProviderAsync();
        await network.ImportAsync(by, Table("Hier.", "Musterweg 1"), name: "plan.csv");
        await network.Site.RunAsync($"""
            UPDATE trainings SET postcode = '50667', point = ST_SetSRID(ST_MakePoint(6.9583, 50.9413), 4326)
            WHERE organisation_id = '{by.Organisation}'
            """);
        await network.ImportAsync(by, Table("Dort.", "Musterweg 1"), name: "plan.csv");
        Assert.NotNull(Assert.Single(await network.OfAsync(by)).Point);
        await network.ImportAsync(by, Table("Dort.", "Beispielplatz 3"), name: "plan.csv");
        var moved = Assert.Single(await network.OfAsync(by));
        Assert.Equal(("Beispielplatz 3", null, null), (moved.Address, moved.Postcode, moved.Point));
    }

    private static string Table(string text, string address = "") => $"""
        external_id,title,text,date,time,minutes,municipality,address
        1,Abendkurs (erfunden),{text},{Evening:dd.MM.yyyy},18:00,90,Köln,{address}
        """;
}
