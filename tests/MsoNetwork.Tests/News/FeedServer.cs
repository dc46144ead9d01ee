using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace MsoNetwork.Tests.News;

/// <summary>Somebody's server with a feed, on this machine, that does whatever it is told.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _site;

    private FeedServer(WebApplication site) => _site = site;

    public Uri Address => new(_site.Urls.First() + "/feed");

    /// <summary>What was asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<FeedServer> StartAsync(Func<HttpContext, Task> answer, string on = "127.0.0.1", int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{on}:{port}");
        var site = builder.Build();
        var server = new FeedServer(site);
        site.Run(context =>
        {
            lock (server.Asked) server.Asked.Add(context.Request.Path + " " + context.Request.Headers.IfNoneMatch);
            return answer(context);
        });
        await site.StartAsync();
        return server;
    }

    public static Task<FeedServer> SayAsync(string text) => StartAsync(context => context.Response.WriteAsync(text));

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    /// <summary>Only this machine's usual address: 127.0.0.2 stands for another private network.</summary>
    public static bool IsHere(IPAddress address) => address.MapToIPv4().Equals(IPAddress.Loopback);
}
