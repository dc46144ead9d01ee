using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>The stand-in behind a real address, for processes of their own.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _site;

    private ModelServer(WebApplication site, FakeMeilisearch meilisearch) => (_site, Meilisearch) = (site, meilisearch);

    public FakeMeilisearch Meilisearch { get; }

    public string Url => _site.Urls.First();

    /// <param name="kept">What it held before it died; a new one where there is none.</param>
    /// <param name="url">Where it was before; any port where it was nowhere.</param>
    public static async Task<ModelServer> StartAsync(FakeMeilisearch? kept = null, string? url = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url ?? "http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var server = new ModelServer(builder.Build(), kept ?? new FakeMeilisearch());
        var invoker = new HttpMessageInvoker(server.Meilisearch, disposeHandler: false);
        server._site.Run(context => AnswerAsync(invoker, context));
        await server._site.StartAsync();
        return server;
    }

    private static async Task AnswerAsync(HttpMessageInvoker invoker, HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.GetEncodedUrl());
        if (context.Request.ContentType is { } type)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await invoker.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.StopAsync(new CancellationToken(canceled: true));
        await _site.DisposeAsync();
    }
}
