using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Meilisearch as a search engine. What it keeps of <see cref="MatchRules"/> and where it cannot stands in README.md beside this file.
/// </summary>
public sealed class MeilisearchEngine(
    MeilisearchClient client,
    ReferenceSnapshot<Gazetteer> gazetteer,
    string index = MeilisearchIndexer.Index
) : ISearchEngine
{
    /// <summary>A cursor's hit is looked for so many places around where it was.</summary>
    private const int Nearby = 100;

    /// <summary>And then among so many from the top.</summary>
    private const int Farthest = 10_000;

    public SearchEngineName Name => SearchEngineName.Meilisearch;

    public async Task<SearchAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken)
    {
        var requests = new SearchRequests(question, index);
        var regions = new RegionFacet(question.Filter.Regions, await gazetteer.GetAsync(cancellationToken));
        var counts = requests.Counts(regions).ToList();
        var window = Window.For(question);
        var results = await client.SearchAsync(
            [requests.Hits(window.Offset, window.Limit), .. counts.Select(count => count.Request)],
            cancellationToken
        );
        var page = await PageAsync(question, requests, window, Found.In(results[0]), cancellationToken);
        var typed = SearchCursor.Fingerprint(question.Query.Text);
        return new SearchAnswer(
            [
                .. page
                    .Hits.Take(question.First)
                    .Select((hit, i) => new SearchHit(hit.Id, hit.Score, new SearchCursor(Name, page.Offset + i, hit.Id, typed))),
            ],
            page.Hits.Count > question.First,
            results[1].TotalHits ?? throw new MeilisearchException(MeilisearchException.Unreadable, "no totalHits in page mode."),
            SearchFacets.Read(counts.Select(count => count.Facets), results.Skip(1), regions));
    }

    /// <summary>The hits behind the cursor's, one more than asked for if there are any, and where the first one stands.</summary>
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
        var next =
            at < 0
                ? new Window((int)Math.Clamp(after.Rank, 0, IndexSettings.MostHits), question.First + 1)
                : new Window(window.Offset + at + 1, question.First + 1);
        var isThere = at >= 0 && (found.Count - at > next.Limit || found.Count < window.Limit);
        return (next.Offset, isThere ? [.. found.Skip(at + 1).Take(next.Limit)] : await HitsAsync(requests, next, cancellationToken));
    }

    private async Task<List<Found>> HitsAsync(SearchRequests requests, Window window, CancellationToken cancellationToken) =>
        Found.In((await client.SearchAsync([requests.Hits(window.Offset, window.Limit)], cancellationToken))[0]);

    /// <summary>A stretch of the list of hits.</summary>
    private readonly record struct Window(int Offset, int Limit)
    {
        public static readonly Window FromTheTop = new(0, Farthest);

        public static Window For(SearchQuestion question)
        {
            if (question.After is not { } after) return new Window(0, question.First + 1);
            if (after.Engine != SearchEngineName.Meilisearch) return FromTheTop;
            var offset = (int)Math.Clamp(after.Rank - Nearby, 0, IndexSettings.MostHits);
            return new Window(offset, (2 * Nearby) + question.First + 1);
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
