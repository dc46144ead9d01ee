using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Meilisearch as a search engine. What it keeps of <see cref="MatchRules"/> and where it cannot stands in README.md beside this file.
/// </summary>
public sealed class MeilisearchEngine(
    MeilisearchClient client,
    ReferenceSnapshot<VocabularySet> vocabularies,
    ReferenceSnapshot<Gazetteer> gazetteer,
    string index = MeilisearchIndexer.Index
) : ISearchEngine
{
    /// <summary>A cursor's hit is looked for so many places around where it was.</summary>
    private const int Nearby = 100;

    /// <summary>And then among so many from the top.</summary>
    private const int Farthest = 10_000;

    /// <summary>Queries of one search.</summary>
    private const int MostQueries = 32;

    private readonly TokensNow _tokens = new(vocabularies, gazetteer);

    public SearchEngineName Name => SearchEngineName.Meilisearch;

    public async Task<SearchAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken)
    {
        var tokens = await _tokens.GetAsync(cancellationToken);
        var regions = new RegionFacet(question.Filter.Regions, await gazetteer.GetAsync(cancellationToken));
        var partial = new PartialMatches(question, tokens);
        var asked = partial.Queries.Select(query => new SearchRequests(query.Question, query.Texts, index)).ToList();
        var window = partial.Any ? Window.Through(question) : Window.For(question);
        var main = asked.ConvertAll(requests => requests.Page(window.Page, window.Size, regions));
        var counts = asked.SelectMany(requests => requests.Counts(regions)).ToList();
        if (main.Count + counts.Count > MostQueries)
            throw new NotSupportedBySearchEngineException($"for {main.Count + counts.Count} queries at once.");
        var results = await client.SearchAsync([.. main.Concat(counts).Select(one => one.Request)], cancellationToken);
        var found = partial.Merge([.. results.Take(main.Count).Select(Found.In)], hit => hit.Id, hit => hit.Score);
        var total = partial.Total(results.Take(main.Count).Select(result =>
            result.TotalHits ?? throw new MeilisearchException(MeilisearchException.Unreadable, "no totalHits in page mode.")));
        var (offset, hits) = partial.Any
            ? Behind(question, found)
            : await PageAsync(question, asked[0], window, found, cancellationToken);
        var typed = SearchCursor.Fingerprint(question.Query.Text);
        return new SearchAnswer(
            [.. hits.Select((hit, i) => new SearchHit(hit.Id, hit.Score, new SearchCursor(Name, offset + i, hit.Id, typed)))],
            offset + hits.Count < total,
            total,
            SearchFacets.Read(main.Concat(counts).Select(one => one.Facets), results, regions, partial));
    }

    /// <summary>Of the best hits of several queries those behind the cursor's; where that is gone, those from its place on.</summary>
    private (int Offset, List<Found> Hits) Behind(SearchQuestion question, List<Found> found)
    {
        if (question.After is not { } after) return (0, [.. found.Take(question.First)]);
        var at = found.FindIndex(hit => hit.Id == after.Id);
        if (at < 0 && after.Engine != Name)
            throw new NotSupportedBySearchEngineException("to go on behind another engine's hit that is none here.");
        var next = at < 0 ? (int)Math.Clamp(after.Rank, 0, Farthest) : at + 1;
        return (next, [.. found.Skip(next).Take(question.First)]);
    }

    /// <summary>The hits behind the cursor's, and where the first one stands.</summary>
    private async Task<(int Offset, List<Found> Hits)> PageAsync(
        SearchQuestion question,
        SearchRequests requests,
        Window window,
        List<Found> found,
        CancellationToken cancellationToken
    )
    {
        if (question.After is not { } after) return (0, found);
        var at = found.FindIndex(hit => hit.Id == after.Id);
        if (at < 0 && window != Window.FromTheTop)
        {
            window = Window.FromTheTop;
            found = await HitsAsync(requests, window, cancellationToken);
            at = found.FindIndex(hit => hit.Id == after.Id);
        }

        if (at < 0 && after.Engine != Name)
            throw new NotSupportedBySearchEngineException("to go on behind another engine's hit that is none here.");
        // A hit that is gone has let the others move up to its place.
        var next = at < 0 ? (int)Math.Clamp(after.Rank, 0, IndexSettings.MostHits) : window.Offset + at + 1;
        if (at >= 0 && (found.Count - at > question.First || found.Count < window.Size))
            return (next, [.. found.Skip(at + 1).Take(question.First)]);
        var following = Window.Over(next, question.First);
        var hits = await HitsAsync(requests, following, cancellationToken);
        return (next, [.. hits.Skip(next - following.Offset).Take(question.First)]);
    }

    private async Task<List<Found>> HitsAsync(SearchRequests requests, Window window, CancellationToken cancellationToken) =>
        Found.In((await client.SearchAsync([requests.Page(window.Page, window.Size, null).Request], cancellationToken))[0]);

    /// <summary>A page of the list of hits, numbered from 1.</summary>
    private readonly record struct Window(int Page, int Size)
    {
        public static readonly Window FromTheTop = new(1, Farthest);

        public int Offset => (Page - 1) * Size;

        /// <summary>From the top to behind the cursor's hit and those that may have come before it.</summary>
        public static Window Through(SearchQuestion question) => question.After switch
        {
            null => new Window(1, question.First),
            { Engine: SearchEngineName.Meilisearch } after =>
                new Window(1, (int)Math.Clamp(after.Rank + 1 + Nearby, 0, Farthest) + question.First),
            _ => FromTheTop,
        };

        public static Window For(SearchQuestion question)
        {
            if (question.After is not { } after) return new Window(1, question.First);
            if (after.Engine != SearchEngineName.Meilisearch) return FromTheTop;
            var offset = (int)Math.Clamp(after.Rank - Nearby, 0, IndexSettings.MostHits);
            return Over(offset, (2 * Nearby) + question.First);
        }

        /// <summary>
        /// The smallest page that holds these places of the list: every size has its borders elsewhere, and at the latest the first page,
        /// up to the last of them, does.
        /// </summary>
        public static Window Over(int offset, int count)
        {
            var size = count;
            while (offset / size != (offset + count - 1) / size) size++;
            return new Window((offset / size) + 1, size);
        }
    }

    private readonly record struct Found(Guid Id, double Score)
    {
        public static List<Found> In(SearchResult result)
        {
            var hits = result.Hits ?? throw new MeilisearchException(MeilisearchException.Unreadable, "no hits.");
            return [.. hits.Select(hit => Guid.TryParse(hit.Id, out var id)
                ? new Found(id, Math.Clamp(hit.RankingScore ?? 0, 0, 1))
                : throw new MeilisearchException(MeilisearchException.Unreadable, $"\"{hit.Id}\" is no organisation's id."))];
        }
    }
}
