using System.Globalization;
using System.Text.Json;

namespace MsoNetwork.Tests.GraphQl.Clients;

/// <summary>
/// graphql-js, the reference, judges our answers to documents made by chance: judge.mjs says how, and where we differ on purpose.
/// </summary>
[Trait("Speed", "Medium")]
public sealed class JudgeTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task We_take_refuse_and_answer_documents_and_variables_as_graphql_js_does()
    {
        var lines = await NpmClients.RunAsync("judge.mjs", site.Client.BaseAddress!.OriginalString.TrimEnd('/'), "1600");
        Assert.True(lines.Length == 1, string.Join('\n', lines.Take(5)));
        var counts = JsonDocument.Parse(lines[^1]).RootElement;
        Assert.Equal(0, counts.GetProperty("disagree").GetInt32());
        foreach (var kind in (string[])["executed 500", "withErrors 150", "invalid 400", "refused 150", "severalPlaces 40"])
        {
            var (name, least) = (kind.Split(' ')[0], int.Parse(kind.Split(' ')[1], CultureInfo.InvariantCulture));
            Assert.True(counts.GetProperty(name).GetInt32() >= least, lines[^1]);
        }
    }
}
