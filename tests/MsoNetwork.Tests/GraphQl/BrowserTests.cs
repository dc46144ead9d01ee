using System.Net;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>
/// What browsers need: sites elsewhere may ask, GraphiQL opens here, answers are small and cannot be taken for something else.
/// </summary>
public sealed class BrowserTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Any_site_may_ask_from_a_browser_but_without_credentials()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", "https://example.org");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        var answer = await site.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("POST", answer.Headers["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        Assert.False(answer.Headers.ContainsKey("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("OPTIONS", HttpStatusCode.NoContent)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    public async Task Other_methods_learn_which_ones_are_right(string method, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql");
        var answer = await site.SendAsync(request);
        Assert.Equal(status, answer.Status);
        Assert.Contains("POST", answer.Headers["Allow"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_gets_a_page_with_a_policy_and_programs_do_not()
    {
        var page = await GetAsync("/graphql", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("GraphiQL", page.Text, StringComparison.Ordinal); // the page, or how to build it
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        (await GetAsync("/graphql", "application/json")).IsRefusal("INVALID_INPUT");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answers_are_compressed_for_those_who_ask(string encoding)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            "/graphql?query=" + Uri.EscapeDataString("{ vocabulary(name: TOPICS) { key label } }")
        );
        request.Headers.Add("Accept-Encoding", encoding);
        request.Headers.Add("Accept", "application/graphql-response+json");
        var answer = await site.SendAsync(request);
        Assert.Equal(encoding, answer.Headers["Content-Encoding"]);
        Assert.Contains("Accept-Encoding", answer.Headers["Vary"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/nowhere")]
    [InlineData("/graphql/schema.graphql")]
    [InlineData("/../../etc/passwd")]
    public async Task Every_answer_forbids_guessing_its_type_and_says_nothing_of_the_server(string address)
    {
        var answer = await GetAsync(address, "*/*");
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
    }

    [Fact]
    public async Task Readiness_names_its_checks()
    {
        var checks = (await GetAsync("/readyz", "*/*")).Json.GetProperty("checks");
        Assert.Equal(("ok", "ok"), (checks.GetProperty("database").GetString(), checks.GetProperty("migrations").GetString()));
    }

    private async Task<Answer> GetAsync(string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await site.SendAsync(request);
    }
}
