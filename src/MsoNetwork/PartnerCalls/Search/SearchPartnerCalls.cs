using System.Diagnostics;
using MsoNetwork.Organisations;
using MsoNetwork.Search;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>Searches calls by what somebody types, under the rules of <see cref="MatchRules"/>.</summary>
public sealed class SearchPartnerCalls(NpgsqlDataSource database, PartnerCallIndex calls, PhraseBook phrases, TimeProvider time)
{
    /// <summary>Names of the facets that only calls have.</summary>
    public const string Directions = "directions", Subjects = "subjects", States = "states";

    /// <summary>Facets shared with organisations.</summary>
    public static readonly IReadOnlySet<FacetName> Facets = new HashSet<FacetName>
    {
        FacetName.Topics,
        FacetName.Regions,
        FacetName.TargetGroups,
        FacetName.Languages,
    };

    private static readonly OwnFacet[] OwnFacets =
    [
        new(Directions, entry => Facts(entry).Direction.ToString()),
        new(Subjects, entry => Facts(entry).Subject.ToString()),
    ];

    /// <param name="text">What was typed.</param>
    /// <param name="filter">Conditions; open calls unless states says otherwise.</param>
    /// <param name="first">How many hits, 1 to 100.</param>
    /// <param name="after">Cursor of the hit before the page.</param>
    /// <param name="facets">Whether to count facets.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<PartnerCallSearchPage> RunAsync(
        string text,
        PartnerCallFilter filter,
        int first,
        string? after,
        bool facets,
        CancellationToken cancellationToken
    )
    {
        var (known, now, started) = (await phrases.GetAsync(cancellationToken), time.GetUtcNow(), Stopwatch.GetTimestamp());
        var query = QueryReader.Read(text, known);
        var question = new SearchQuestion(
            query, filter.Common, new OrganisationCriteria(filter.Common, known.Gazetteer, known.Vocabularies),
            first, after is null ? null : SearchCursor.Parse(after, "after", query), facets ? Facets : new HashSet<FacetName>())
        {
            RegionsByReach = true,
            Own = [.. Conditions(filter, now)],
            OwnFacets = facets ? [.. OwnFacets, new(States, entry => Facts(entry).StateAt(now).ToString())] : [],
        };
        var answer = question.Query.SaysNothing
            ? SearchAnswer.Nothing(question.Facets)
            : await calls.Search.SearchAsync(question, cancellationToken);
        return new PartnerCallSearchPage(database, question, answer, now, (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    // The same as PartnerCallCriteria says in SQL, of what is public.
    private static IEnumerable<OwnCondition> Conditions(PartnerCallFilter filter, DateTimeOffset now)
    {
        var states = filter.States is { Length: > 0 } given ? given : [PartnerCallState.Open];
        yield return new(States, entry => states.Contains(Facts(entry).StateAt(now)));
        if (filter.Direction is { } direction) yield return new(Directions, entry => Facts(entry).Direction == direction);
        if (filter.Subjects is { Length: > 0 } subjects) yield return new(Subjects, entry => subjects.Contains(Facts(entry).Subject));
        if (filter.DeadlineBefore is { } day) yield return new(null, entry => Facts(entry).OpenUntil < day);
        if (filter.Organisations is { Length: > 0 } organisations)
        {
            var ids = PartnerCallCriteria.Ids(organisations);
            yield return new(null, entry => ids.Contains(Facts(entry).Organisation));
        }
    }

    private static PartnerCallFacts Facts(IndexedOrganisation entry) => (PartnerCallFacts)entry.Own!;
}
