using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Tests;

public sealed partial class ReadmeTests(TestCluster cluster)
{
    [Fact]
    public async Task The_query_of_the_README_gives_the_answer_of_the_README()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var asked = Asked().Match(readme).Groups[1].Value;
        var answered = JsonDocument.Parse(Answered().Match(readme).Groups[1].Value).RootElement;
        var token = TestContext.Current.CancellationToken;
        var database = await cluster.CreateDatabaseAsync(token);
        await SeededNetwork.PrepareAsync(database, token, Path.Combine(Repository.Root, "seeds"));
        await using var services = new ServiceCollection().AddMsoNetwork(database).BuildServiceProvider();
        var answer = await Question.AskAsync(services, asked);
        Assert.Equal(JsonSerializer.Serialize(answered, Readable), JsonSerializer.Serialize(answer, Readable));
    }

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex(@"--data-urlencode 'query=(\{[^']*\})'")]
    private static partial Regex Asked();

    [GeneratedRegex(@"```json\r?\n([^`]*)\r?\n```")]
    private static partial Regex Answered();
}
