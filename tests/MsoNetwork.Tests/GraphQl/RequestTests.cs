using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>
/// What is no request, or one that says something twice. The rest of the protocol is audited by graphql-http, see deploy/test.
/// </summary>
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
        Assert.StartsWith(
            expected + ";",
            (await site.AskAsync("{__typename}", accept: accept)).Headers["Content-Type"],
            StringComparison.Ordinal
        );

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

    [Theory]
    [InlineData("""{ organisation(slug: "\uD800") { id } }""", "slug")]
    [InlineData("""{ organisation(slug: "a\u0000") { id } }""", "slug")]
    [InlineData("""{ organisations(filter: {topics: ["x", "\uDC00\uD800"]}) { totalCount } }""", "filter")]
    [InlineData("""query Q($s: String! = "\uD83D") { organisation(slug: $s) { id } }""", "s")]
    public async Task An_escape_in_the_document_that_is_no_character_is_refused(string document, string argument)
    {
        var answer = await site.AskAsync(document);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal(argument, answer.Argument);
    }

    [Fact]
    public async Task An_escape_in_the_document_that_is_a_character_is_taken() =>
        Assert.Equal(
            JsonValueKind.Null,
            (await site.AskAsync("""{ organisation(slug: "\uD83D\uDE00") { id } }""")).Data.GetProperty("organisation").ValueKind
        );

    [Fact]
    public async Task A_geometry_is_written_out_or_one_variable_but_not_put_together_of_variables()
    {
        const string Asked =
            "organisations(filter: {withinPolygon: {type: \"Polygon\", coordinates: [[[$x, 50], [7, 50], [7, 51], [$x, 50]]]}}) { "
                + "totalCount }";
        var answer = await site.AskAsync($"query Q($x: Float!) {{ {Asked} }}", new { x = 6.5 });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal("filter", answer.Argument);
        Assert.DoesNotContain("GraphQLVariable", answer.Text, StringComparison.Ordinal);
        Assert.True(
            (await site.AskAsync($"{{ {Asked.Replace("$x", "6.5", StringComparison.Ordinal)} }}"))
                .Data.GetProperty("organisations")
                .GetProperty("totalCount")
                .GetInt32() >= 0
        );
        var whole = await site.AskAsync(
            "query Q($area: GeoJSON) { organisations(filter: {withinPolygon: $area}) { totalCount } }",
            new { area = new { type = "Polygon", coordinates = new double[][][] { [[6.5, 50], [7, 50], [7, 51], [6.5, 50]] } } });
        Assert.True(whole.Data.GetProperty("organisations").GetProperty("totalCount").GetInt32() >= 0);
    }

    [Fact]
    public void Everything_that_can_be_got_can_be_asked_for_its_head()
    {
        var got = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint.RoutePattern.RawText, endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods))
            .Where(endpoint => endpoint.HttpMethods?.Contains(HttpMethods.Get) == true).ToList();
        Assert.True(got.Count > 20, $"{got.Count}");
        Assert.All(got, endpoint => Assert.Contains(HttpMethods.Head, endpoint.HttpMethods!));
    }

    [Theory]
    [InlineData("/", HttpStatusCode.Redirect)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.OK)]
    [InlineData("/graphql/schema.graphql", HttpStatusCode.OK)]
    [InlineData("/organisations/export.csv", HttpStatusCode.OK)]
    [InlineData("/organisations/export.csv?regions=99", HttpStatusCode.BadRequest)]
    public async Task A_head_says_the_same_without_the_body(string address, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        var answer = await site.SendAsync(request);
        Assert.Equal(expected, answer.Status);
        Assert.Empty(answer.Text);
    }

    [Fact]
    public async Task Documents_from_the_cache_get_each_requests_own_variables()
    {
        const string Query = "query Q($q: String!, $n: Int = 1) { places(query: $q, first: $n) { name } }";
        string[] found = [];
        foreach (var town in new[] { "Bonn", "Köln", "Bonn" })
            found =
            [
                .. found,
                (await site.AskAsync(Query, new { q = town })).Data.GetProperty("places")[0].GetProperty("name").GetString()!,
            ];
        Assert.Equal(["Bonn", "Köln", "Bonn"], found);
        (await site.AskAsync(Query, new { })).IsRefusal("INVALID_INPUT");
        Assert.True((await site.AskAsync(Query, new { q = "d", n = 7 })).Data.GetProperty("places").GetArrayLength() == 7);
    }

    [Fact]
    public async Task The_caller_may_give_the_number_of_a_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("X-Request-Id", "0af7651916cd43dd8448eb211c80319c");
        var answer = await site.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        answer.IsRefusal("NOT_FOUND");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", answer.Headers["X-Request-Id"]);
    }

    [Theory]
    [InlineData("x y {\"a\":1}")]
    [InlineData("haus-hegrano-porz")] // a slug, which would tell the log who was looked at
    [InlineData("Geheimgasse78")]
    [InlineData("0af7651916cd43dd8448eb211c80319g")]
    [InlineData("deadbeef")]
    public async Task A_number_that_could_forge_the_log_or_tell_it_something_is_replaced(string given)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.TryAddWithoutValidation("X-Request-Id", given);
        Assert.Matches("^[0-9a-f]{12}$", (await site.SendAsync(request)).Headers["X-Request-Id"]);
    }
}
