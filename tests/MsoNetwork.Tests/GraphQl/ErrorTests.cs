using System.Net;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>What goes wrong while a request is executed, as its sender sees it.</summary>
[Trait("Speed", "Medium")]
public sealed class ErrorTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("crash", "INTERNAL")]
    [InlineData("wrong", "INTERNAL")]
    [InlineData("nothing", "NOT_FOUND")]
    public async Task A_failing_field_is_null_and_the_others_are_answered(string field, string code)
    {
        var answer = await site.AskAsync($"{{ {field} outage }}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        answer.IsRefusal(code);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Equal(field, answer.Error.GetProperty("path")[0].GetString());
        Assert.Equal(1, answer.Data.GetProperty("outage").GetInt32());
    }

    [Fact]
    public async Task What_a_room_refuses_keeps_its_words_and_argument()
    {
        var answer = await site.AskAsync("{ nothing }");
        Assert.Equal(("There is nothing here, nothing at all.", "key"), (answer.Message, answer.Argument));
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_ended_by_the_limit_of_statements()
    {
        var answer = await site.AskAsync("{ slow }");
        answer.IsRefusal("LIMIT_EXCEEDED");
        Assert.Contains("5 seconds", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_ended_by_the_limit_of_requests()
    {
        var answer = await site.AskAsync("{ endless }");
        answer.IsRefusal("LIMIT_EXCEEDED");
        Assert.Contains("10 seconds", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query A { outage } query B { outage }", null)]
    [InlineData("query A { outage }", "B")]
    [InlineData("subscription { outage }", null)]
    [InlineData("mutation { outage }", null)]
    [InlineData("", null)]
    [InlineData("fragment F on Query { outage }", null)]
    public async Task An_operation_that_is_not_there_is_refused(string query, string? operationName)
    {
        var answer = await site.PostAsync(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { query, operationName }));
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }
}
