using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>The demo, running.</summary>
public sealed class DemoSite(TestCluster cluster) : IAsyncLifetime
{
    public RunningSite Site { get; } = new(cluster) { Settings = new Dictionary<string, string?> { ["DEMO"] = "on" } };

    public ValueTask InitializeAsync() => Site.InitializeAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
