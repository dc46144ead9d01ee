using System.Net.Http.Json;
using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>What a mutation did is not lost by what another one of the same request could not do.</summary>
public sealed class NeighbourTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string First = "first: setMatchingPreferences(input: {byOrigin: true}) { result { byOrigin } errors { code } }";

    private const string End = "endCooperation(input: {id: \"x\"})";

    [Fact]
    public async Task The_first_payload_is_there_when_the_second_mutation_is_refused()
    {
        var data = await DataAsync($"mutation {{ {First} second: {End} {{ result {{ id }} errors {{ code }} }} }}");
        Assert.True(data.GetProperty("first").GetProperty("result").GetProperty("byOrigin").GetBoolean());
        Assert.Equal("INVALID_INPUT", data.GetProperty("second").GetProperty("errors")[0].Text("code"));
    }

    [Fact]
    public async Task The_first_payload_is_there_when_the_second_fails_on_our_side()
    {
        await RunAsync("ALTER TABLE cooperations RENAME TO gone");
        try
        {
            var id = Relay.GlobalId.Encode("Cooperation", Guid.NewGuid());
            var data = await DataAsync(
                $"mutation {{ {First} second: endCooperation(input: {{id: \"{id}\"}}) {{ result {{ id }} errors {{ code message }} }} }}");
            Assert.True(data.GetProperty("first").GetProperty("result").GetProperty("byOrigin").GetBoolean());
            var error = data.GetProperty("second").GetProperty("errors")[0];
            Assert.Equal("INTERNAL", error.Text("code"));
            Assert.DoesNotContain("cooperations", error.Text("message"), StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("ALTER TABLE gone RENAME TO cooperations");
        }
    }

    [Fact]
    public async Task In_the_old_form_the_answer_says_at_least_what_was_done()
    {
        var answer = await AskAsync($"mutation {{ {First} second: {End} {{ cooperation {{ id }} }} }}");
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
        Assert.Equal("first", Assert.Single(answer.GetProperty("extensions").GetProperty("done").EnumerateArray()).GetString());
    }

    private async Task<JsonElement> AskAsync(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Headers = { { "Authorization", "Bearer " + RunningSite.DevelopmentToken }, { "X-Actor", Caller } },
            Content = JsonContent.Create(new { query }),
        };
        return (await site.SendAsync(request)).Json;
    }

    private async Task<JsonElement> DataAsync(string query)
    {
        var answer = await AskAsync(query);
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        Assert.False(answer.GetProperty("extensions").TryGetProperty("done", out _));
        return answer.GetProperty("data");
    }

    private async Task RunAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
