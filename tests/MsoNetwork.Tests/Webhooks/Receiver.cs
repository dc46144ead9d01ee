using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>A message as it came in.</summary>
internal sealed record Received(string Id, string Timestamp, string Signature, string Body)
{
    public JsonElement Json { get; } = JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    public long Position => Json.GetProperty("data").GetProperty("position").GetInt64();
}

/// <summary>Somebody's program that takes messages, on this machine; it answers whatever it is told to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _site;

    private Receiver(WebApplication site) => _site = site;

    public Uri Address => new(_site.Urls.First() + "/hook");

    /// <summary>By its name, which is looked up each time.</summary>
    public Uri ByName => new UriBuilder(Address) { Host = "localhost" }.Uri;

    public ConcurrentQueue<Received> Messages { get; } = [];

    public static async Task<Receiver> StartAsync(Func<HttpContext, Task>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        var receiver = new Receiver(site);
        site.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            receiver.Messages.Enqueue(new(
                headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(),
                await body.ReadToEndAsync()));
            if (answer is not null) await answer(context);
        });
        await site.StartAsync();
        return receiver;
    }

    public static Task<Receiver> SayAsync(int status, string? retryAfter = null) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();
}
