using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>A suggestion: what it says, what kind of thing it is, and where it leads or what it fills in.</summary>
internal sealed record Suggested(string Label, string? Hint, string? Address, string? Value);

internal sealed record SuggestedGroup(string Label, IReadOnlyList<Suggested> Items);

/// <summary>Suggestions in groups, and the sentence that says how many.</summary>
internal sealed record SuggestedAnswer(string Count, IReadOnlyList<SuggestedGroup> Groups);

/// <summary>
/// GET /de/vorschlaege: what somebody may mean who types q (or near) on the search page. It takes the page's other parameters too, so that
/// a topic or a place joins what is chosen already; the finished words of q stay, the last one becomes the topic or the place.
/// </summary>
internal static class SuggestEndpoint
{
    private const int OfEach = 5;
    private const int Places = 8;

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/{language:language}/vorschlaege", (HttpContext context, string language, Registry registry) =>
            AnswerAsync(context, PageLanguage.Find(language)!, registry, WordsAsync)
        );
        site.MapGet("/{language:language}/vorschlaege/orte", (HttpContext context, string language, Registry registry) =>
            AnswerAsync(context, PageLanguage.Find(language)!, registry, TownsAsync)
        );
        site.MapGet(
            "/{language:language}/vorschlaege/organisationen/{field:regex(^(from|to)$)}",
            (HttpContext context, string language, string field, Registry registry) =>
                AnswerAsync(context, PageLanguage.Find(language)!, registry, asked => NamesAsync(asked, field))
        );
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        PageLanguage language,
        Registry registry,
        Func<Asked, Task<List<SuggestedGroup>>> suggest
    )
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(context.RequestAborted);
        var form = SearchForm.Read(context.Request.Query, gazetteer, vocabularies, []);
        var groups = await suggest(new Asked(context, language, form, gazetteer));
        groups.RemoveAll(group => group.Items.Count == 0);
        var count = groups.Sum(group => group.Items.Count);
        context.Response.Headers.CacheControl = "private, max-age=60";
        return Results.Json(
            new SuggestedAnswer(count == 0 ? Texts.Of(language)["suggest.none"] : Texts.Of(language).Count("suggest.count", count), groups)
        );
    }

    private static async Task<List<SuggestedGroup>> WordsAsync(Asked asked)
    {
        var t = Texts.Of(asked.Language);
        var found = await asked.Context.RequestServices.GetRequiredService<SuggestOrganisations>()
            .RunAsync(asked.Form.Text, OfEach, asked.Context.RequestAborted);
        var rest = asked.Form with { After = null, Text = found.Before };
        var terms = new SuggestedGroup(t["suggest.terms"], [.. found.Terms.Select(term => OfTerm(term, rest, asked.Language, t))]);
        var places = new SuggestedGroup(t["suggest.places"], [.. found.Places.Select(place => OfPlace(place, rest, asked.Language))]);
        return
        [
            .. found.IsPlace ? new[] { places, terms } : [terms, places],
            new(
                t["suggest.organisations"],
                [
                    .. found.Organisations.Select(entry => new Suggested(
                        entry.Name,
                        entry.Town,
                        $"/{asked.Language.Tag}/organisationen/{entry.Slug}",
                        null
                    )),
                ]
            ),
        ];
    }

    /// <summary>Organisations by what stands in a field of the form; one that is chosen fills the field.</summary>
    private static async Task<List<SuggestedGroup>> NamesAsync(Asked asked, string field)
    {
        var found = asked.Context.Request.Query[field].ToString() is { Length: > 0 and <= 300 } typed
            ? (await asked.Context.RequestServices.GetRequiredService<SuggestOrganisations>()
                .RunAsync(typed, Places, asked.Context.RequestAborted)).Organisations
            : [];
        return
        [
            new(
                Texts.Of(asked.Language)["suggest.organisations"],
                [.. found.Select(entry => new Suggested(entry.Name, entry.Town, null, entry.Name))]
            ),
        ];
    }

    private static Task<List<SuggestedGroup>> TownsAsync(Asked asked)
    {
        var near = asked.Form.Near;
        var places = near.Length is 0 or > 200 || NearPosition.Parse(near) is not null ? [] : asked.Gazetteer.Places.Find(near, Places);
        return Task.FromResult<List<SuggestedGroup>>([
            new(
                Texts.Of(asked.Language)["suggest.places"],
                [
                    .. places.Select(place => new Suggested(
                        Name(place),
                        place.Municipality.Parent?.Name is { } district && district != place.Municipality.Name ? district : null,
                        null,
                        Name(place)
                    )),
                ]
            ),
        ]);
    }

    private static Suggested OfTerm(Term term, SearchForm rest, PageLanguage language, Texts t)
    {
        var label = term.Label(language.Tag);
        if (
            Enum.GetValues<FacetName>()
                .Cast<FacetName?>()
                .FirstOrDefault(facet => facet != FacetName.Regions && DirectoryFacets.VocabularyOf(facet!.Value) == term.Vocabulary)
            is not { } facet
        )
            return new Suggested(
                label,
                t["profile.offers"],
                SearchAddress.Of(rest with { Text = $"{rest.Text} {label}".Trim() }, language),
                null
            );
        var form = rest.IsChosen(facet, term.Key) ? rest : rest.Toggle(facet, term.Key);
        return new Suggested(label, t["facet." + SearchForm.Parameter(facet)], SearchAddress.Of(form, language), null);
    }

    private static Suggested OfPlace(Place place, SearchForm rest, PageLanguage language)
    {
        var name = Name(place);
        return new Suggested(
            name,
            place.Municipality.Parent?.Name is { } district && district != place.Municipality.Name ? district : null,
            SearchAddress.Of(rest with { Near = name, Box = null }, language),
            null
        );
    }

    private static string Name(Place place) => place.Postcode is null ? place.Name : $"{place.Postcode} {place.Name}";

    private sealed record Asked(HttpContext Context, PageLanguage Language, SearchForm Form, Gazetteer Gazetteer);
}
