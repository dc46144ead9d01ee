using System.Diagnostics;
using System.Net;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;

namespace MsoNetwork.OrganisationSearch;

/// <summary>A search as somebody asks for it.</summary>
/// <param name="Text">What was typed.</param>
/// <param name="Filter">Conditions; null when none were given.</param>
/// <param name="First">How many hits, 1 to 100.</param>
public sealed record SearchInput(string Text, OrganisationFilter? Filter, int First)
{
    /// <summary>Cursor of the hit before the page; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>Which facets to count; none unless asked for.</summary>
    public IReadOnlySet<FacetName> Facets { get; init; } = new HashSet<FacetName>();

    /// <summary>What of the organisations will be shown.</summary>
    public OrganisationColumns Columns { get; init; } = OrganisationColumns.All;

    /// <summary>Whoever searches, to tell different people apart where nothing is found; not kept.</summary>
    public IPAddress? Requester { get; init; }
}

/// <summary>
/// Searches organisations by what somebody types. The one way in: for GraphQL and the widget, for pages and for the command line.
/// </summary>
public sealed class SearchOrganisations(PhraseBook phrases, SearchRoute route, OrganisationStore store, MissedSearches missed)
{
    public async Task<SearchPage> RunAsync(SearchInput input, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        var question = Question(input, known);
        var started = Stopwatch.GetTimestamp();
        var routed = question.Query.SaysNothing
            ? new RoutedAnswer(SearchAnswer.Nothing(input.Facets), SearchEngineName.Postgres, Degraded: false)
            : await route(question, cancellationToken);
        // With a filter it may be the filter that finds nothing.
        if (IsUsual(input.Filter, routed.Answer) && Missed(question.Query, routed.Answer) is { } text) missed.Record(text, input.Requester);
        var took = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return new SearchPage(store, question, routed, input.Columns, took);
    }

    // Pages leave offices out; where nobody else is found they ask for them too.
    private static bool IsUsual(OrganisationFilter? filter, SearchAnswer answer) =>
        filter is null || (answer.TotalCount > 0 && filter == new OrganisationFilter { Offices = false });

    /// <summary>What was looked for in vain: the whole text, or words of it that nobody has and that mean nothing; null for none.</summary>
    private static string? Missed(UnderstoodQuery query, SearchAnswer answer)
    {
        if (query.Parts.Count == 0) return null;
        if (answer.TotalCount == 0) return query.Text;
        var unknown = query.Parts.Where(part => part.Terms.Count + part.Regions.Count == 0 && answer.Unmatched.Contains(part.Typed));
        return string.Join(' ', unknown.Select(part => part.Typed)) is { Length: > 0 } words ? words : null;
    }

    /// <summary>Read and checked: wrong input is refused here.</summary>
    internal static SearchQuestion Question(SearchInput input, DirectoryPhrases known)
    {
        var filter = input.Filter ?? new OrganisationFilter();
        var query = UnderstoodQuery.Read(input.Text, known);
        return new SearchQuestion(
            query,
            filter,
            new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies),
            input.First,
            input.After is { } after ? SearchCursor.Parse(after, "after", query) : null,
            input.Facets
        );
    }
}
