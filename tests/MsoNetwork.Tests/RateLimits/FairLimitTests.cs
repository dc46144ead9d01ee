using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.Accounts;
using MsoNetwork.RateLimits;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;
using MsoNetwork.Web.Admission;
using Npgsql;

namespace MsoNetwork.Tests.RateLimits;

/// <summary>A site that counts, with a clock that stands: what is spent does not come back.</summary>
public sealed class CountingSite(TestCluster cluster) : IAsyncLifetime
{
    public RunningSite Site { get; } = new(cluster)
    {
        InPlace = services => services.AddSingleton(provider =>
            new RateLimiter(provider.GetRequiredService<RatePolicies>(), new FakeTimeProvider())),
        Settings = new Dictionary<string, string?>
        {
            ["LIMITS"] = "on",
            ["LIMIT_NETWORK"] = "417",
            ["LIMIT_KEY"] = "500",
            ["CLIENT_REQUESTS"] = "1",
            ["TRUSTED_PROXIES"] = "127.0.0.9, 10.0.0.0/8",
        },
    };

    public ValueTask InitializeAsync() => Site.InitializeAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

[Trait("Speed", "Medium")]
public sealed class FairLimitTests(CountingSite counting) : IClassFixture<CountingSite>
{
    private const long Burst = 417 * RatePolicies.BurstSeconds;
    private const string Dear = "{ organisations(first: 100) { nodes { id slug name status } } }";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static int visitors = 20;

    private RunningSite Site => counting.Site;

