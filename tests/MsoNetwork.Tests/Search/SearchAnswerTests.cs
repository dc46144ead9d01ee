namespace MsoNetwork.Tests.Search;

/// <summary>What an answer tells beside the organisations: highlights, what was understood, suggestions.</summary>
public sealed class SearchAnswerTests(SearchedNetwork network) : IClassFixture<SearchedNetwork>
{
    [Fact]
    public async Task Highlights_are_pieces_of_plain_text_by_field()
    {
        var answer = await network.SearchAsync("kurdisch frauen dortmnud deutschkurs", "edges { score highlights { field language fragments { text matched } } }");
        var first = answer.GetProperty("edges")[0];
        Assert.InRange(first.GetProperty("score").GetDouble(), 0.9, 1);
        var texts = first.GetProperty("highlights").EnumerateArray().Select(highlight => (
            highlight.GetProperty("field").GetString(),
            string.Concat(highlight.GetProperty("fragments").EnumerateArray().Select(piece =>
                piece.GetProperty("matched").GetBoolean() ? $"[{piece.GetProperty("text").GetString()}]" : piece.GetProperty("text").GetString())))).ToList();
        Assert.Contains(("TOWN", "[Dortmund]"), texts);
        Assert.Contains(("TARGET_GROUP", "[Frauen und Mädchen]"), texts);
        Assert.Contains(("DESCRIPTION", "Ein [Deutschkurs] für [Frauen]."), texts);
    }

    [Fact]
    public async Task The_answer_tells_what_was_understood()
    {
        var answer = await network.SearchAsync("women in Cologne", "understood { parts { typed terms { vocabulary term { key } } regions { key } } } engine degraded took");
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
        var answer = (await Question.AskAsync(
            network.Services,
            "query ($typed: String!) { suggest(query: $typed) { organisations { name } terms { vocabulary term { key } } places { name } } }",
            System.Text.Json.JsonSerializer.Serialize(new { typed }))).GetProperty("data").GetProperty("suggest");
        if (organisation is not null) Assert.Contains(organisation, answer.GetProperty("organisations").GetRawText().Replace("\\u0022", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        if (term is not null) Assert.Contains($"\"{term}\"", answer.GetProperty("terms").GetRawText(), StringComparison.Ordinal);
        if (place is not null) Assert.Contains($"\"{place}\"", answer.GetProperty("places").GetRawText(), StringComparison.Ordinal);
        Assert.All(answer.EnumerateObject(), group => Assert.InRange(group.Value.GetArrayLength(), 0, 5));
    }
}
