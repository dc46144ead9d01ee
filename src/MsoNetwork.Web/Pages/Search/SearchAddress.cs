using Microsoft.AspNetCore.Http.Extensions;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>Writes a search as an address; reading it gives the same search.</summary>
internal static class SearchAddress
{
    public static string Of(SearchForm form, PageLanguage language) => $"/{language.Tag}/organisationen{QueryOf(form)}";

    /// <summary>The same search as one page to print.</summary>
    public static string Whole(SearchForm form, PageLanguage language) => $"/{language.Tag}/liste{QueryOf(form with { After = null })}";

    /// <summary>Where the same search is kept.</summary>
    public static string Save(SearchForm form, PageLanguage language) =>
        $"/{language.Tag}/merken/organisationen{QueryOf(form with { Sort = null, After = null })}";

    /// <summary>The feed of what changes there, as far as regions and topics say it.</summary>
    public static string Changes(SearchForm form, PageLanguage language) => "/changes.atom" + new QueryBuilder(
        form.Of(FacetName.Regions).Select(key => KeyValuePair.Create("region", key))
            .Concat(form.Of(FacetName.Topics).Select(key => KeyValuePair.Create("topic", key)))
            .Append(KeyValuePair.Create("language", language.Tag)));

    /// <summary>What of the address was understood, as the map's addresses take it: no order, no page, nothing unknown.</summary>
    public static string Filters(SearchForm form) =>
        QueryOf(form with { Sort = null, After = null, Near = form.HasPlace ? form.Near : "" }).ToString().TrimStart('?');

    public static IEnumerable<(string Name, string Value)> Fields(SearchForm form)
    {
        foreach (var field in form.WordsAndPlace()) yield return field;
        if (form.Box is { } box) yield return ("box", box.Text);
        foreach (var field in Kept(form)) yield return field;
        if (form.Ordered.Sort is { } sort) yield return ("sort", sort.ToString().ToLowerInvariant());
        if (form.After is { } after) yield return ("after", after);
    }

    /// <summary>The fields that the form keeps without showing them.</summary>
    public static IEnumerable<(string Name, string Value)> Kept(SearchForm form) => Chosen(form).Concat(Offices(form)).Concat(Fresh(form));

    private static IEnumerable<(string Name, string Value)> Chosen(SearchForm form) =>
        from facet in Enum.GetValues<FacetName>()
        from key in form.Chosen.GetValueOrDefault(facet) ?? []
        select (SearchForm.Parameter(facet), key);

    private static IEnumerable<(string Name, string Value)> Offices(SearchForm form) =>
        form.Offices is { } shown ? [("offices", shown ? "1" : "0")] : [];

    private static IEnumerable<(string Name, string Value)> Fresh(SearchForm form) => form.IsFresh ? [("fresh", "1")] : [];

    private static QueryBuilder QueryOf(SearchForm form)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in Fields(form)) query.Add(name, value);
        return query;
    }
}