    [Fact]
    public async Task Answers_say_what_they_cost_and_the_field_says_what_is_left()
    {
        using var visitor = Site.Visitor(Interlocked.Increment(ref visitors));
        using var first = await AskAsync(visitor, Dear);
        var cost = (await JsonAsync(first)).GetProperty("extensions").GetProperty("cost").GetInt64();
        Assert.StartsWith($"\"network\";r={Burst - cost};t=", first.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        Assert.Equal($"\"network\";q={Burst};w=60;qu=\"cost\"", first.Headers.GetValues("RateLimit-Policy").Single());
        using var second = await AskAsync(visitor, "{ rateLimit { cost limit perSecond remaining resetAt } }");
        var limit = (await JsonAsync(second)).GetProperty("data").GetProperty("rateLimit");
        Assert.Equal((10, Burst, 417, Burst - cost - 10), (limit.GetProperty("cost").GetInt64(), limit.GetProperty("limit").GetInt64(),
            limit.GetProperty("perSecond").GetInt64(), limit.GetProperty("remaining").GetInt64()));
        Assert.True(limit.GetProperty("resetAt").GetDateTime() > DateTime.UnixEpoch);
    }

    [Fact]
    public async Task Cost_counts_and_not_requests_and_beyond_the_limit_it_is_429_that_says_when()
    {
        using var visitor = Site.Visitor(Interlocked.Increment(ref visitors));
        var cost = 0L;
        for (var passed = 0; ; passed++)
        {
            using var response = await AskAsync(visitor, Dear);
            var answer = await JsonAsync(response);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                cost = answer.GetProperty("extensions").GetProperty("cost").GetInt64();
                continue;
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(Burst / cost, passed);
            var error = answer.GetProperty("errors")[0].GetProperty("extensions");
            Assert.Equal("RATE_LIMITED", error.GetProperty("code").GetString());
            Assert.Equal((Burst, (passed + 1) * cost), (error.GetProperty("limit").GetInt64(), error.GetProperty("actual").GetInt64()));
            Assert.True(error.GetProperty("resetAt").GetDateTime() > DateTime.UnixEpoch);
            var wait = (long)response.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
            Assert.Equal((((passed + 1) * cost) - Burst + 416) / 417, wait);
            Assert.StartsWith("\"network\";r=", response.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
            Assert.True(response.Headers.CacheControl!.NoStore);
            break;
        }

        using var cheap = await AskAsync(visitor, "{ __typename }");
        Assert.Equal(HttpStatusCode.OK, cheap.StatusCode); // what still fits passes
        using var other = Site.Visitor(Interlocked.Increment(ref visitors));
        using var unharmed = await AskAsync(other, Dear);
        Assert.Equal(HttpStatusCode.OK, unharmed.StatusCode);
        using var health = await visitor.GetAsync("/readyz", Token);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Pages_and_files_cost_too_and_a_page_says_it_in_words_in_the_visitors_language()
    {
        using var visitor = Site.Visitor(Interlocked.Increment(ref visitors));
        using (var file = await visitor.GetAsync("/organisations/export.csv", Token)) Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        HttpResponseMessage response;
        var pages = 0;
        while ((response = await visitor.GetAsync("/fr/barrierefreiheit", Token)).StatusCode != HttpStatusCode.TooManyRequests)
        {
            pages++;
            response.Dispose();
        }

        using (response)
        {
            Assert.Equal((Burst - 20_000) / 250, pages);
            Assert.NotNull(response.Headers.RetryAfter);
            Assert.Contains("Un instant", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        using var refused = await visitor.GetAsync("/organisations/export.csv", Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("RATE_LIMITED", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_caches_keep_is_the_same_for_all_and_costs_little_when_it_is_known()
    {
        using var visitor = Site.Visitor(Interlocked.Increment(ref visitors));
        using var other = Site.Visitor(Interlocked.Increment(ref visitors));
        var address = "/graphql?query=" + Uri.EscapeDataString(Dear);
        using var first = await visitor.GetAsync(address, Token);
        using var same = await other.GetAsync(address, Token);
        Assert.False(first.Headers.Contains("RateLimit"));
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await same.Content.ReadAsStringAsync(Token));
        // While the site has not read all that its seeds wrote, a tag is its own, and is replaced once.
        var tag = first.Headers.ETag!;
        await Waiting.UntilAsync(async () =>
        {
            using var next = await other.GetAsync(address, Token);
            return tag.Equals(tag = next.Headers.ETag!);
        }, "the tag changes without a change");
        visitor.DefaultRequestHeaders.IfNoneMatch.Add(tag);
        for (var turn = 0; turn < 100; turn++)
        {
            using var known = await visitor.GetAsync(address, Token);
            Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        }
    }

    [Theory]
    [InlineData("no JSON", 10)]
    [InlineData("{\"query\": \"{ noSuchField }\"}", 60)]
    [InlineData("{\"query\": \"{ regions(level: MUNICIPALITY) { children { children { name } boundary } } }\"}", 50)]
    public async Task What_is_refused_costs_too_and_ends_in_429(string body, int cost)
    {
        using var visitor = Site.Visitor(Interlocked.Increment(ref visitors));
        var asked = 0;
        while (true)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await visitor.PostAsync("/graphql", content, Token);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) break;
            asked++;
        }

        Assert.InRange(asked, Burst / cost - 1, Burst / cost);
    }

    [Fact]
    public async Task A_proxy_that_is_trusted_says_who_asks_and_nobody_else_may()
    {
        using var proxy = Site.Visitor(9);
        using var stranger = Site.Visitor(Interlocked.Increment(ref visitors));
        Assert.Equal(Burst - 10, await RemainingAsync(proxy, "203.0.113.7"));
        Assert.Equal(Burst - 20, await RemainingAsync(proxy, "203.0.113.8")); // the same network
        Assert.Equal(Burst - 10, await RemainingAsync(proxy, "203.0.114.7"));
        Assert.Equal(Burst - 30, await RemainingAsync(proxy, "198.51.100.1, 203.0.113.9, 10.1.2.3")); // what is before is hearsay
        Assert.Equal(Burst - 10, await RemainingAsync(stranger, "203.0.113.7"));
        Assert.Equal(Burst - 20, await RemainingAsync(stranger, "203.0.115.7"));
    }

    [Theory]
    [InlineData(4_095, 0)]
    [InlineData(3_000_000, 732)]
    [InlineData(26_000_000, 4_000)]
    public void A_file_costs_by_its_size_and_the_largest_passes_once(long bytes, long cost)
    {
        Assert.Equal(cost, RequestWeight.ToSendFile(bytes));
        Assert.InRange(RequestWeight.Export.Cost + RequestWeight.ToMakeFile + cost, 0, Burst);
    }

    [Fact]
    public async Task A_page_that_asks_for_fifty_things_at_once_gets_them_all()
    {
        using var visitor = Site.Visitor(Interlocked.Increment(ref visitors));
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(visitor, "{ __typename }"))))
        {
            using (answer) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_has_a_budget_of_its_own_whatever_its_network_spent()
    {
        var person = await SignedIn.PersonAsync(Site.Services, "limits@example.org");
        await using var scope = Site.Services.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<AccessTokens>();
        string[] secrets = [await MakeAsync(tokens, person), await MakeAsync(tokens, person)];
        using var visitor = Site.Visitor(Interlocked.Increment(ref visitors));
        foreach (var secret in secrets)
        {
            visitor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            Assert.Equal((500 * RatePolicies.BurstSeconds) - 10, await RemainingAsync(visitor));
        }
    }

    [Fact]
    public async Task Wrong_tokens_are_slowed_down_by_their_network_and_nobody_else_is()
    {
        using var guesser = Site.Visitor(Interlocked.Increment(ref visitors));
        guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "msonet_" + new string('x', 43));
        for (var turn = 0; turn < 60; turn++)
        {
            using var answered = await AskAsync(guesser, "{ __typename }");
            Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        }

        using var slowed = await AskAsync(guesser, "{ __typename }");
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), slowed.Headers.RetryAfter!.Delta);
        guesser.DefaultRequestHeaders.Authorization = null;
        using var without = await AskAsync(guesser, "{ __typename }");
        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
    }

    [Theory]
    [InlineData("LIMITS", "maybe", "MSONET_LIMITS")]
    [InlineData("LIMIT_NETWORK", "100", "from 417 on")]
    [InlineData("CLIENT_REQUESTS", "0", "MSONET_CLIENT_REQUESTS")]
    [InlineData("TRUSTED_PROXIES", "proxy.example", "MSONET_TRUSTED_PROXIES")]
    public void A_wrong_setting_ends_the_start_in_a_sentence(string name, string value, string told)
    {
        var builder = MsoNetwork.Web.Commands.NetworkHost.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = Path.Combine(Repository.Root, "src", "MsoNetwork.Web") },
            new Dictionary<string, string?>
            {
                ["DATABASE"] = "Host=localhost;Database=none",
                ["SEEDS"] = SeededNetwork.Seeds,
                [name] = value,
            });
        var refused = Assert.ThrowsAny<Exception>(() => MsoNetwork.Web.NetworkSite.Build(builder));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pool_has_the_size_that_is_meant()
    {
        Assert.Equal(30, new NpgsqlConnectionStringBuilder(MsoNetwork.Web.Serving.Server.Bound("Host=a")).MaxPoolSize);
        Assert.Equal(7, new NpgsqlConnectionStringBuilder(MsoNetwork.Web.Serving.Server.Bound("Host=a;Maximum Pool Size=7")).MaxPoolSize);
    }

    private static async Task<string> MakeAsync(AccessTokens tokens, Guid person) =>
        (await tokens.MakeAsync(person, new WantedToken("test", null, Writes: false, TimeSpan.FromDays(1)), Token))!;

    private static async Task<long> RemainingAsync(HttpClient client, string? forwarded = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = "{ rateLimit { remaining } }" }),
        };
        if (forwarded is not null) request.Headers.Add("X-Forwarded-For", forwarded);
        using var response = await client.SendAsync(request, Token);
        return (await JsonAsync(response)).GetProperty("data").GetProperty("rateLimit").GetProperty("remaining").GetInt64();
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string query) =>
        client.PostAsJsonAsync("/graphql", new { query }, Token);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
}
