using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>The demo, running.</summary>
public sealed class DemoSite(TestCluster cluster) : IAsyncLifetime
{
    public RunningSite Site { get; } = new(cluster) { IsDemo = true };

    public ValueTask InitializeAsync() => Site.InitializeAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
