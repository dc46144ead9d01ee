using System.Net;
using System.Text;

namespace MsoNetwork.Tests.GraphQlHttp;

/// <summary>What is no request, or one that says something twice. The rest of the protocol is audited by graphql-http, see deploy/test.</summary>
public sealed class RequestTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("{")]
    [InlineData("""{"query":"{__typename}","query":"{__typename}"}""")]
    [InlineData("""{"query":"{__typename}","variables":{"a":1,"a":2}}""")]
    [InlineData("""{"query":"{__typename}"} {}""")]
    [InlineData("""{"query":"{__typename}","variables":"none"}""")]
    [InlineData("""{"query":"{__typename}","extensions":[]}""")]
    [InlineData("""{"query":"\ud800"}""")]
    [InlineData("""{"query":"{__typename}","variables":{"a":"\u0000"}}""")]
    [InlineData("""[{"query":"{__typename}"}]""")]
    [InlineData("7")]
    [InlineData("")]
    public async Task A_body_that_is_no_single_unambiguous_request_is_refused(string body)
    {
        var answer = await site.PostAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
    }

    [Fact]
    public async Task A_batch_is_refused_in_words() =>
        Assert.Contains("Batches", (await site.PostAsync("[]"u8.ToArray())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Invalid_UTF_8_is_refused()
    {
        var answer = await site.PostAsync([.. "{\"query\":\"{ __typename # "u8, 0xC3, 0x28, .. "\\n}\"}"u8]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Contains("UTF-8", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/graphql")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task Another_content_type_is_refused_with_415(string? contentType)
    {
        var answer = await site.PostAsync("{\"query\":\"{__typename}\"}"u8.ToArray(), contentType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Contains("application/json", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json;charset=\"utf-8\"")]
    public async Task The_encoding_may_be_named(string contentType) =>
        Assert.Equal(HttpStatusCode.OK, (await site.PostAsync("{\"query\":\"{__typename}\"}"u8.ToArray(), contentType)).Status);

    [Theory]
    [InlineData("application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json")]
    [InlineData("application/json, application/graphql-response+json;q=0.5", "application/json")]
    [InlineData("application/graphql-response+json, application/json", "application/graphql-response+json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    public async Task The_client_chooses_the_media_type(string accept, string expected) =>
        Assert.StartsWith(expected + ";", (await site.AskAsync("{__typename}", accept: accept)).Headers["Content-Type"], StringComparison.Ordinal);

    [Theory]
    [InlineData("text/xml")]
    [InlineData("application/json;q=0, application/graphql-response+json;q=0")]
    public async Task A_client_that_accepts_neither_gets_406(string accept)
    {
        var answer = await site.AskAsync("{__typename}", accept: accept);
        Assert.Equal(HttpStatusCode.NotAcceptable, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
    }

    [Fact]
    public async Task An_unknown_field_is_refused_with_its_place()
    {
        var answer = await site.AskAsync("{ places(query: \"bonn\") { nam } }");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Contains("nam", answer.Message, StringComparison.Ordinal);
        Assert.Equal(27, answer.Error.GetProperty("locations")[0].GetProperty("column").GetInt32());
        Assert.False(answer.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_wrong_variable_is_named()
    {
        var answer = await site.AskAsync("query Q($n: Int) { places(query: \"bonn\", first: $n) { name } }", new { n = "many" });
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal("n", answer.Argument);
    }

    [Fact]
    public async Task A_wrong_argument_is_named_and_its_request_counts_as_executed()
    {
        var answer = await site.AskAsync("{ places(query: \"bonn\", first: 101) { name } }");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal("first", answer.Argument);
    }

    [Fact]
    public async Task Documents_from_the_cache_get_each_requests_own_variables()
    {
        const string Query = "query Q($q: String!, $n: Int = 1) { places(query: $q, first: $n) { name } }";
        string[] found = [];
        foreach (var town in new[] { "Bonn", "Köln", "Bonn" })
            found = [.. found, (await site.AskAsync(Query, new { q = town })).Data.GetProperty("places")[0].GetProperty("name").GetString()!];
        Assert.Equal(["Bonn", "Köln", "Bonn"], found);
        (await site.AskAsync(Query, new { })).IsRefusal("INVALID_INPUT");
        Assert.True((await site.AskAsync(Query, new { q = "d", n = 7 })).Data.GetProperty("places").GetArrayLength() == 7);
    }

    [Fact]
    public async Task The_caller_may_give_the_number_of_a_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("X-Request-Id", "my-number-42");
        var answer = await site.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        answer.IsRefusal("NOT_FOUND");
        Assert.Equal("my-number-42", answer.Headers["X-Request-Id"]);
    }

    [Fact]
    public async Task A_number_that_could_forge_the_log_is_replaced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.TryAddWithoutValidation("X-Request-Id", "x y {\"a\":1}");
        Assert.Matches("^[0-9a-f]{12}$", (await site.SendAsync(request)).Headers["X-Request-Id"]);
    }
}
