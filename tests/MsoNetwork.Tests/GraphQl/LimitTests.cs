using System.Diagnostics;
using System.Net;
using System.Text;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>Requests made to cost us much and their senders little: each is refused by name and number, before it costs anything.</summary>
public sealed class LimitTests(RunningSite site) : IClassFixture<RunningSite>
{
    public static TheoryData<string, string> Attacks =>
        new()
        {
            { "characters; the limit is 16,384", "{ __typename } # " + new string('x', 100_000) },
            { "tokens; the limit is 2,000", "{" + Repeat(1_990, i => $"a{i} ") + "b(c: 1, d: 2)}" },
            { "levels deep", Repeat(1_000, _ => "{a") + new string('}', 1_000) },
            { "levels deep", "{ region(key: \"05\") " + Repeat(15, _ => "{ parent ") + "{ name }" + new string('}', 16) },
            {
                "levels deep",
                "{ region(key: \"05\") { ...F } } fragment F on Region { parent { parent { parent { parent { parent { ...G } } } } } } "
                    + "fragment G on Region { parent { parent { parent { parent { parent { parent { name } } } } } } }"
            },
            { "levels deep", "{ a(b: " + new string('[', 500) + new string(']', 500) + ") }" },
            { "aliases", "{" + Repeat(100, i => $"a{i}:__typename ") + "}" },
            { "tokens", "{" + Repeat(1_000, i => $"a{i}:__typename ") + "}" },
            { "root fields", "{" + Repeat(30, _ => "__typename ") + "}" },
            { "fields and fragments", "{ region(key: \"05\") {" + Repeat(900, _ => "name ") + "} }" },
            {
                "fields and fragments",
                "{ ...F0 }"
                    + Repeat(40, i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }} ")
                    + "fragment F40 on Query { __typename }"
            },
            { "directives", "{ __typename " + Repeat(200, _ => "@include(if: true) ") + "}" },
            { "directives", "{ __typename " + Repeat(900, i => $"@a{i} ") + "}" },
            { "__schema", "{ __schema { queryType { name } } __schema { types { name } } }" },
            { "lists of fields", "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }" },
            { "cost", "{ places(query: \"d\", first: 100) { region { children { children { children { children { key name } } } } } } }" },
        };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task An_attack_is_refused_by_the_limit_that_it_breaks(string limit, string document)
    {
        var answer = await site.AskAsync(document);
        answer.IsRefusal("LIMIT_EXCEEDED");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(limit, answer.Message, StringComparison.Ordinal);
        Assert.Contains("too many", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_attacks_together_take_less_than_two_seconds()
    {
        await site.AskAsync("{ nothing }");
        var clock = Stopwatch.StartNew();
        foreach (var row in Attacks) await site.AskAsync(row.Data.Item2);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}"); // measured: 0.05 s
    }

    [Fact]
    public async Task Fragments_in_a_circle_are_refused_and_not_followed() =>
        (await site.AskAsync("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")).IsRefusal("INVALID_INPUT");

    [Fact]
    public async Task A_thousand_mistakes_get_ten_errors() =>
        Assert.Equal(
            10,
            (await site.AskAsync("{ region(key: \"05\") {" + Repeat(400, i => $"a{i} ") + "} }"))
                .Json.GetProperty("errors")
                .GetArrayLength()
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_128_KiB_is_refused_with_413(bool announced)
    {
        var body = Encoding.UTF8.GetBytes("{\"query\":\"{ __typename }\",\"variables\":{\"a\":\"" + new string('x', 400_000) + "\"}}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (!announced) request.Headers.TransferEncodingChunked = true;
        var answer = await site.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        answer.IsRefusal("LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task The_question_that_GraphiQL_asks_about_the_schema_passes()
    {
        var answer = await site.AskAsync(Introspection.Query);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.True(answer.Data.GetProperty("__schema").GetProperty("types").GetArrayLength() > 10);
    }

    [Fact]
    public async Task The_schema_states_the_limits() =>
        Assert.Contains(
            "30 aliases",
            (await site.AskAsync("{ __schema { description } }")).Data.GetProperty("__schema").GetProperty("description").GetString(),
            StringComparison.Ordinal
        );

    private static string Repeat(int times, Func<int, string> part) => string.Concat(Enumerable.Range(0, times).Select(part));
}
