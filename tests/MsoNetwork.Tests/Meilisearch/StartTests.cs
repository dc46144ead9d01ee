using Microsoft.AspNetCore.Http;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>What a starting server says of the Meilisearch it is to use.</summary>
[Trait("Speed", "Slow")]
public sealed class StartTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Theory]
    [InlineData("1.20.0", "needs Meilisearch 1.36 or newer")]
    [InlineData("1.53.0", "Meilisearch 1.53.0")]
    public async Task The_version_is_looked_at(string version, string said)
    {
        await using var server = await BadServer.StartAsync((context, _) =>
            context.Response.WriteAsync($$"""{"commitSha":"unknown","commitDate":"unknown","pkgVersion":"{{version}}"}"""));
        using var msonet = MsonetProcess.Start(
            network.ConnectionString,
            new Dictionary<string, string?>
            {
                ["MSONET_SEARCH"] = "meilisearch",
                ["MSONET_MEILISEARCH_URL"] = server.Url.ToString(),
                ["MSONET_URLS"] = "http://127.0.0.1:0",
            },
            "serve"
        );
        var deadline = TimeProvider.System.GetTimestamp();
        while (
            !msonet.Output.Contains(said, StringComparison.Ordinal)
            && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(60)
        )
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Contains(said, msonet.Output, StringComparison.Ordinal);
    }
}
