using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests.Plans;

/// <summary>What an answer says of organisations in memory, asked again: it is true each time, and GraphQL.NET's.</summary>
public sealed class RepeatedAnswerTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IDisposable
{
    private const string List =
        "{ organisations(first: 30) { edges { node { slug name seat { town district { name } } topics { key label } activeIn { name } } } "
            + "} }";

    private readonly NetworkSchema _schema = network.Services.GetRequiredService<NetworkSchema>();
    private readonly DocumentCache _documents = new(network.Services.GetRequiredService<NetworkSchema>());

    public void Dispose() => _documents.Dispose();

    [Fact]
    public async Task The_next_answer_is_the_same_and_GraphQL_NETs()
    {
        var expected = await AskAsync(List, plans: false);
        for (var time = 0; time < 3; time++) Assert.Equal(expected, await AskAsync(List));
    }

    [Fact]
    public async Task A_changed_organisation_changes_the_answer()
    {
        var slug = First(await AskAsync(List)).GetProperty("slug").GetString();
        await network.RunAsync($"UPDATE organisations SET town = 'Erfundenhausen' WHERE slug = '{slug}'");
        Assert.Equal("Erfundenhausen", First(await AskAsync(List)).GetProperty("seat").GetProperty("town").GetString());
        Assert.Equal(await AskAsync(List, plans: false), await AskAsync(List));
    }

    [Fact]
    public async Task A_changed_label_and_a_changed_region_change_the_answer()
    {
        await AskAsync(List);
        await network.RunAsync(
            "UPDATE term_labels SET label = 'Neu: ' || label WHERE language = 'de'; UPDATE regions SET name = 'Neu: ' || name"
        );
        Assert.DoesNotContain("Neu: ", await AskAsync(List), StringComparison.Ordinal); // nobody has said so yet
        network.Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().Invalidate();
        network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().Invalidate();
        await AskAsync(List);
        var entry = First(await AskAsync(List));
        Assert.StartsWith("Neu: ", entry.GetProperty("topics")[0].GetProperty("label").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(
            "Neu: ",
            entry.GetProperty("seat").GetProperty("district").GetProperty("name").GetString(),
            StringComparison.Ordinal
        );
        await network.RunAsync(
            "UPDATE term_labels SET label = substr(label, 6) WHERE label LIKE 'Neu: %'; UPDATE regions SET name = substr(name, 6) WHERE "
                + "name LIKE 'Neu: %'"
        );
        network.Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().Invalidate();
        network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().Invalidate();
        Assert.DoesNotContain("Neu: ", await AskAsync(List), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Different_selections_of_the_same_organisations_at_once_get_what_they_selected()
    {
        string[] queries =
        [
            List,
            "{ organisations(first: 30) { nodes { slug } } }",
            "{ organisations(first: 30) { edges { cursor node { id contact { email website } seat { postcode } } } } }",
            "{ organisations(first: 30) { nodes { name seat { town } sources { name } contact { phone } } } }",
            "{ organisations(first: 30) { nodes { a: seat { town } b: seat { postcode } verification { state } } } }",
        ];
        var expected = await Task.WhenAll(queries.Select(query => AskAsync(query, plans: false)));
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), Token, async (number, _) =>
            Assert.Equal(expected[number % queries.Length], await AskAsync(queries[number % queries.Length]))
        );
    }

    [Fact]
    public async Task A_large_answer_is_right_each_time()
    {
        var fields = string.Join(
            ' ',
            Enumerable.Range(0, 5).Select(number => $"topics{number}: topics {{ key labels {{ language text synonyms }} }}")
        );
        var query = $"{{ organisations(first: 20) {{ edges {{ node {{ {fields} seat {{ town }} }} }} }} }}";
        var expected = await AskAsync(query, plans: false);
        Assert.True(First(expected).GetRawText().Length > 3_000, "Not large.");
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(expected, await AskAsync(query));
            Assert.Equal(await AskAsync(List, plans: false), await AskAsync(List));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonElement First(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("data").GetProperty("organisations").GetProperty("edges")[0].GetProperty("node").Clone();
    }

    private async Task<string> AskAsync(string query, bool plans = true)
    {
        var (text, result) = await PlannedQuestion.AskAsync(network.Services, _schema, await _documents.GetAsync(query), "{}", plans);
        Assert.True(result.Errors is null, result.Errors?[0].Message);
        return text;
    }
}
