using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>The state of the search page, as its address says it. The names are those of the API's filter.</summary>
internal sealed record SearchForm : ListForm<SearchForm, FacetName>
{
    public static readonly int[] Radii = [5, 10, 20, 50, 100];

    /// <summary>All that addresses of a search may have; sort and after change nothing on a map.</summary>
    public static readonly IReadOnlyList<string> Parameters =
    [
        .. Enum.GetValues<FacetName>().Select(Parameter), "q", "near", "km", "box", "offices", "fresh", "sort", "after",
    ];

    /// <summary>Another order than the usual one; null with words, which have an order of their own: the best first.</summary>
    public OrganisationOrder? Sort { get; init; }

    /// <summary>
    /// Whether offices are shown too; null unless somebody said so: then they are when words or kinds ask for them.
    /// </summary>
    public bool? Offices { get; init; }

    public bool ShowsOffices => Offices ?? Of(FacetName.Kinds).Any(Organisations.Offices.Are);

    /// <summary>Only what was confirmed within <see cref="FreshMonths"/>.</summary>
    public bool IsFresh { get; init; }

    public const int FreshMonths = 12;

    /// <summary>The part of the map to search in.</summary>
    public MapBox? Box { get; init; }

    public static string Parameter(FacetName facet) => char.ToLowerInvariant(facet.ToString()[0]) + facet.ToString()[1..];

    public static SearchForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
    {
        var read = new FormReader(query, gazetteer, vocabularies, problems);
        var form = new SearchForm().Filled(read, Enum.GetValues<FacetName>(), facet => read.Keys(
            Parameter(facet),
            key => facet == FacetName.Regions ? read.Region(key) : read.Term(DirectoryFacets.VocabularyOf(facet), key)
        ));
        return form with
        {
            Box = read.Value("box") is { } box ? BoxOf(box, read) : null,
            Sort = read.Choice("sort", value => Enum.GetValues<OrganisationOrder>()
                .Cast<OrganisationOrder?>()
                .FirstOrDefault(order => string.Equals(order.ToString(), value, StringComparison.OrdinalIgnoreCase))),
            IsFresh = read.Choice("fresh", YesOrNo) is true,
            Offices = read.Choice("offices", YesOrNo),
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
        Topics = [.. Of(FacetName.Topics)],
        TargetGroups = [.. Of(FacetName.TargetGroups)],
        Languages = [.. Of(FacetName.Languages)],
        Origins = [.. Of(FacetName.Origins)],
        Kinds = [.. Of(FacetName.Kinds)],
        Offices = ShowsOffices ? null : false,
        ConfirmedSince = IsFresh ? TimeProvider.System.Today().AddMonths(-FreshMonths) : null,
    };

    public bool IsChosen(FacetName facet, string key) => Of(facet).Contains(key);

    public override bool IsNarrowed => base.IsNarrowed || Box is not null || IsFresh;

    public override SearchForm WithoutPlace => base.WithoutPlace with { Sort = null };

    protected override FacetName RegionField => FacetName.Regions;

    /// <summary>Around the same place, with another radius.</summary>
    public SearchForm Within(int km) => this with { Km = km, Place = Place is null ? null : Place with { RadiusKm = km }, After = null };

    private static bool? YesOrNo(string value) => value switch { "1" => true, "0" => false, _ => null };

    private static MapBox? BoxOf(string text, FormReader read)
    {
        if (MapBox.Parse(text) is { } box) return box;
        read.Refuse("problem.box", text, "box");
        return null;
    }
}
