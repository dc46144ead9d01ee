using System.Globalization;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>Something in the address that cannot be searched for: the key of its sentence and what the sentence is about.</summary>
/// <param name="Key">Of the sentence that says so.</param>
/// <param name="About">What was given.</param>
/// <param name="Argument">The parameter it was given in.</param>
internal sealed record FormProblem(string Key, string About, string Argument)
{
    /// <summary>Places that may have been meant.</summary>
    public IReadOnlyList<string> Meant { get; init; } = [];
}

/// <summary>The state of the search page, as its address says it. The names are those of the API's filter.</summary>
internal sealed record SearchForm
{
    public static readonly int[] Radii = [5, 10, 20, 50, 100];
    private const int UsualRadius = 20;
    private const int MostKeys = 20;

    public string Text { get; init; } = "";

    /// <summary>A place as typed; empty for all of NRW.</summary>
    public string Near { get; init; } = "";

    public int Km { get; init; } = UsualRadius;

    public IReadOnlyDictionary<FacetName, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<FacetName, IReadOnlyList<string>>();

    /// <summary>Another order than the usual one; null with words, which have an order of their own: the best first.</summary>
    public OrganisationOrder? Sort { get; init; }

    public string? After { get; init; }

    /// <summary>What <see cref="Near"/> means; null when nothing, or nothing known.</summary>
    public NearInput? Place { get; init; }

    /// <summary>The part of the map to search in.</summary>
    public MapBox? Box { get; init; }

    public static string Parameter(FacetName facet) => char.ToLowerInvariant(facet.ToString()[0]) + facet.ToString()[1..];

    public static SearchForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
    {
        var text = query["q"].ToString().Trim();
        if (text.Length > QueryParser.Longest)
        {
            problems.Add(new FormProblem("problem.long", QueryParser.Longest.ToString(CultureInfo.InvariantCulture), "q"));
            text = text[..QueryParser.Longest];
        }

        var near = TypedPlace.Read(query["near"].ToString(), gazetteer);
        var km =
            int.TryParse(query["km"], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            && given is > 0 and <= (int)NearPoint.LongestRadiusKm
                ? given
                : UsualRadius;
        return new SearchForm
        {
            Text = text,
            Near = near,
            Km = km,
            Place = near.Length == 0 ? null : PlaceOf(near, km, gazetteer, problems),
            Box = query["box"].ToString() is { Length: > 0 } box ? BoxOf(box, problems) : null,
            Chosen = Enum.GetValues<FacetName>()
                .ToDictionary(facet => facet, IReadOnlyList<string> (facet) => Keys(query, facet, gazetteer, vocabularies, problems)),
            Sort = Enum.GetValues<OrganisationOrder>()
                .Cast<OrganisationOrder?>()
                .FirstOrDefault(order => string.Equals(order.ToString(), query["sort"], StringComparison.OrdinalIgnoreCase)),
            After = query["after"].ToString() is { Length: > 0 } after ? after : null,
        };
    }

    /// <summary>Without an order that is the usual one or cannot be kept, so that the page and its address say the same.</summary>
    public SearchForm Ordered =>
        Text.Length > 0 || Sort == OrganisationOrder.Distance || (Sort == OrganisationOrder.Name && Place is null)
            ? this with
            {
                Sort = null,
            }
            : this;

    public OrganisationFilter Filter => new()
    {
        Near = Place,
        WithinBox = Box?.Input,
        Regions = Of(FacetName.Regions),
        Topics = Of(FacetName.Topics),
        TargetGroups = Of(FacetName.TargetGroups),
        Languages = Of(FacetName.Languages),
        Origins = Of(FacetName.Origins),
        Kinds = Of(FacetName.Kinds),
    };

    public bool IsChosen(FacetName facet, string key) => Chosen.TryGetValue(facet, out var keys) && keys.Contains(key);

    /// <summary>Whether anything narrows the list beside the text.</summary>
    public bool IsNarrowed => Place is not null || Box is not null || Chosen.Values.Any(keys => keys.Count > 0);

    public bool IsEmpty => Text.Length == 0 && Near.Length == 0 && !IsNarrowed;

    /// <summary>
    /// With this value chosen, or no longer. A region takes the place of others: inside a region one goes on to smaller ones.
    /// </summary>
    public SearchForm Toggle(FacetName facet, string key)
    {
        var keys = Chosen.GetValueOrDefault(facet) ?? [];
        IReadOnlyList<string> changed =
            keys.Contains(key) ? [.. keys.Where(one => one != key)]
            : facet == FacetName.Regions ? [key]
            : [.. keys, key];
        return this with
        {
            Chosen = new Dictionary<FacetName, IReadOnlyList<string>>(Chosen) { [facet] = changed },
            After = null,
        };
    }

    /// <summary>Around the same place, with another radius.</summary>
    public SearchForm Within(int km) => this with { Km = km, Place = Place is null ? null : Place with { RadiusKm = km }, After = null };

    private string[] Of(FacetName facet) => Chosen.TryGetValue(facet, out var keys) ? [.. keys] : [];

    private static List<string> Keys(
        IQueryCollection query,
        FacetName facet,
        Gazetteer gazetteer,
        VocabularySet vocabularies,
        List<FormProblem> problems
    )
    {
        var found = new List<string>();
        foreach (var key in query[Parameter(facet)].Where(key => !string.IsNullOrWhiteSpace(key)).Take(MostKeys))
        {
            var known = facet == FacetName.Regions ? gazetteer.ByKey(key!)?.Key : vocabularies[DirectoryFacets.VocabularyOf(facet)].ByKey(key!)?.Key;
            if (known is null) problems.Add(new FormProblem("problem.filter", Short(key!), Parameter(facet)));
            else if (!found.Contains(known)) found.Add(known);
        }

        return found;
    }

    /// <summary>A place as sentences name it: a point by the town where it is.</summary>
    public static string Shown(string near, Gazetteer gazetteer, Texts t) =>
        NearPosition.Parse(near) is { } here ? t["map.point", gazetteer.NearestMunicipality(here).Name]
        : gazetteer.ByKey(near) is { } town ? town.Name
        : near;

    private static MapBox? BoxOf(string text, List<FormProblem> problems)
    {
        if (MapBox.Parse(text) is { } box) return box;
        problems.Add(new FormProblem("problem.box", Short(text), "box"));
        return null;
    }

    public static NearInput? PlaceOf(string near, int km, Gazetteer gazetteer, List<FormProblem> problems)
    {
        if (NearPosition.Parse(near) is { } here)
            return new NearInput
            {
                Latitude = here.Latitude,
                Longitude = here.Longitude,
                RadiusKm = km,
            };
        if (TypedPlace.Postcode(near, gazetteer) is { } postcode)
            return new NearInput { Postcode = postcode, RadiusKm = km };
        if (near.Length <= 200 && gazetteer.Municipality(near) is { } town)
            return new NearInput { Municipality = town.Key, RadiusKm = km };
        if (TypedPlace.District(near, gazetteer) is { } district)
            return new NearInput
            {
                Latitude = district.Centre.Latitude,
                Longitude = district.Centre.Longitude,
                RadiusKm = km,
            };
        var meant =
            near.Length > 200
                ? []
                : gazetteer
                    .Places.Find(near, 3)
                    .Select(place => place.Postcode is null ? place.Name : $"{place.Postcode} {place.Name}")
                    .ToList();
        problems.Add(new FormProblem("problem.place", Short(near), "near") { Meant = meant });
        return null;
    }

    internal static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
