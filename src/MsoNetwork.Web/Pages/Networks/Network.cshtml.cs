using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Networks;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>/de/regionen/{key}/netzwerk: who works with whom, as tables and as a drawing of the same.</summary>
internal sealed class NetworkModel(Registry registry, RegionNetwork networks) : SitePage
{
    private const int MostRows = 500;
    private const int MostNews = 20;
    private const int MostLinks = 30;
    private const int OldestYear = 2000;

    private static readonly string[] DrawingWords =
    [
        "find",
        "year",
        "zoomIn",
        "zoomOut",
        "zoomAll",
        "png",
        "canvas",
        "noPartner",
        "wait",
        "shown",
        "notFound",
    ];

    private IReadOnlyList<NetworkMember>? _alone;

    public RegionEntry Region { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    public Vocabulary Topics => Vocabularies[VocabularyName.Topics];

    public IReadOnlyList<NetworkTieKind> Kinds { get; private set; } = [];

    public string? Topic { get; private set; }

    public int? Year { get; private set; }

    public bool Outside { get; private set; }

    public bool Offices { get; private set; }

    public IReadOnlyList<int> Years { get; private set; } = [];

    public RegionNetworkView View { get; private set; } = RegionNetworkView.Failed;

    public Network Network => View.Network!;

    public List<FormProblem> Problems { get; } = [];

    /// <summary>
    /// Who has no tie here, without those who are there for the others: one set for the number, the list and the table of regions.
    /// </summary>
    public IReadOnlyList<NetworkMember> Alone => _alone ??= View.Alone;

    public int AloneIn(string region) => Alone.Count(member => member.Municipality.StartsWith(region, StringComparison.Ordinal));

    /// <summary>Those with most partners first.</summary>
    public IEnumerable<NetworkNode> Rows => Network.Nodes.OrderByDescending(node => node.Degree).ThenBy(node => node.Index).Take(MostRows);

    public IEnumerable<NetworkEdge> Ties => Network.Edges.Take(MostRows);

    public bool IsCut => Network.Nodes.Count > MostRows || Network.Edges.Count > MostRows;

    public bool IsDrawn => Network.Nodes.Count is > 0 and <= NetworkLayout.MostNodes;

    public IEnumerable<NetworkNewsItem> Began => View.News!.Began.Take(MostNews);

    public IEnumerable<NetworkNewsItem> Ended => View.News!.Ended.Take(MostNews);

    public IEnumerable<NetworkDistrictLink> DistrictLinks => Network.DistrictLinks.Take(MostLinks);

    public async Task<IActionResult> OnGetAsync(string key)
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        if (Gazetteer.ByKey(key) is not { } region) return NotFound();
        Region = region;
        Title = T["network.title", region.Name];
        Description = T["network.lead"];
        Read(Request.Query);
        var today = networks.Today;
        var day = Year is { } year && year < today.Year ? new DateOnly(year, 12, 31) : today;
        var filter = NetworkFilter.Check(Gazetteer, Topics, key, [.. Kinds], Topic is null ? null : [Topic], day, Outside, null);
        View = await networks.ViewAsync(filter with { Offices = Offices }, Aborted);
        Years =
        [
            .. Enumerable
                .Range(0, today.Year - Math.Clamp(View.News?.FirstYear ?? today.Year, OldestYear, today.Year) + 1)
                .Select(ago => today.Year - ago),
        ];
        Unlisted = Request.QueryString.HasValue || Region is { Level: RegionLevel.Municipality, Parent.Children.Count: 1 };
        if (View.Network is { IsComplete: false }) Response.Headers["Refresh"] = "5"; // works without scripts; the page says so
        return Page();
    }

    public string Kind(NetworkTieKind kind) => T["tie." + kind];

    /// <summary>What the form says, in words.</summary>
    public IEnumerable<(string Name, string Value)> Chosen
    {
        get
        {
            if (Kinds.Count > 0) yield return (T["network.kinds"], string.Join(", ", Kinds.Select(Kind)));
            if (Topics.ByKey(Topic ?? "") is { } topic) yield return (T["network.topic"], topic.Label(Language.Tag));
            yield return Year is { } year ? (T["network.year"], T.Plain(year)) : (T["network.today"], T.Date(networks.Today));
            if (Outside) yield return (T["network.outside"], "");
            if (Offices) yield return (T["offices.show"], "");
        }
    }

    /// <summary>The query of files and pictures that show the same.</summary>
    public string Query(bool ever)
    {
        var query = new QueryBuilder { { "region", Region.Key } };
        foreach (var kind in Kinds)
            query.Add("kinds", Constant(kind));
        if (Topic is not null)
            query.Add("topics", Topic);
        if (Outside)
            query.Add("includeOutside", "true");
        if (!Offices)
            query.Add("offices", "false");
        if (ever)
            query.Add("ever", "true");
        else if (Network.Filter.At != networks.Today)
            query.Add("at", Network.Filter.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return query.ToString();
    }

    public static string Constant(NetworkTieKind kind) => GraphQL.StringExtensions.ToConstantCase(kind.ToString());

    /// <summary>What the drawing's script says, in this language: kinds by their constants, the rest by name.</summary>
    public string DrawingTexts =>
        JsonSerializer.Serialize(
            DrawingWords
                .ToDictionary(name => name, name => T["drawing." + name])
                .Concat(Enum.GetValues<NetworkTieKind>().Select(kind => KeyValuePair.Create(Constant(kind), Kind(kind))))
                .Append(KeyValuePair.Create("digits", T.Plain(1234567890)))
                .ToDictionary()
        );

    public string Town(NetworkMember member) => Gazetteer.ByKey(member.Municipality)?.Name ?? "";

    // What nobody can have chosen in the form is left out and named, as on every page.
    private void Read(IQueryCollection query)
    {
        Kinds = [.. Enum.GetValues<NetworkTieKind>().Where(kind => query["kinds"].Contains(Constant(kind)))];
        Topic = Topics.ByKey(query["topics"].ToString())?.Key;
        Year =
            int.TryParse(query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year >= OldestYear
            && year <= networks.Today.Year
                ? year
                : null;
        Outside = query["outside"] == "1";
        Offices = query["offices"] == "1";
        Unknown("kinds", query["kinds"].Where(kind => !Kinds.Any(known => Constant(known) == kind)));
        Unknown("topics", query["topics"].Where(_ => Topic is null));
        Unknown("year", query["year"].Where(_ => Year is null));

        void Unknown(string argument, IEnumerable<string?> given) =>
            Problems.AddRange(
                given
                    .Where(value => !string.IsNullOrEmpty(value))
                    .Select(value => new FormProblem("problem.filter", FormProblem.Short(value!), argument))
            );
    }
}
