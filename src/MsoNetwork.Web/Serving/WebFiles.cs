using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// The files of wwwroot. What the builds of Assets have compressed as well as it goes is sent so; names with a hash (site/) are kept
/// by browsers for good, the widget (whose name other sites have written down) for an hour, others are asked for again with their ETag.
/// </summary>
internal static class WebFiles
{
    private const string Widget = "/widget";
    private static readonly FileExtensionContentTypeProvider Types = new();
    private static readonly (string Coding, string Ending)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    public static void Use(WebApplication site)
    {
        var files = site.Environment.WebRootFileProvider;
        site.Use(
            (context, next) =>
            {
                if (IsBuilt(context.Request.Path) && Compressed(context.Request, files) is { } compressed)
                    context.Request.Path += compressed;
                return next(context);
            }
        );
        site.UseStaticFiles(
            new StaticFileOptions
            {
                ContentTypeProvider = new FileExtensionContentTypeProvider(
                    new Dictionary<string, string>(Types.Mappings)
                    {
                        [".br"] = "application/octet-stream",
                        [".gz"] = "application/octet-stream",
                    }
                ),
                OnPrepareResponse = file => Describe(file.Context),
            }
        );
    }

    private static bool IsBuilt(PathString path) =>
        path.StartsWithSegments("/site", StringComparison.Ordinal) || path.StartsWithSegments(Widget, StringComparison.Ordinal);

    private static string? Compressed(HttpRequest request, IFileProvider files)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(one => one.Quality is not 0).Select(one => one.Value.Value).ToList();
        return Codings
            .Where(one => accepted.Contains(one.Coding) && files.GetFileInfo(request.Path + one.Ending).Exists)
            .Select(one => one.Ending)
            .FirstOrDefault();
    }

    private static void Describe(HttpContext context)
    {
        var (path, headers) = (context.Request.Path, context.Response.Headers);
        headers.CacheControl = path.StartsWithSegments("/site", StringComparison.Ordinal) ? "public, max-age=31536000, immutable"
            : path.StartsWithSegments(Widget, StringComparison.Ordinal) ? "public, max-age=3600, stale-while-revalidate=86400" : "no-cache";
        if (path.StartsWithSegments(Widget, StringComparison.Ordinal))
        {
            // A module script of another origin is loaded with CORS, also by pages that isolate themselves.
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }

        if (!IsBuilt(path)) return;
        headers.Vary = "Accept-Encoding";
        if (
            Codings.FirstOrDefault(one => path.Value!.EndsWith(one.Ending, StringComparison.Ordinal))
            is not { Coding: { } coding, Ending: { } ending }
        )
            return;
        headers.ContentEncoding = coding;
        if (Types.TryGetContentType(path.Value![..^ending.Length], out var type)) context.Response.ContentType = type;
    }
}
