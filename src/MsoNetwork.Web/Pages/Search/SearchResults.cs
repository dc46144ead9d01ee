using MsoNetwork.Organisations;
using MsoNetwork.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>One entry of the list.</summary>
internal sealed record Hit(OrganisationEntry Entry, double? Metres, IReadOnlyList<Highlight> Highlights);

/// <summary>An answered search page. With words the best hits come first; without, the list has an order to choose.</summary>
internal sealed record SearchResults(
    IReadOnlyList<Hit> Hits,
    int Total,
    string? Next,
    UnderstoodQuery Understood,
    IReadOnlyDictionary<FacetName, IReadOnlyList<FacetCount>> Facets
)
{
    public static async Task<SearchResults> OfAsync(
        Registry registry,
        SearchForm form,
        MsoNetwork.Vocabularies.VocabularySet vocabularies,
        CancellationToken cancellationToken
    )
    {
        var filter = form.Filter;
        var words = form.Text.Length > 0;
        var search = await registry.SearchAsync(
            form.Text,
            filter,
            words ? Relay.PageSize.Default : 1,
            words ? form.After : null,
            cancellationToken
        );
        var answer = search.Routed.Answer;
        if (words)
        {
            var hits = (await search.EdgesAsync(cancellationToken)).Select(edge => new Hit(
                edge.Entry,
                edge.Metres,
                Highlighter.Of(edge.Entry, search.Question.Query, vocabularies)
            ));
            return new SearchResults(
                [.. hits],
                answer.TotalCount,
                answer.More ? await search.EndCursorAsync(cancellationToken) : null,
                search.Question.Query,
                answer.Facets
            );
        }

        var page = await registry.ListAsync(filter, form.Sort, Relay.PageSize.Default, form.After, cancellationToken);
        var listed = (await page.EdgesAsync(cancellationToken)).Select(edge => new Hit(
            edge.Row.Entry,
            double.IsNaN(edge.Row.Metres) ? null : edge.Row.Metres,
            []
        ));
        return new SearchResults(
            [.. listed],
            answer.TotalCount,
            await page.HasNextPageAsync(cancellationToken) ? await page.EndCursorAsync(cancellationToken) : null,
            search.Question.Query,
            answer.Facets
        );
    }
}
