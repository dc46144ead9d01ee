using System.Reflection;
using System.Text.RegularExpressions;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;
using MsoNetwork.Search;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>
/// The numbered rules of src/MsoNetwork/Meilisearch/README.md, proven against a real server where there is one, else against what a real
/// one was recorded to do.
/// </summary>
[Trait("Speed", "Medium")]
public sealed partial class ContractTests(ContractServer server) : IClassFixture<ContractServer>
{
    [Theory]
    [InlineData(1, "FRAUENVEREIN REGENBOGEN", 1)]
    [InlineData(1, "cicek", 3)]
    [InlineData(1, "Strassenfest", 3)]
    [InlineData(1, "Ukrayinskiy", 4)]
    [InlineData(1, "Duren", 6)]
    [InlineData(1, "Dueren", 6)]
    [InlineData(1, "Дортмунд", 5)]
    [InlineData(2, "Biblio", 5)]
    [InlineData(3, "Regenbgen", 1)] // deletion
    [InlineData(3, "Regenbogeen", 1)] // insertion
    [InlineData(3, "Regenbagen", 1)] // substitution
    [InlineData(3, "Regenbgoen", 1)] // transposition
    [InlineData(3, "Biblotehk", 5)] // two
    [InlineData(4, "Frauen Verein", 1)]
    [InlineData(4, "Frauenverein", 2)]
    [InlineData(4, "Frauen Regenbogen", 1)]
    [InlineData(5, "schule", 7)]
    [InlineData(5, "education", 7)]
    [InlineData(5, "Türkçe", 3)]
    [InlineData(6, "Cologne", 7)]
    [InlineData(6, "كولن", 7)]
    [InlineData(6, "52349", 6)]
    [InlineData(6, "Kreis Düren", 8)]
    [InlineData(10, "\"Regenbogen\" -Frauenverein", 1)]
    [InlineData(10, "Regenbogen' (Frauenverein)", 1)]
    public async Task Is_found(int rule, string typed, int entry) =>
        Assert.True((await server.SearchAsync(typed)).Found.Contains(entry), $"Rule {rule}");

    [Theory]
    [InlineData(2, "Biblio International ", 4)]
    [InlineData(3, "52350", 6)] // 52348 is a postcode of Düren too
    [InlineData(11, "Xernhaus ", 7)]
    [InlineData(12, "Gekegelt ", 9)]
    [InlineData(13, "bogen ", 1)]
    [InlineData(7, "Frauenverein Regenbogen ", 2)] // lacks a word
    [InlineData(14, "Regenbogen quatschwort", 1)] // left to the registry's own index
    [InlineData(15, "eins zwei drei vier fünf sechs sieben acht neun zehn Regenbogen", 1)]
    public async Task Is_not_found(int rule, string typed, int entry) =>
        Assert.False((await server.SearchAsync(typed)).Found.Contains(entry), $"Rule {rule}");

    [Theory]
    [InlineData(7, "Bibliothek", 5, 4)] // the name before the description
    [InlineData(7, "Lernhaus", 6, 7)] // the shorter name
    [InlineData(8, "", 8, 5)] // by name: Aachener before Bibliothek
    public async Task Comes_before(int rule, string typed, int first, int then)
    {
        var (found, _) = await server.SearchAsync(typed);
        Assert.True(found.IndexOf(first) >= 0 && found.IndexOf(first) < found.IndexOf(then), $"Rule {rule}");
    }

    [Fact]
    public async Task Rule_8_Without_words_the_nearest_comes_first()
    {
        var near = new OrganisationFilter { Near = new NearInput { Municipality = "Aachen", RadiusKm = 200 } };
        Assert.Equal([8, 6], (await server.SearchAsync("", near)).Found.Take(2));
    }

    [Fact]
    public async Task Rule_9_Filters_facets_and_totals_agree()
    {
        var (found, answer) = await server.SearchAsync(
            "",
            new OrganisationFilter { Topics = ["education"] },
            FacetName.Topics,
            FacetName.Regions
        );
        Assert.Equal([6, 7], found.Order());
        Assert.Equal(2, answer.TotalCount);
        Assert.Contains(new FacetCount("school", 2), answer.Facets[FacetName.Topics]);
        Assert.Contains(new FacetCount("053", 2), answer.Facets[FacetName.Regions]);
        Assert.Equal([6, 8], (await server.SearchAsync("", new OrganisationFilter { ActiveIn = ["05358"] })).Found.Order());
        Assert.Equal(
            [5],
            (
                await server.SearchAsync(
                    "",
                    new OrganisationFilter
                    {
                        WithinBox = new BoxInput
                        {
                            South = 51,
                            North = 52,
                            West = 7,
                            East = 8,
                        },
                    }
                )
            ).Found
        );
    }

    [Fact]
    public async Task Rule_14_Hits_that_may_lack_many_parts_are_left_to_the_other_engine_and_few_are_counted_exactly()
    {
        var question = server.Asked.Question("Lernhaus Frauenverein Bibliothek Kegel Dom Aachen");
        await Assert.ThrowsAsync<NotSupportedBySearchEngineException>(() => server.AskAsync(question with { Needed = 3 }));
        var some = server.Asked.Question("Lernhaus Dom ") with { Needed = 1 };
        var (found, answer) = await server.AskAsync(some);
        Assert.Equal([7, 6], found); // both words before one
        Assert.Equal(2, answer.TotalCount);
    }

    [Fact]
    public async Task Rule_16_A_circle_holds_what_is_in_it()
    {
        var near = new OrganisationFilter { Near = new NearInput { Municipality = "Dortmund", RadiusKm = 20 } };
        Assert.Equal([5], (await server.SearchAsync("", near)).Found);
    }

    [Fact]
    public async Task Every_rule_of_the_README_has_a_test()
    {
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "src", "MsoNetwork", "Meilisearch", "README.md"),
            TestContext.Current.CancellationToken
        );
        var rules = Rules()
            .Matches(readme)
            .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        var methods = typeof(ContractTests).GetMethods();
        var tested = methods
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .Select(data => (int)data.Data[0]!)
            .Concat(
                methods
                    .Select(method => Named().Match(method.Name))
                    .Where(match => match.Success)
                    .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            );
        Assert.Equal(rules.Order(), tested.Distinct().Order());
    }

    [GeneratedRegex(@"^(\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Rules();

    [GeneratedRegex(@"^Rule_(\d+)_")]
    private static partial Regex Named();
}
