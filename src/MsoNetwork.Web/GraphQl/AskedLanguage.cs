using Microsoft.Net.Http.Headers;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// The language of a whole request: extensions.language, else the first of Accept-Language that the directory speaks. Told back in
/// Content-Language. A field's own argument comes before it.
/// </summary>
internal static class AskedLanguage
{
    /// <summary>Null where nobody asked for one that we speak.</summary>
    /// <exception cref="RequestRefused">The extension names one that we do not speak.</exception>
    public static string? Of(GraphQlRequest request, HttpRequest http)
    {
        if (request.Language is { } named)
            return (named.Length == 0 ? null : Spoken(named)) ?? throw RequestRefused.Invalid(
                "extensions", $"language is one of {string.Join(", ", Languages.Spoken)}.");
        var header = http.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var accepted)) return null;
        return accepted.Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Spoken(language.Value.ToString()))
            .FirstOrDefault(language => language is not null);
    }

    private static string? Spoken(string tag)
    {
        var language = Languages.Normalise(tag).ToLowerInvariant().Split('-')[0];
        if (language == "prs") language = "fa"; // Dari, whose readers read Persian
        return Languages.Spoken.Contains(language) ? language : null;
    }
}
