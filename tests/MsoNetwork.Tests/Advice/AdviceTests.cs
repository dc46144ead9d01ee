using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using MsoNetwork.Advice;
using MsoNetwork.SeedFiles;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Advice;

/// <summary>Who helps with what, and where: as page and as API, over the committed seeds.</summary>
public sealed class AdviceTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "seeds", "advice");

    public static AdviceFiles Committed { get; } = new(new AdviceFolder(Folder));

    [Theory]
    [InlineData("Satzung", "Bielefeld", "fachberatung")]
    [InlineData("Wir wollen einen Verein gründen", "Wesel", "fachberatung")]
    [InlineData("Zuschuss", "Dorsten", "grant-authority")]
    [InlineData("Raum", "50667", "house-of-resources")]
    [InlineData("rooms", "Köln", "house-of-resources")]
    [InlineData("Behörde", "Kreis Düren", "integration-centre")]
    [InlineData("Rassismus", "Düren", "integration-centre")]
    public async Task The_first_to_be_named_is_who_is_there_for_it(string topic, string place, string role) =>
        Assert.Equal(role, (await AdvisersAsync(topic, place))[0].GetProperty("role").GetString());

    [Fact]
    public async Task The_centre_of_the_place_is_always_named_and_no_other()
    {
        foreach (var (place, centre) in new[] { ("Köln", "KI Köln"), ("52062", "KI Stadt Aachen"), ("Hattingen", "KI Ennepe-Ruhr-Kreis") })
        {
            var advisers = await AdvisersAsync("Deutschkurs", place);
            var one = Assert.Single(advisers, adviser => adviser.GetProperty("role").GetString() == "integration-centre");
            Assert.Contains(
                one.GetProperty("organisation").GetProperty("alternateNames").EnumerateArray(), name => name.GetString() == centre);
        }
    }

    [Fact]
    public async Task A_text_may_name_the_place_and_reasons_add_up_in_the_order_of_the_list()
    {
        var answer = await site.AskAsync("""
            { advice(topic: "Netzwerk in Düsseldorf") { place { key } needs { key name(language: "tr") } advisers { score reasons { points } } } }
            """);
        var advice = answer.Data.GetProperty("advice");
        Assert.Equal("05111", advice.GetProperty("place").GetProperty("key").GetString()![..5]);
        Assert.Equal("Ortaklar ve ağlar", advice.GetProperty("needs")[0].GetProperty("name").GetString());
        var scores = advice.GetProperty("advisers").EnumerateArray().Select(one => one.GetProperty("score").GetInt32()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(advice.GetProperty("advisers").EnumerateArray(), one => Assert.Equal(
            one.GetProperty("score").GetInt32(),
            one.GetProperty("reasons").EnumerateArray().Sum(reason => reason.GetProperty("points").GetInt32())));
    }

    [Fact]
    public async Task A_place_or_a_topic_that_cannot_be_is_named_as_the_wrong_argument()
    {
        Assert.Equal("place", (await site.AskAsync("""{ advice(place: "Atlantis") { place { key } } }""")).Argument);
        var longest = new string('x', FindAdvice.LongestTopic + 1);
        Assert.Equal("topic", (await site.AskAsync($$"""{ advice(topic: "{{longest}}") { place { key } } }""")).Argument);
    }

    [Theory]
    [InlineData("/de/beratung?topic=Satzung&place=K%C3%B6ln", "Dafür ist die Stelle da: Verein gründen, Satzung.")]
    [InlineData("/de/beratung?topic=Satzung&place=Koeln", "Zuständig. Gebiet: Stadt Köln.")]
    [InlineData("/ar/beratung?topic=money&place=Essen", "هذه مهمتها")]
    [InlineData("/fa/beratung?topic=rooms&place=Dortmund", "House of Resources Dortmund")]
    [InlineData("/de/beratung?topic=xyzzyqwert&place=Essen", "Dieses Thema kennen wir nicht: xyzzyqwert.")]
    [InlineData("/de/beratung?topic=Satzung", "Mit einem Ort zeigen wir auch")]
    [InlineData("/de/beratung?topic=Satzung&place=Atlantis", "Atlantis")]
    [InlineData("/de/beratung?topic=Deutschkurs+mit+Kinderbetreuung&place=Essen", "Fachberatung MSO")]
    [InlineData("/de/beratung?topic=Deutschkurs&place=Essen", "/de/organisationen?q=Deutschkurs&near=Essen")]
    [InlineData("/de/beratung", "Worum geht es?")]
    [InlineData("/de/", "href=\"/de/beratung\"")]
    [InlineData("/de/organisationen?q=xyzzyqwert", "/de/beratung?topic=xyzzyqwert")]
    [InlineData("/de/foerderung/nrw-mso-anschub", "/de/beratung?topic=money")]
    public async Task A_page_says_who_and_why(string path, string says)
    {
        using var browser = new FormBrowser(site);
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(says, WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_need_in_any_language_means_it()
    {
        foreach (var tag in Languages.Spoken)
        {
            var name = AdviceSentences.Need("founding", tag);
            var answer = await site.AskAsync($$"""{ advice(topic: "{{name}}") { needs { key } } }""");
            Assert.Equal("founding", answer.Data.GetProperty("advice").GetProperty("needs")[0].GetProperty("key").GetString());
        }
    }

    [Fact]
    public void Every_need_has_somebody_who_is_there_for_it_and_a_name_and_every_role_its_source()
    {
        Assert.All(Committed.Needs.Where(need => need.Key != "parents"), need =>
            Assert.Contains(Committed.Roles, role => role.Main.Contains(need.Key)));
        Assert.All(Committed.Needs, need => Assert.All(Languages.Spoken, tag => Assert.NotEmpty(AdviceSentences.Need(need.Key, tag))));
        Assert.All(Committed.Roles, role => Assert.NotNull(role.Page.Url));
        foreach (var forms in SentenceForms.ByTag.Values)
            Assert.Empty(Enum.GetNames<AdviceReasonKind>().Select(kind => "advice." + kind).Except(forms.Keys));
    }

    [Fact]
    public async Task Ways_to_reach_a_body_stand_apart()
    {
        var page = await site.Client.GetStringAsync("/de/beratung?topic=Zuschuss&place=Hagen", TestContext.Current.CancellationToken);
        var ways = new HtmlParser().ParseDocument(page).QuerySelectorAll("main a[href^='mailto:'], main a[href^='tel:']");
        Assert.NotEmpty(ways);
        Assert.All(ways, way => Assert.Equal(way.TextContent, way.ParentElement!.TextContent));
    }

    [Fact]
    public void A_wrong_file_says_where_it_is_wrong_and_what_would_be_right()
    {
        var folder = Directory.CreateTempSubdirectory("msonet-advice-").FullName;
        try
        {
            File.Copy(Path.Combine(Folder, AdviceFiles.NeedsFile), Path.Combine(folder, AdviceFiles.NeedsFile));
            var right = File.ReadAllText(Path.Combine(Folder, "grant-authority.yaml"));
            File.WriteAllText(
                Path.Combine(folder, "grant-authority.yaml"), right.Replace("main: [money]", "main: [gold]", StringComparison.Ordinal));
            var error = Assert.Throws<SeedFileException>(() => new AdviceFiles(new AdviceFolder(folder)));
            Assert.StartsWith("grant-authority.yaml, line ", error.Message, StringComparison.Ordinal);
            Assert.Contains("\"gold\" is not known here; known are administration, ", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<List<JsonElement>> AdvisersAsync(string topic, string place) =>
    [
        .. (await site.AskAsync($$"""
            { advice(topic: "{{topic}}", place: "{{place}}") { advisers { role organisation { slug alternateNames } } } }
            """)).Data.GetProperty("advice").GetProperty("advisers").EnumerateArray(),
    ];
}
