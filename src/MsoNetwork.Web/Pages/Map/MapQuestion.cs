using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Site;
using NpgsqlTypes;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>A search as SQL for the map, and a name that differs with whom it finds.</summary>
internal sealed record MapQuestion(SqlConditions Conditions, string Name)
{
    /// <summary>What is shown where it is not organisations.</summary>
    public PlacedRows? Rows { get; init; }

    /// <summary>The circle that was searched in; null when there was none.</summary>
    public MapCircle? Circle { get; init; }

    /// <summary>The keys of the regions that were searched in.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The keys of regions that words were taken for; hits elsewhere are possible.</summary>
    public IReadOnlyList<string> Meant { get; init; } = [];
}

/// <summary>A circle on the map: its middle in degrees, its radius in kilometres.</summary>
internal sealed record MapCircle(double Latitude, double Longitude, double Km);

/// <summary>
/// Reads the search page's own parameters. Without words the filter is SQL, the same as the list's. With words the search says who is
/// found; the ids are kept for a moment, because a map asks for a dozen tiles at once.
/// </summary>
internal sealed class MapQuestions(IServiceScopeFactory scopes) : IDisposable
{
    private const int MostHits = 1_000_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = 2 * MostHits });

    public void Dispose() => _found.Dispose();

    /// <param name="query">Parameters of the search page.</param>
    /// <param name="version">Of the registry.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<MapQuestion> ReadAsync(IQueryCollection query, string version, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var registry = scope.ServiceProvider.GetRequiredService<Registry>();
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(cancellationToken);
        if (query.Keys.FirstOrDefault(key => !SearchForm.Parameters.Contains(key)) is { } unknown)
            throw NetworkException.Invalid(
                unknown.Length <= 60 ? unknown : unknown[..60],
                $"This address takes only the search page's parameters: {string.Join(", ", SearchForm.Parameters)}."
            );
        var problems = new List<FormProblem>();
        var form = SearchForm.Read(query, gazetteer, vocabularies, problems) with { Sort = null, After = null };
        if (problems is [var problem, ..])
            throw NetworkException.Invalid(
                problem.Argument,
                $"{problem.Argument} cannot be \"{problem.About}\"; it takes what the search page's addresses have there."
            );
        var name = SearchAddress.Of(form, PageLanguage.Default);
        var regions = form.Filter.Regions ?? [];
        if (form.Text.Length == 0)
        {
            var criteria = new OrganisationCriteria(form.Filter, gazetteer, vocabularies);
            return new MapQuestion(criteria.Conditions, name) { Circle = CircleOf(criteria.Near), Regions = regions };
        }

        var found = await FindAsync(registry, form, $"{version} {name}", cancellationToken);
        var conditions = new SqlConditions();
        conditions.Add($"o.id = ANY({conditions.Parameter(found.Ids, NpgsqlDbType.Array | NpgsqlDbType.Uuid)})");
        var circle = form.Place is { } place ? CircleOf(NearPoint.Check(place, gazetteer)) : found.Around;
        return new MapQuestion(conditions, $"{name}#{found.Hash}") { Circle = circle, Regions = regions, Meant = found.Meant };
    }

    // A landscape is all its districts; of places with one name the most likely.
    private static IEnumerable<RegionEntry> MeantBy(UnderstoodPart part) =>
        part.Parsed.Places is [{ IsWhole: true }, ..] ? part.Regions : part.Regions.Take(1);

    private static MapCircle? CircleOf(NearPoint? near) =>
        near is null ? null : new MapCircle(near.Centre.Y, near.Centre.X, near.Metres / 1000);

    private async Task<Found> FindAsync(Registry registry, SearchForm form, string key, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue(key, out Found? known)) return known!;
        // With a filter: what finds nobody was missed on the page that shows the map.
        var page = await registry.SearchAsync(new SearchInput(form.Text, form.Filter, MostHits), cancellationToken);
        var ids = page.Answer.Hits.Select(hit => hit.Id).Order().ToArray();
        var found = new Found(ids, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(ids.AsSpan())))[..16])
        {
            Around = page.Query.Around is { } around
                ? new MapCircle(around.Centre.Latitude, around.Centre.Longitude, around.RadiusKm)
                : null,
            Meant = [.. page.Query.Parts.SelectMany(MeantBy).Select(region => region.Key)],
        };
        return _found.Set(key, found, new MemoryCacheEntryOptions { Size = ids.Length + 100, AbsoluteExpirationRelativeToNow = Kept });
    }

    // The index of words follows the registry a moment later, so the version alone does not say who was found: the hash does.
    private sealed record Found(Guid[] Ids, string Hash)
    {
        public MapCircle? Around { get; init; }

        public IReadOnlyList<string> Meant { get; init; } = [];
    }
}
