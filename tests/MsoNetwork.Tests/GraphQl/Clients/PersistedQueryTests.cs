using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests.GraphQl.Clients;

/// <summary>Automatic persisted queries: the protocol, what it refuses, and the clients that speak it.</summary>
public sealed class PersistedQueryTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Apollo_and_urql_send_their_documents_once_and_their_hashes_from_then_on()
    {
        var answers = (await NpmClients.RunAsync("clients.mjs", site.Client.BaseAddress!.OriginalString.TrimEnd('/')))
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["apollo POST", "apollo GET", "urql POST", "urql GET"], answers.Select(answer => answer.GetProperty("client").GetString()));
        foreach (var answer in answers)
        {
            Assert.Equal("""["Köln","Köln"]""", answer.GetProperty("names").GetRawText());
            var sent = answer.GetProperty("sent").EnumerateArray().Select(request => request.GetString()!).ToList();
            Assert.Equal(["hash", "text", "hash"], sent.Select(request => request.Split(' ')[1]));
            Assert.EndsWith("200", sent[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_hash_is_told_in_the_words_of_the_protocol()
    {
        var answer = await PostAsync(null, HashOf("{ neverSent }"));
        Assert.Equal(("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND"), (answer.Message, answer.Code));
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task A_hash_of_another_text_is_refused_and_not_kept()
    {
        const string Other = "{ regions(level: STATE) { key } }";
        var refused = await PostAsync("{ __typename }", HashOf(Other));
        refused.IsRefusal("INVALID_INPUT");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("PersistedQueryNotFound", (await PostAsync(null, HashOf(Other))).Message);
    }

    [Fact]
    public async Task A_document_that_is_not_valid_is_not_kept()
    {
        const string Wrong = "{ regions { nope } }";
        (await PostAsync(Wrong, HashOf(Wrong))).IsRefusal("INVALID_INPUT");
        Assert.Equal("PersistedQueryNotFound", (await PostAsync(null, HashOf(Wrong))).Message);
    }

    [Theory]
    [InlineData("""{"version":2,"sha256Hash":"HASH"}""")]
    [InlineData("""{"version":1,"sha256Hash":"abc"}""")]
    [InlineData("""{"version":1}""")]
    [InlineData("7")]
    public async Task Another_protocol_is_refused(string persisted)
    {
        var extensions = persisted.Replace("HASH", HashOf("{ __typename }"), StringComparison.Ordinal);
        var answer = await site.PostAsync(
            Encoding.UTF8.GetBytes($$$"""{"query":"{ __typename }","extensions":{"persistedQuery":{{{extensions}}}}}"""));
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal("extensions", answer.Argument);
    }

    [Fact]
    public async Task By_GET_a_known_hash_is_answered_with_a_tag_and_a_mutation_is_refused()
    {
        const string Query = "{ region(key: \"053\") { key } }", Change = "mutation { deleteNothing: __typename }";
        await PostAsync(Query, HashOf(Query));
        await PostAsync(Change, HashOf(Change));
        var answer = await GetAsync(HashOf(Query));
        Assert.Equal("053", answer.Data.GetProperty("region").GetProperty("key").GetString());
        Assert.StartsWith("W/", answer.Headers["ETag"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await GetAsync(HashOf(Change))).Status);
        Assert.Equal("PersistedQueryNotFound", (await GetAsync(HashOf("{ never }"))).Message);
    }

    [Fact]
    public void No_more_is_kept_than_fits()
    {
        using var store = new PersistedQueries();
        var longest = new string('#', Limits.DocumentCharacters - 20);
        for (var i = 0; i < 1_000; i++) store.Keep(Request($"{{ a{i} }} {longest}"));
        for (var i = 0; i < 12_000; i++) store.Keep(Request($"{{ b{i} }}"));
        Assert.InRange(store.Kept, 1, PersistedQueries.Characters / PersistedQueries.LeastCharacters);
        Assert.True(store.KeptCharacters <= PersistedQueries.Characters);
    }

    private static GraphQlRequest Request(string text) => new(text, null, global::GraphQL.Inputs.Empty) { Hash = HashOf(text) };

    private Task<Answer> PostAsync(string? query, string hash) => site.PostAsync(
        JsonSerializer.SerializeToUtf8Bytes(new { query, extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } } }));

    private async Task<Answer> GetAsync(string hash)
    {
        var extensions = Uri.EscapeDataString($$$"""{"persistedQuery":{"version":1,"sha256Hash":"{{{hash}}}"}}""");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?extensions=" + extensions);
        request.Headers.Add("Accept", "application/graphql-response+json");
        return await site.SendAsync(request);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
