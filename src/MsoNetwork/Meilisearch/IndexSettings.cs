using System.Text.Json.Serialization;
using MsoNetwork.Search;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// PATCH /indexes/{uid}/settings. All texts of the index are folded before they are sent (<see cref="IndexedDocument"/>), so there are no
/// locales, no dictionary and no stop words here: every document and every query is plain ASCII, cut the same way.
/// </summary>
internal sealed record IndexSettings
{
    /// <summary>
    /// Totals and pages end here, silently. More than NRW will ever have: only what is asked for costs anything.
    /// </summary>
    public const int MostHits = 1_000_000;

    /// <summary>
    /// In the order of their weight. Places come first since they weigh as much as a name (<see cref="MatchRules"/>), and all that have the
    /// place have it equally.
    /// </summary>
    public string[] SearchableAttributes { get; init; } =
    [
        "place", "worksIn", "name", "calledTerms", "nameForms", "alternateNames", "terms", "broaderTerms", "keywords", "saidTerms", "town",
        "descriptions", "around",
    ];

    /// <summary>Answers need nothing but ids.</summary>
    public string[] DisplayedAttributes { get; init; } = ["id"];

    public FilterableAttribute[] FilterableAttributes { get; init; } =
    [
        // _geo only works as a plain string.
        new("_geo", null, null),
        FilterableAttribute.Equality(
            "topics", "targetGroups", "offers", "languages", "origins", "kinds", "status", "verified", "office",
            "state", "governmentDistrict", "district", "municipality", "place", "worksIn", "activeIn"),
        FilterableAttribute.Comparison("updatedAt", "confirmedDay"),
    ];

    public string[] SortableAttributes { get; init; } = ["_geo", "nameWords", "sortName", "id"];

    /// <summary>
    /// The order. Meilisearch's proximity and wordPosition are left out, as the issue does not rank by them; sort is the
    /// shorter name and the distance. The id at the end makes the order total, so pages fit together.
    /// </summary>
    public string[] RankingRules { get; init; } = ["words", "typo", "attributeRank", "exactness", "sort", "freshness:desc", "id:asc"];

    /// <summary>What terms and places are called: <see cref="DirectoryTokens.Synonyms"/>.</summary>
    public IReadOnlyDictionary<string, string[]> Synonyms { get; init; } = new Dictionary<string, string[]>();

    /// <summary>No ranking rule asks how near words stand to each other; pairs of words took a third of the indexing.</summary>
    public string ProximityPrecision { get; init; } = "byAttribute";

    public TypoTolerance TypoTolerance { get; init; } = new();

    public Faceting Faceting { get; init; } = new();

    public Pagination Pagination { get; init; } = new(MostHits);

    /// <summary>
    /// Milliseconds; on reaching it Meilisearch answers with what it has ranked. Below <see cref="ResilientSearch.Patience"/>.
    /// </summary>
    public int SearchCutoffMs { get; init; } = 800;
}

/// <summary>The project's rule: one typo from 5 letters, two from 9, none in numbers.</summary>
internal sealed record TypoTolerance
{
    public bool Enabled { get; init; } = true;

    public TypoSizes MinWordSizeForTypos { get; init; } = new(5, 9);

    /// <summary>Else 52349 would find 52351.</summary>
    public bool DisableOnNumbers { get; init; } = true;

    /// <summary>One term's word is no typo of another's.</summary>
    public string[] DisableOnAttributes { get; init; } =
        ["place", "worksIn", "calledTerms", "terms", "broaderTerms", "saidTerms", "around"];
}

internal sealed record TypoSizes(int OneTypo, int TwoTypos);

internal sealed record Faceting
{
    /// <summary>NRW has 396 municipalities, the longest vocabulary some 200 terms.</summary>
    public int MaxValuesPerFacet { get; init; } = 1_000;

    public IReadOnlyDictionary<string, string> SortFacetValuesBy { get; init; } = new Dictionary<string, string> { ["*"] = "count" };
}

internal sealed record Pagination(int MaxTotalHits);

/// <summary>A plain name, written as a string, or patterns with what they can be used for.</summary>
[JsonConverter(typeof(FilterableAttributeConverter))]
internal sealed record FilterableAttribute(string? Name, string[]? Patterns, FilterFeatures? Filter)
{
    public static FilterableAttribute Equality(params string[] patterns) => new(null, patterns, new FilterFeatures(true, false));

    public static FilterableAttribute Comparison(params string[] patterns) => new(null, patterns, new FilterFeatures(false, true));
}

internal sealed record FilterFeatures(bool Equality, bool Comparison);
