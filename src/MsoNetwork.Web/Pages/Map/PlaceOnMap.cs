using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>One organisation in the map's own list, in the reader's language.</summary>
internal sealed record ShownAtPlace(string Name, string Slug, string Address, string Where, string? Kind, IEnumerable<string> Topics);

/// <summary>Who stands at a place, the sentence that says how many, and whether the list goes on.</summary>
internal sealed record PlaceAnswer(string Count, IEnumerable<ShownAtPlace> Organisations, bool More)
{
    /// <summary>Where all of them are listed; null where the map's page says so itself.</summary>
    public string? All { get; init; }
}

/// <summary>
/// GET /de/karte/LATITUDE,LONGITUDE,METRES: who of a search stands at a place, for the map's popup. It takes the search page's parameters.
/// </summary>
internal static class PlaceOnMap
{
    private const double MostMetres = 5000; // a tile's unit at the lowest zoom, and then some
    private const int MostTopics = 3;

    public static async Task AnswerAsync(
        HttpContext context,
        PageLanguage language,
        string at,
        NpgsqlDataSource database,
        MapQuestion question
    )
    {
        var (place, metres) = Read(at);
        var (_, vocabularies) = await context.RequestServices.GetRequiredService<Registry>().ReferenceAsync(context.RequestAborted);
        var (found, count) = await OrganisationsAtPlace.ReadAsync(database, question.Conditions, place, metres, context.RequestAborted);
        var t = Texts.Of(language);
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsJsonAsync(
            new PlaceAnswer(
                t.Count("organisations", count),
                found.Select(one => Shown(one, language, t, vocabularies)),
                count > found.Count
            ),
            context.RequestAborted
        );
    }

    /// <summary>LATITUDE,LONGITUDE,METRES.</summary>
    public static (Position Place, double Metres) Read(string at) =>
        Degrees.Read(at)
            is [>= -90 and <= 90 and var latitude, >= -180 and <= 180 and var longitude, > 0 and <= MostMetres and var metres]
            ? (new Position(latitude, longitude), metres)
            : throw NetworkException.Invalid("at", "A place of the map is latitude,longitude,metres.");

    private static ShownAtPlace Shown(OrganisationAtPlace one, PageLanguage language, Texts t, VocabularySet vocabularies) =>
        new(
            one.Name,
            one.Slug,
            string.Create(CultureInfo.InvariantCulture, $"/{language.Tag}/organisationen/{one.Slug}"),
            one.Vague ? $"{one.Town} · {t["map.townOnly"]}" : one.Town,
            one.Kind is { } kind ? vocabularies[VocabularyName.OrganisationKinds].ByKey(kind)?.Label(language.Tag) : null,
            vocabularies[VocabularyName.Topics].ByKeys(one.Topics).Take(MostTopics).Select(topic => topic.Label(language.Tag))
        );
}
