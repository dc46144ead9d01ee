using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Which of our media types a client accepts (RFC 9110, 12.5.1; GraphQL over HTTP, 4.2).</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string GraphQlResponse = "application/graphql-response+json";

    /// <summary>Excel's.</summary>
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The type to answer with, or null when the client accepts neither. Clients that do not say get the older one.</summary>
    public static string? Choose(StringValues accept)
    {
        if (accept.Count == 0 || accept is ["*/*"] or [Json]) return Json;
        if (accept is [GraphQlResponse]) return GraphQlResponse;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return Json;
        var (newer, named) = Quality(ranges, GraphQlResponse);
        var (older, _) = Quality(ranges, Json);
        if (newer > 0 && newer >= older && (named || older == 0)) return GraphQlResponse;
        return older > 0 ? Json : newer > 0 ? GraphQlResponse : null;
    }

    /// <summary>Whether it is a browser that wants to show something: it names text/html and nothing of ours before it.</summary>
    public static bool PrefersPage(StringValues accept)
    {
        if (
            accept.Count == 0
            || !accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParseList(accept, out var ranges)
        )
            return false;
        var (page, named) = Quality(ranges, "text/html");
        return named
            && page > 0
            && new[] { Json, GraphQlResponse }.All(type => Quality(ranges, type) is var (quality, byName) && (!byName || quality < page));
    }

    /// <summary>The quality that the most specific range gives a type, and whether that range names it.</summary>
    private static (double Quality, bool Named) Quality(IList<MediaTypeHeaderValue> ranges, string type)
    {
        var wanted = new MediaTypeHeaderValue(type);
        var best = ranges.Where(range => range.MatchesMediaType(type))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0).FirstOrDefault();
        return best is null ? (0, false) : (best.Quality ?? 1, best.MediaType.Equals(wanted.MediaType, StringComparison.OrdinalIgnoreCase));
    }
}
