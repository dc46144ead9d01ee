using System.Net;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml.Spreadsheet;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Import;
using MsoNetwork.Tests.Networks;

namespace MsoNetwork.Tests.Export;

[Trait("Speed", "Medium")]
public sealed class NetworkExportTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("gexf")]
    [InlineData("graphml")]
    public async Task A_file_read_by_graphology_has_every_organisation_and_tie(string format)
    {
        await using (
            var command = site.Database.CreateCommand(
                "UPDATE cooperations SET starts_on = '2024-05-01' WHERE from_id = (SELECT id FROM organisations WHERE slug = 'migrafrica')"
            )
        )
            Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 0);
        var (text, path) = (await GetAsync($"/network/export.{format}?region=05"), Path.GetTempFileName());
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        var read = (await Graphology.AskAsync(new { files = new[] { new { format, path } } })).GetProperty("read")[0];
        File.Delete(path);
        var asked = (
            await site.AskAsync(
                "{ network(region: \"05\") { nodes { degree betweenness organisation { slug name } } edges { kind weight directed "
                    + "startsOn from { slug } to { slug } } } }"
            )
        ).Data.GetProperty("network");
        var nodes = read.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.Text("key"));
        Assert.Equal(
            asked.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("organisation").Text("slug")).Order(),
            nodes.Keys.Order()
        );
        foreach (var node in asked.GetProperty("nodes").EnumerateArray())
        {
            var found = nodes[node.GetProperty("organisation").Text("slug")];
            Assert.Equal(node.GetProperty("organisation").Text("name"), found.Text("label"));
            Assert.Equal(node.GetProperty("degree").GetInt32(), found.GetProperty("degree").GetInt32());
            Assert.Equal(node.GetProperty("betweenness").GetDouble(), found.GetProperty("betweenness").GetDouble());
        }

        Assert.Equal(
            asked
                .GetProperty("edges")
                .EnumerateArray()
                .Select(edge =>
                    $"{edge.GetProperty("from").Text("slug")} {edge.GetProperty("to").Text("slug")} {edge.GetProperty("directed")} "
                        + $"{edge.GetProperty("weight")}"
                )
                .Order(),
            read.GetProperty("edges")
                .EnumerateArray()
                .Select(edge => $"{edge.Text("from")} {edge.Text("to")} {edge.GetProperty("directed")} {edge.GetProperty("weight")}")
                .Order()
        );
        Assert.Contains("JOINT_PROJECT", text, StringComparison.Ordinal);
        Assert.Contains("2024-05-01", text, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-11-01", text, StringComparison.Ordinal); // the day a source was read is nobody's beginning
    }

    [Fact]
    public async Task Csv_files_are_read_by_CsvHelper_and_no_cell_is_a_formula()
    {
        await using (
            var command = site.Database.CreateCommand("UPDATE organisations SET name = '=1+1, \"quoted\"' WHERE slug = 'coach-e-v'")
        )
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var nodes = Rows(await GetAsync("/network/nodes.csv?region=05315"));
        Assert.Equal("'=1+1, \"quoted\"", nodes.Single(row => row["Id"] == "coach-e-v")["Label"]);
        var edges = Rows(await GetAsync("/network/edges.csv?region=05315&kinds=JOINT_PROJECT,EVENT"));
        Assert.Equal(4, edges.Count);
        Assert.All(edges, row => Assert.Equal("JOINT_PROJECT", row["Kind"]));
    }

    [Theory]
    [InlineData("/network/export.gexf", "region")]
    [InlineData("/network/export.gexf?region=09", "region")]
    [InlineData("/network/export.gexf?region=05&kinds=FRIENDSHIP", "kinds")]
    [InlineData("/network/export.graphml?region=05&at=yesterday", "at")]
    [InlineData("/network/nodes.csv?region=05&includeOutside=maybe", "includeOutside")]
    [InlineData("/network/edges.csv?region=05&depth=x", "depth")]
    [InlineData("/network/edges.csv?region=05&format=pdf", "format")]
    [InlineData("/organisations/export.csv?regions=99", "filter.regions")]
    [InlineData("/organisations/export.csv?status=ASLEEP", "status")]
    [InlineData("/organisations/export.geojson?topics=educatoin", "filter.topics")]
    [InlineData("/organisations/export.geojson?labels=xx", "labels")]
    [InlineData("/organisations/export.csv?region=05", "region")]
    [InlineData("/organisations/export.xlsx?region=05", "region")]
    [InlineData("/network/export.xlsx", "region")]
    public async Task What_cannot_be_exported_is_refused_with_its_parameter(string address, string argument)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await site.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal(argument, answer.Argument);
    }

    [Fact]
    public async Task Excel_gets_a_workbook_of_organisations_and_one_of_a_network()
    {
        using var organisations = await site.Client.GetAsync(
            "/organisations/export.xlsx?regions=05315,05913&labels=de&kinds=house-of-resources",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            organisations.Content.Headers.ContentType!.ToString()
        );
        Assert.Equal(
            "attachment; filename=\"organisations.xlsx\"",
            organisations.Content.Headers.GetValues("Content-Disposition").Single()
        );
        var names = ExcelFile.Read(await organisations.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken))
            .First().Value[1..]
            .Select(row => row.Single(cell => cell.Column == "B").Text);
        Assert.Equal(["House of Resources Dortmund", "House of Resources Köln"], names.Order(StringComparer.Ordinal));
        using var network = await site.Client.GetAsync("/network/export.xlsx?region=05", TestContext.Current.CancellationToken);
        var sheets = ExcelFile.Read(await network.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        foreach (var (sheet, csv) in new[] { ("organisations", "nodes"), ("ties", "edges") })
        {
            var rows = Rows(await GetAsync($"/network/{csv}.csv?region=05"));
            Assert.Equal(rows.Count, sheets[sheet].Count - 1);
            Assert.Equal(rows.Select(row => row.Values.First()), sheets[sheet][1..].Select(row => row[0].Text));
        }

        // the degree
        Assert.All(sheets["organisations"][1..], row => Assert.Equal(CellValues.Number, row.Single(cell => cell.Column == "I").Type));
    }

    [Fact]
    public async Task Organisations_are_given_as_csv_and_geojson_and_not_again_when_nothing_changed()
    {
        var rows = Rows(await GetAsync("/organisations/export.csv?regions=05315,05913&labels=de&kinds=house-of-resources"));
        Assert.Equal(
            ["House of Resources Dortmund", "House of Resources Köln"],
            rows.Select(row => row["name"]).Order(StringComparer.Ordinal)
        );
        Assert.All(rows, row => Assert.Equal("House of Resources", row["kind"]));
        using var first = await site.Client.GetAsync("/organisations/export.geojson?regions=05315", TestContext.Current.CancellationToken);
        Assert.Equal("application/geo+json", first.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "organisations-05315.geojson",
            first.Content.Headers.GetValues("Content-Disposition").Single(),
            StringComparison.Ordinal
        );
        // What the tests before this one have written may reach the index in between: then there is a newer tag, and that one stays.
        var tag = first.Headers.ETag!.ToString();
        var again = await AgainAsync(tag);
        if (again.Status == HttpStatusCode.OK && again.Headers["ETag"] != tag) again = await AgainAsync(again.Headers["ETag"]);
        Assert.Equal(HttpStatusCode.NotModified, again.Status);

        async Task<Answer> AgainAsync(string known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/organisations/export.geojson?regions=05315")
            {
                Headers = { { "If-None-Match", known } },
            };
            return await site.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("Bearer wrong", "organisation:migrafrica", "UNAUTHENTICATED", "not valid")]
    [InlineData("Bearer " + RunningSite.DevelopmentToken, "migrafrica", "UNAUTHENTICATED", "X-Actor")]
    [InlineData("Bearer " + RunningSite.DevelopmentToken, "organisation:migrafrica", "INVALID_INPUT", "no cooperation's id")]
    [InlineData(null, "organisation:migrafrica", "UNAUTHENTICATED", "signed in")]
    public async Task The_development_token_says_who_asks(string? authorization, string actor, string code, string says)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(
                """{"query": "mutation { declineCooperation(input: {id: \"x\"}) { cooperation { id } } }"}""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Add("X-Actor", actor);
        var answer = await site.SendAsync(request);
        answer.IsRefusal(code);
        Assert.Contains(says, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_to_somebody_signed_in_are_kept_by_no_cache_and_mutations_by_get_are_refused()
    {
        using var signedIn = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={organisation(slug:\"migrafrica\"){name}}")
        {
            Headers = { { "Authorization", "Bearer " + RunningSite.DevelopmentToken }, { "X-Actor", "organisation:migrafrica" } },
        };
        Assert.Equal("no-store", (await site.SendAsync(signedIn)).Headers["Cache-Control"]);
        using var mutation = new HttpRequestMessage(
            HttpMethod.Get,
            "/graphql?query=mutation{endCooperation(input:{id:\"x\"}){cooperation{id}}}"
        );
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.SendAsync(mutation)).Status);
    }

    private async Task<string> GetAsync(string address)
    {
        using var response = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static List<Dictionary<string, string>> Rows(string text) =>
        Table(text) is [var headings, .. var rows]
            ? [.. rows.Select(row => headings.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))]
            : [];

    /// <summary>The rows of a CSV file, its header too.</summary>
    internal static List<string[]> Table(string text)
    {
        using var csv = new CsvParser(new StringReader(text.TrimStart('\uFEFF')), System.Globalization.CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (csv.Read()) rows.Add(csv.Record!);
        return rows;
    }
}
