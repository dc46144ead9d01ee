using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// A filter as Meilisearch's conditions: the same organisations that <see cref="OrganisationCriteria"/> selects by SQL, up to the
/// difference between a sphere and the ellipsoid at a circle's edge. All of the outer list, any of the inner ones.
/// </summary>
internal sealed class SearchConditions
{
    private static readonly (string Attribute, int Digits)[] Levels =
    [
        ("state", 2),
        ("governmentDistrict", 3),
        ("district", 5),
        ("municipality", 8),
    ];

    private readonly List<(FacetName? Facet, string[] Any)> _conditions = [];

    public SearchConditions(SearchQuestion question)
    {
        var filter = question.Filter;
        Any(
            null,
            "status",
            filter.Status is { Length: > 0 } status ? [.. status.Select(one => one.ToString())] : [nameof(OrganisationStatus.Active)]
        );
        AddRegions(filter);
        Any(FacetName.Topics, "topics", filter.Topics);
        foreach (var topic in filter.AllTopics ?? []) Any(null, "topics", [topic]);
        Any(FacetName.TargetGroups, "targetGroups", filter.TargetGroups);
        Any(null, "offers", filter.Offers);
        Any(FacetName.Languages, "languages", filter.Languages);
        Any(FacetName.Origins, "origins", filter.Origins);
        Any(FacetName.Kinds, "kinds", filter.Kinds);
        if (filter.VerifiedOnly is true) Add(null, FilterText.Equal("verified", "true"));
        if (filter.Offices is { } offices) Add(null, FilterText.Equal("office", offices ? "true" : "false"));
        if (filter.UpdatedSince is { } since) Add(null, FilterText.AtLeast("updatedAt", DocumentShape.UnixSeconds(Utc(since))));
        if (filter.ConfirmedSince is { } day) Add(null, FilterText.AtLeast("confirmedDay", day.DayNumber));
        AddPlaces(question);
    }

    public IReadOnlyList<string[]> All => [.. _conditions.Select(condition => condition.Any)];

    public bool Has(FacetName facet) => _conditions.Exists(condition => condition.Facet == facet);

    /// <summary>All conditions but the facet's own.</summary>
    public IReadOnlyList<string[]> Without(FacetName facet) =>
        [.. _conditions.Where(condition => condition.Facet != facet).Select(condition => condition.Any)];

    /// <summary>The attribute that holds keys of this length.</summary>
    public static string LevelOf(string region) =>
        Levels.FirstOrDefault(level => level.Digits == region.Length).Attribute ?? "municipality";

    private static DateTimeOffset Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private void AddRegions(OrganisationFilter filter)
    {
        if (filter.Regions is { Length: > 0 } regions)
            Add(FacetName.Regions, [.. regions.GroupBy(LevelOf).Select(level => FilterText.In(level.Key, level))]);
        if (filter.ActiveIn is not { Length: > 0 } active) return;
        // Who says to work in all of NRW works in Düren too; a seat alone does not count upward.
        var above = active
            .SelectMany(key => DocumentShape.PrefixesOf(key).Where(prefix => prefix.Length < key.Length))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        string[] within = [FilterText.In("place", active), FilterText.In("worksIn", active)];
        Add(null, above.Length == 0 ? within : [.. within, FilterText.In("activeIn", above)]);
    }

    private void AddPlaces(SearchQuestion question)
    {
        if (question.Criteria.Near is { } near)
            Add(null, FilterText.Circle(near.Centre.Y, near.Centre.X, near.Metres));
        if (question.Query.Around is { } around)
            Add(null, FilterText.Circle(around.Centre.Latitude, around.Centre.Longitude, around.RadiusKm * 1000));
        if (question.Filter.WithinBox is { } box)
            Add(null, FilterText.Box(box.South, box.West, box.North, box.East));
    }

    private void Any(FacetName? facet, string attribute, string[]? keys)
    {
        if (keys is { Length: > 0 }) Add(facet, FilterText.In(attribute, keys));
    }

    private void Add(FacetName? facet, params string[] any) => _conditions.Add((facet, any));
}
