using System.Net;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Shared;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>One entry of the list.</summary>
internal sealed record Hit(OrganisationEntry Entry, double? Metres, IReadOnlyList<Highlight<HighlightField>> Highlights)
{
    /// <summary>What it has of what was typed, where it lacks something that others have; else empty.</summary>
    public IReadOnlyList<string> Partly { get; init; } = [];
}

/// <summary>An answered search page. With words the best hits come first; without, the list has an order to choose.</summary>
internal sealed record SearchResults(
    IReadOnlyList<Hit> Hits,
    int Total,
    string? Next,
    UnderstoodQuery Understood,
    IReadOnlyDictionary<FacetName, IReadOnlyList<FacetCount>> Facets
)
{
    /// <summary>What was typed and found, and what was not.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    public IReadOnlyList<string> Unmatched { get; init; } = [];

    /// <summary>Whether nobody has together what was found.</summary>
    public bool Apart { get; init; }

    public static async Task<SearchResults> OfAsync(
        Registry registry,
        SearchForm form,
        VocabularySet vocabularies,
        IPAddress? requester,
        CancellationToken cancellationToken
    )
    {
        var filter = form.Filter;
        var words = form.Text.Length > 0;
        var asked = form.IsNarrowed ? filter : form.ShowsOffices ? null : Registry.Organisations;
        var input = new SearchInput(form.Text, asked, words ? PageSize.Default : 1)
        {
            After = words ? form.After : null,
            Requester = requester,
        };
        var search = await registry.SearchAsync(input, cancellationToken);
        var answer = search.Answer;
        if (words)
        {
            var hits = (await search.EdgesAsync(cancellationToken)).Select(edge => new Hit(
                edge.Node,
                edge.Metres,
                OrganisationHighlights.Of(edge.Node, search.Query, vocabularies)
            )
            {
                Partly = MatchedWords.Partly(edge.Hit, answer),
            });
            return new SearchResults(
                [.. hits],
                answer.TotalCount,
                answer.More ? await search.EndCursorAsync(cancellationToken) : null,
                search.Query,
                answer.Facets
            )
            {
                Matched = answer.Matched,
                Unmatched = answer.Unmatched,
                Apart = MatchedWords.AreApart(answer),
            };
        }

        var page = await registry.ListAsync(filter, form.Sort, PageSize.Default, form.After, cancellationToken);
        var listed = (await page.EdgesAsync(cancellationToken)).Select(edge => new Hit(
            edge.Row.Entry,
            double.IsNaN(edge.Row.Metres) ? null : edge.Row.Metres,
            []
        ));
        return new SearchResults(
            [.. listed],
            answer.TotalCount,
            await page.HasNextPageAsync(cancellationToken) ? await page.EndCursorAsync(cancellationToken) : null,
            search.Query,
            answer.Facets
        );
    }
}
