using System.Diagnostics;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;

namespace MsoNetwork.Postings;

/// <summary>An answered search.</summary>
/// <param name="answered">The answer.</param>
/// <param name="read">Reads what these ids belong to; one that has gone is left out.</param>
/// <param name="locationOf">Where distances are measured to.</param>
/// <param name="counts">Of all facets, by their names.</param>
public sealed class PostingSearchPage<TRow>(
    Answered answered, Func<Guid[], CancellationToken, Task<IReadOnlyDictionary<Guid, TRow>>> read, Func<TRow, Position> locationOf,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts)
    : HitPage<TRow>(answered, read, locationOf)
{
    /// <summary>The counts of a facet that only this subject has; none when it was not asked for.</summary>
    public IReadOnlyList<FacetCount> Counts(string facet) => counts.GetValueOrDefault(facet) ?? [];
}

/// <summary>What a subject's own fields of the filter mean for its index, the same as its criteria say in SQL.</summary>
/// <param name="Conditions">All of which hold.</param>
/// <param name="Regions">How hits are counted by region.</param>
public sealed record OwnQuestion<TFacts>(IEnumerable<Condition<TFacts>> Conditions, KeyFacet Regions)
{
    public IReadOnlyList<KeyFacet> KeyFacets { get; init; } = [];

    public IReadOnlyList<PayloadFacet<TFacts>> PayloadFacets { get; init; } = [];
}

/// <summary>Facets that everything posted shares with organisations.</summary>
public static class PostingFacets
{
    public static readonly IReadOnlySet<FacetName> All =
        new HashSet<FacetName> { FacetName.Topics, FacetName.Regions, FacetName.TargetGroups, FacetName.Languages };
}

/// <summary>Searches what was posted by what somebody types, under the rules of <see cref="MatchRules"/>.</summary>
public abstract class SearchPostings<TFilter, TFacts, TRow>(PostingIndex<TFacts> index, PhraseBook phrases, TimeProvider time)
    where TFilter : PostingFilter, new()
{
    /// <param name="text">What was typed.</param>
    /// <param name="filter">Conditions.</param>
    /// <param name="first">How many hits; 0 only counts.</param>
    /// <param name="after">Cursor of the hit before the page.</param>
    /// <param name="facets">Whether to count facets.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<PostingSearchPage<TRow>> RunAsync(
        string text, TFilter filter, int first, string? after, bool facets, CancellationToken cancellationToken)
    {
        var (known, now, started) = (await phrases.GetAsync(cancellationToken), time.GetUtcNow(), Stopwatch.GetTimestamp());
        var query = UnderstoodQuery.Read(text, known);
        var near = filter.Check(known.Gazetteer, known.Vocabularies);
        var own = Own(filter, known, now);
        var cursor = after is null ? (SearchCursor?)null : SearchCursor.Parse(after, "after", query);
        var answer = index.Index.Answer(
            new IndexQuestion<TFacts>(query.Parsed, [.. own.Conditions, .. Shared(filter, near, known)], first)
            {
                After = cursor is { } place ? new HitPlace(place.Rank, place.Id) : null,
                Near = near is null ? null : new GeoPosition(near.Centre.Y, near.Centre.X),
                KeyFacets = facets ? [.. PostingFacets.All.Select(facet => FacetOf(facet, own, known)), .. own.KeyFacets] : [],
                PayloadFacets = facets ? own.PayloadFacets : [],
            });
        var answered = new Answered(
            query,
            near is null ? null : new Position(near.Centre.Y, near.Centre.X),
            cursor,
            SearchAnswer.Of(answer, query, facets ? PostingFacets.All : new HashSet<FacetName>()),
            (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return new PostingSearchPage<TRow>(answered, (ids, token) => ReadAsync(ids, filter, now, token), LocationOf, answer.Facets);
    }

    /// <summary>What the filter's own fields ask for.</summary>
    protected abstract OwnQuestion<TFacts> Own(TFilter filter, DirectoryPhrases known, DateTimeOffset now);

    /// <summary>Reads what was found. The index may be a moment behind: what is not public any more is left out.</summary>
    protected abstract Task<IReadOnlyDictionary<Guid, TRow>> ReadAsync(
        Guid[] ids, TFilter filter, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Where distances are measured to.</summary>
    protected abstract Position LocationOf(TRow row);

    private static KeyFacet FacetOf(FacetName facet, OwnQuestion<TFacts> own, DirectoryPhrases known) =>
        facet == FacetName.Regions ? own.Regions : DirectoryFacets.OfTerms(facet, known.Vocabularies);

    private static IEnumerable<Condition<TFacts>> Shared(TFilter filter, NearPoint? near, DirectoryPhrases known)
    {
        IEnumerable<Condition<TFacts>> HaveTerm(FacetName facet, string[]? keys) =>
            DirectoryFacets.HaveTerm<TFacts>(facet, DirectoryFacets.VocabularyOf(facet), keys, known.Vocabularies);

        return
        [
            .. HaveTerm(FacetName.Topics, filter.Topics),
            .. HaveTerm(FacetName.TargetGroups, filter.TargetGroups),
            .. HaveTerm(FacetName.Languages, filter.Languages),
            .. near is null ? Array.Empty<Condition<TFacts>>()
                : [new CircleCondition<TFacts>(new GeoPosition(near.Centre.Y, near.Centre.X), near.Metres)],
        ];
    }
}
