using System.Security.Cryptography;
using System.Text;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// The files of Style/ as one, in the order of their names. Its address changes with its content, so browsers keep it for good.
/// </summary>
internal static class Stylesheet
{
    private static readonly byte[] Css = Read();

    public static string Address { get; } = "/style.css?v=" + Convert.ToHexStringLower(SHA256.HashData(Css))[..12];

    public static void Map(IEndpointRouteBuilder site) => site.MapGet("/style.css", (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Css, "text/css; charset=utf-8");
    });

    private static byte[] Read()
    {
        var css = new StringBuilder();
        var assembly = typeof(Stylesheet).Assembly;
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith("Style.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            css.Append(reader.ReadToEnd());
        }

        return Encoding.UTF8.GetBytes(css.ToString());
    }
}
