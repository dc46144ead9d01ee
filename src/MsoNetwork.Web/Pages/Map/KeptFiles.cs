using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using MsoNetwork.Errors;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>Tiles and pictures of one version of the registry are kept, and a client that has one is told so (304).</summary>
internal sealed class KeptFiles : IDisposable
{
    private const long KeptBytes = 16 * 1024 * 1024;

    private readonly MemoryCache _files = new(new MemoryCacheOptions { SizeLimit = KeptBytes });

    public void Dispose() => _files.Dispose();

    public async Task WriteAsync(HttpContext context, string version, string name, string mediaType, Func<Task<byte[]>> read)
    {
        // The name is in the tag because the hits of words follow the registry's version a moment later.
        var tag = $"{version[..^1]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12]}\"";
        context.Response.Headers.CacheControl = "public, max-age=10, must-revalidate";
        context.Response.Headers.ETag = tag;
        if (EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var key = $"{version} {name}";
        if (!_files.TryGetValue(key, out byte[]? content))
        {
            content = await read();
            _files.Set(key, content, new MemoryCacheEntryOptions { Size = (2 * key.Length) + content.Length + 100 });
        }

        context.Response.ContentType = mediaType;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    public static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception error) when (!context.Response.HasStarted && Problem.Known(error) is not null)
        {
            var problem = Problem.Known(error)!;
            context.Response.Headers.ETag = default;
            context.Response.Headers.CacheControl = "no-store";
            await GraphQlEndpoint.WriteProblemAsync(
                context,
                problem.Code == ErrorCode.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest,
                MediaTypes.Json,
                problem
            );
        }
    }
}
