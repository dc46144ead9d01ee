using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Search;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>What an answer tells beside the organisations: highlights, what was understood, suggestions.</summary>
[Trait("Speed", "Medium")]
public sealed class SearchAnswerTests(SearchedNetwork network) : IClassFixture<SearchedNetwork>
{
    [Fact]
    public async Task Highlights_are_pieces_of_plain_text_by_field()
    {
        var answer = await network.SearchAsync(
            "kurdisch frauen dortmnud deutschkurs",
            "edges { score highlights { field language fragments { text matched } } }"
        );
        var first = answer.GetProperty("edges")[0];
        Assert.InRange(first.GetProperty("score").GetDouble(), 0.9, 1);
        var texts = first
            .GetProperty("highlights")
            .EnumerateArray()
            .Select(highlight =>
                (
                    highlight.GetProperty("field").GetString(),
                    string.Concat(
                        highlight
                            .GetProperty("fragments")
                            .EnumerateArray()
                            .Select(piece =>
                                piece.GetProperty("matched").GetBoolean()
                                    ? $"[{piece.GetProperty("text").GetString()}]"
                                    : piece.GetProperty("text").GetString()
                            )
                    )
                )
            )
            .ToList();
        Assert.Contains(("TOWN", "[Dortmund]"), texts);
        Assert.Contains(("TARGET_GROUP", "[Frauen und Mädchen]"), texts);
        Assert.Contains(("DESCRIPTION", "Ein [Deutschkurs] für [Frauen]."), texts);
    }

    [Fact]
    public async Task The_answer_tells_what_was_understood()
    {
        var answer = await network.SearchAsync(
            "women in Cologne",
            "understood { parts { typed terms { vocabulary term { key } } regions { key } } } engine degraded took"
        );
        Assert.Equal(
            """{"parts":[{"typed":"women","terms":[{"vocabulary":"TARGET_GROUPS","term":{"key":"women"}}],"regions":[]},{"typed":"Cologne","terms":[],"regions":[{"key":"05315000"}]}]}""",
            answer.GetProperty("understood").GetRawText());
        Assert.Equal("POSTGRES", answer.GetProperty("engine").GetString());
        Assert.False(answer.GetProperty("degraded").GetBoolean());
        Assert.InRange(answer.GetProperty("took").GetInt32(), 0, 60_000);
    }

    [Theory]
    [InlineData("frauenver", "Frauenverein Erfundene Rose e.V.", null, null)]
    [InlineData("Elternkreis dür", null, null, "Düren")]
    [InlineData("kult", "Haus der Kulturen (erfunden)", "culture", null)]
    [InlineData("жін", null, "women", null)]
    [InlineData("Aix-la", null, null, "Aachen")]
    public async Task Suggestions_come_in_groups_while_typing(string typed, string? organisation, string? term, string? place)
    {
        var answer = await SuggestAsync(typed);
        if (organisation is not null)
            Assert.Contains(
                organisation,
                answer.GetProperty("organisations").GetRawText().Replace("\\u0022", "\"", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        if (term is not null)
            Assert.Contains($"\"{term}\"", answer.GetProperty("terms").GetRawText(), StringComparison.Ordinal);
        if (place is not null)
            Assert.Contains($"\"{place}\"", answer.GetProperty("places").GetRawText(), StringComparison.Ordinal);
        Assert.All(answer.EnumerateObject(), group => Assert.InRange(group.Value.GetArrayLength(), 0, 5));
    }

    [Theory]
    [InlineData("köl", "", "Köln")] // Kolumbien has no ö, and nobody who types Latin letters means Ukrainian "kolyshniy"
    [InlineData("Sport Bo", "*", "Bochum,Bonn,Bottrop,Bocholt,Bornheim")] // "bo" is a filler in Kurdish, and a beginning here
    [InlineData("Verein Bad Oey", "", "Bad Oeynhausen")]
    [InlineData("Eltern 5234", "", "Düren,Düren")]
    [InlineData("deutsch ler", "language-de", "")]
    [InlineData("frau", "*", "")] // Freudenberg would be a typo
    [InlineData("dortmnud", "", "Dortmund")] // where nothing begins so, typos are forgiven
    [InlineData("frauenn", "women", "")]
    [InlineData("Verein e.V", "", "")] // begins no event
    [InlineData("Frauen e. V.", "", "")]
    [InlineData("müsic", "music", "")] // a mark too many is a typo too
    public async Task Suggestions_are_what_the_end_of_the_text_begins(string typed, string terms, string places)
    {
        var answer = await SuggestAsync(typed);
        if (terms != "*")
            Assert.Equal(
                terms,
                string.Join(
                    ',',
                    answer.GetProperty("terms").EnumerateArray().Select(term => term.GetProperty("term").GetProperty("key").GetString())
                )
            );
        Assert.Equal(
            places,
            string.Join(',', answer.GetProperty("places").EnumerateArray().Select(place => place.GetProperty("name").GetString()))
        );
    }

    [Fact]
    public async Task Of_many_terms_that_begin_so_the_ones_that_organisations_have_come_first()
    {
        var terms = (await SuggestAsync("fra"))
            .GetProperty("terms")
            .EnumerateArray()
            .Select(term => term.GetProperty("term").GetProperty("key").GetString())
            .ToList();
        Assert.Equal(["women", "womens-organisation"], terms[..2]);
        Assert.Contains("FR", terms);
    }

    [Fact]
    public async Task Whatever_is_typed_has_suggestions_or_none_and_no_error()
    {
        var suggest = network.Services.GetRequiredService<SuggestOrganisations>();
        var given = 0;
        foreach (var text in HostileTexts.All().Take(3_000))
        {
            var found = await suggest.RunAsync(
                text[..Math.Min(text.Length, QueryParser.Longest)],
                3,
                TestContext.Current.CancellationToken
            );
            Assert.All((int[])[found.Organisations.Count, found.Terms.Count, found.Places.Count], count => Assert.InRange(count, 0, 3));
            given += found.Organisations.Count + found.Terms.Count + found.Places.Count;
        }

        Assert.True(given > 1_000, $"{given}");
    }

    private async Task<System.Text.Json.JsonElement> SuggestAsync(string typed) => (await Question.AskAsync(
        network.Services,
        "query ($typed: String!) { suggest(query: $typed) { organisations { name } terms { vocabulary term { key } } places { name } } }",
        System.Text.Json.JsonSerializer.Serialize(new { typed }))).GetProperty("data").GetProperty("suggest");
}
