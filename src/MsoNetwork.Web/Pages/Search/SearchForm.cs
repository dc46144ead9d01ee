using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>The state of the search page, as its address says it. The names are those of the API's filter.</summary>
internal sealed record SearchForm
{
    public static readonly int[] Radii = [5, 10, 20, 50, 100];

    public string Text { get; init; } = "";

    /// <summary>A place as typed; empty for all of NRW.</summary>
    public string Near { get; init; } = "";

    public int Km { get; init; } = FormReader.UsualRadius;

    public IReadOnlyDictionary<FacetName, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<FacetName, IReadOnlyList<string>>();

    /// <summary>Another order than the usual one; null with words, which have an order of their own: the best first.</summary>
    public OrganisationOrder? Sort { get; init; }

    public string? After { get; init; }

    /// <summary>What <see cref="Near"/> means; null when nothing, or nothing known.</summary>
    public NearInput? Place { get; init; }

    /// <summary>The keys of the regions that <see cref="Near"/> means, where that is a district or a landscape.</summary>
    public IReadOnlyList<string> Area { get; init; } = [];

    /// <summary>Whether a place is asked for and known.</summary>
    public bool HasPlace => Place is not null || Area.Count > 0;

    /// <summary>
    /// Whether offices are shown too; null unless somebody said so: then they are when words or kinds ask for them.
    /// </summary>
    public bool? Offices { get; init; }

    public bool ShowsOffices => Offices ?? (Chosen.GetValueOrDefault(FacetName.Kinds)?.Any(Organisations.Offices.Are) ?? false);

    /// <summary>The part of the map to search in.</summary>
    public MapBox? Box { get; init; }

    public static string Parameter(FacetName facet) => char.ToLowerInvariant(facet.ToString()[0]) + facet.ToString()[1..];

    public static SearchForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
    {
        var read = new FormReader(query, gazetteer, vocabularies, problems);
        var text = read.Text();
        var chosen = Enum.GetValues<FacetName>()
            .ToDictionary(
                facet => facet,
                IReadOnlyList<string> (facet) =>
                    read.Keys(
                        Parameter(facet),
                        key => facet == FacetName.Regions ? read.Region(key) : read.Term(DirectoryFacets.VocabularyOf(facet), key)
                    )
            );
        var (near, km, place, area) = read.Place(chosen[FacetName.Regions]);
        return new SearchForm
        {
            Text = text,
            Near = near,
            Km = km,
            Place = place,
            Area = area,
            Box = read.Value("box") is { } box ? BoxOf(box, read) : null,
            Chosen = chosen,
            Sort = Enum.GetValues<OrganisationOrder>()
                .Cast<OrganisationOrder?>()
                .FirstOrDefault(order => string.Equals(order.ToString(), query["sort"], StringComparison.OrdinalIgnoreCase)),
            Offices = read.Value("offices") switch { "1" => true, "0" => false, _ => null },
            After = read.Value("after"),
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
        Regions = [.. Area, .. Of(FacetName.Regions)],
        Topics = Of(FacetName.Topics),
        TargetGroups = Of(FacetName.TargetGroups),
        Languages = Of(FacetName.Languages),
        Origins = Of(FacetName.Origins),
        Kinds = Of(FacetName.Kinds),
        Offices = ShowsOffices ? null : false,
    };

    public bool IsChosen(FacetName facet, string key) => Chosen.TryGetValue(facet, out var keys) && keys.Contains(key);

    /// <summary>Whether anything narrows the list beside the text.</summary>
    public bool IsNarrowed => HasPlace || Box is not null || Chosen.Values.Any(keys => keys.Count > 0);

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
        var without = facet == FacetName.Regions && Area.Count > 0 ? WithoutPlace : this;
        return without with
        {
            Chosen = new Dictionary<FacetName, IReadOnlyList<string>>(Chosen) { [facet] = changed },
            After = null,
        };
    }

    /// <summary>Everywhere.</summary>
    public SearchForm WithoutPlace => this with { Near = "", Place = null, Area = [], Sort = null, After = null };

    /// <summary>Around the same place, with another radius.</summary>
    public SearchForm Within(int km) => this with { Km = km, Place = Place is null ? null : Place with { RadiusKm = km }, After = null };

    private string[] Of(FacetName facet) => Chosen.TryGetValue(facet, out var keys) ? [.. keys] : [];

    /// <summary>A place as sentences name it: a point by the town where it is.</summary>
    public static string Shown(string near, Gazetteer gazetteer, Texts t) =>
        NearPosition.Parse(near) is { } here ? t["map.point", gazetteer.NearestMunicipality(here).Name]
        : gazetteer.ByKey(near) is { } town ? town.Name
        : near;

    /// <summary>What is asked of a place, in a few words: an area's name, or the circle.</summary>
    public static string Asked(string near, int km, bool isArea, Gazetteer gazetteer, Texts t) =>
        isArea ? near : t["understood.around", t.Plain(km), Shown(near, gazetteer, t)];

    private static MapBox? BoxOf(string text, FormReader read)
    {
        if (MapBox.Parse(text) is { } box) return box;
        read.Refuse("problem.box", text, "box");
        return null;
    }
}
