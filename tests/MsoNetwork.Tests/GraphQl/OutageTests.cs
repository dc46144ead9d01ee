using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>A PostgreSQL of its own that is stopped and started again under the serving site.</summary>
[Trait("Speed", "Slow")]
public sealed class OutageTests
{
    [Fact]
    public async Task Without_its_database_the_site_says_so_at_once_and_recovers_by_itself()
    {
        await using var cluster = await TestCluster.OwnAsync();
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        const string FromMemory = "{ region(key: \"05358\") { name } }";
        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync(FromMemory)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(site, "/readyz")).Status);

        await cluster.StopAsync();
        var clock = Stopwatch.StartNew();
        for (var request = 0; request < 3; request++)
        {
            var ready = await GetAsync(site, "/readyz");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
            Assert.Equal("not reachable", ready.Json.GetProperty("checks").GetProperty("database").GetString());
            Assert.Equal(HttpStatusCode.OK, (await site.AskAsync(FromMemory)).Status); // regions stay in memory
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(site, "/graphql?query=" + Uri.EscapeDataString(FromMemory))).Status);
            var refused = await site.AskAsync("{ outage }");
            refused.IsRefusal("UNAVAILABLE");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.True(refused.Headers.ContainsKey("Retry-After"));
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(site, "/healthz")).Status);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"{clock.Elapsed}");

        await cluster.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(site, "/readyz")).Status);
        Assert.Equal(1, (await site.AskAsync("{ outage }")).Data.GetProperty("outage").GetInt32());
    }

    [Fact]
    public async Task What_was_kept_of_organisations_is_let_go_when_the_database_was_away()
    {
        await using var cluster = await TestCluster.OwnAsync();
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        var store = site.Services.GetRequiredService<OrganisationStore>();
        await site.AskAsync("{ organisations(first: 3) { nodes { name } } }");
        Assert.Equal(4, store.Count); // whether there are more was asked too

        await cluster.StopAsync();
        await cluster.StartAsync(); // what comes back may have been restored from a backup, with the same numbers for other rows
        for (var wait = 0; wait < 100 && store.Count > 0; wait++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(0, store.Count);
        Assert.Equal(
            3,
            (await site.AskAsync("{ organisations(first: 3) { nodes { name } } }"))
                .Data.GetProperty("organisations")
                .GetProperty("nodes")
                .GetArrayLength()
        );
    }

    [Fact]
    public async Task A_frozen_database_is_told_from_a_slow_question()
    {
        await using var cluster = await TestCluster.OwnAsync();
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        Assert.Equal(1, (await site.AskAsync("{ outage }")).Data.GetProperty("outage").GetInt32());

        await cluster.FreezeAsync();
        try
        {
            var ready = await GetAsync(site, "/readyz");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
            Assert.StartsWith("no answer", ready.Json.GetProperty("checks").GetProperty("database").GetString(), StringComparison.Ordinal);
            var refused = await site.AskAsync("{ outage }");
            // On a machine without a free processor the limit of the whole request may come first; the connection is known to be dead then.
            if (refused.Code == "LIMIT_EXCEEDED") refused = await site.AskAsync("{ outage }");
            refused.IsRefusal("UNAVAILABLE");
        }
        finally
        {
            await cluster.ThawAsync();
        }

        Assert.Equal(1, (await site.AskAsync("{ outage }")).Data.GetProperty("outage").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(site, "/readyz")).Status);
    }

    private static async Task<Answer> GetAsync(RunningSite site, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await site.SendAsync(request);
    }
}
