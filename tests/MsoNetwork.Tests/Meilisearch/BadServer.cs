using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>A real HTTP server that misbehaves as told.</summary>
internal sealed class BadServer : IAsyncDisposable
{
    private readonly WebApplication _site;

    private BadServer(WebApplication site) => _site = site;

    public Uri Url => new(_site.Urls.First());

    public int Requests { get; private set; }

    public MeilisearchClient Client() => MeilisearchClient.Create(Url, "key", TimeProvider.System);

    /// <param name="answer">Gets the number of the request, from 1.</param>
    public static async Task<BadServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new BadServer(builder.Build());
        server._site.Run(context => answer(context, ++server.Requests));
        await server._site.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _site.StopAsync(new CancellationToken(canceled: true)); // whoever still waits is cut off
        await _site.DisposeAsync();
    }
}
