using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Networks;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
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
        "canvas",
        "noPartner",
        "wait",
        "shown",
        "undated",
        "around",
        "whole",
        "notFound",
    ];

    private static readonly string[] NodeColumns = ["name", "town", "partners", "between", "group"];
    private static readonly string[] TieColumns = ["name", "kind", "with", "since"];

    private ShownNodes? _shown;

    public RegionEntry Region { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    public Vocabulary Topics => Vocabularies[VocabularyName.Topics];

    public IReadOnlyList<NetworkTieKind> Kinds { get; private set; } = [];

    public string? Topic { get; private set; }

    public int? Year { get; private set; }

    public bool Outside { get; private set; }

    public bool Offices { get; private set; }

    public DateOnly Today => networks.Today;

    public IReadOnlyList<int> Years { get; private set; } = [];

    public RegionNetworkView View { get; private set; } = RegionNetworkView.Failed;

    public Network Network => View.Network!;

    public List<FormProblem> Problems { get; } = [];

    /// <summary>One set for all numbers, lists and tables.</summary>
    public ShownNodes Shown => _shown ??= ShownNodes.Of(Network);

    /// <summary>Only rows with this in a name.</summary>
    public string Name { get; private set; } = "";

    public TableOrder NodeOrder { get; private set; } = null!;

    public TableOrder TieOrder { get; private set; } = null!;

    /// <summary>How many have their seat in a region and are counted, and how many of them have no tie.</summary>
    public (int All, int Alone) In(string region) =>
        (
            Shown.All.Count(node => !node.IsOutside && node.Member.Municipality.StartsWith(region, StringComparison.Ordinal)),
            Shown.Alone.Count(member => member.Municipality.StartsWith(region, StringComparison.Ordinal))
        );

    /// <summary>Those with most partners first, unless another order is asked for.</summary>
    public IEnumerable<NetworkNode> Rows
    {
        get
        {
            var nodes = Shown.All.Where(node => IsNamed(node.Member));
            return (NodeOrder.Column switch
            {
                "name" => NodeOrder.Of(nodes, node => Key(node.Member.Name), StringComparer.Ordinal),
                "town" => NodeOrder.Of(nodes, node => Key(Town(node.Member)), StringComparer.Ordinal),
                "between" => NodeOrder.Of(nodes, node => node.Betweenness ?? 0),
                "group" => NodeOrder.Of(nodes, Network.Group),
                _ => NodeOrder.Of(nodes, node => node.Degree),
            }).Take(MostRows);
        }
    }

    public IEnumerable<NetworkEdge> Ties
    {
        get
        {
            var ties = Network.Edges.Where(edge => IsNamed(edge.From) || IsNamed(edge.To));
            return (TieOrder.Column switch
            {
                "kind" => TieOrder.Of(ties, edge => Key(Kind(edge.Kind)), StringComparer.Ordinal),
                "with" => TieOrder.Of(ties, edge => Key(edge.To.Name), StringComparer.Ordinal),
                "since" => TieOrder.Of(ties, edge => edge.Start ?? DateOnly.MinValue),
                _ => TieOrder.Of(ties, edge => Key(edge.From.Name), StringComparer.Ordinal),
            }).Take(MostRows);
        }
    }

    public bool IsCut => Shown.All.Count > MostRows || Network.Edges.Count > MostRows;

    public SortedHeader NodeHeader(string column, string text, bool isNumber = false) =>
        new(NodeOrder, Request, column, text, "nodes", isNumber);

    public SortedHeader TieHeader(string column, string text) => new(TieOrder, Request, column, text, "ties");

    public bool IsDrawn => Network is { IsDrawable: true, Joined: > 0 };

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
        var filter = NetworkFilter.Check(Gazetteer, Topics, key, [.. Kinds], Topic is null ? null : [Topic], day, Outside, null, today);
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
            if (Name.Length > 0) yield return (T["table.name"], Name);
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

    /// <summary>The query of a picture with its texts.</summary>
    public string PictureQuery => Query(ever: false) + "&labels=" + Language.Tag;

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

    private bool IsNamed(NetworkMember member) =>
        Name.Length == 0 || Folding.MatchKey(member.Name).Contains(Folding.MatchKey(Name), StringComparison.Ordinal);

    private static string Key(string text) => Folding.SortKey(text);

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
        Name = query["name"].ToString().Trim() is { Length: <= 200 } name ? name : "";
        NodeOrder = Order("sort", NodeColumns, "-partners");
        TieOrder = Order("ties", TieColumns, "name");
        Unknown("kinds", query["kinds"].Where(kind => !Kinds.Any(known => Constant(known) == kind)));
        Unknown("topics", query["topics"].Where(_ => Topic is null));
        Unknown("year", query["year"].Where(_ => Year is null));

        TableOrder Order(string parameter, string[] columns, string usual)
        {
            if (TableOrder.Read(query, parameter, columns, usual) is { } order) return order;
            Unknown(parameter, [query[parameter].ToString()]);
            return TableOrder.Read(new QueryCollection(), parameter, columns, usual)!;
        }

        void Unknown(string argument, IEnumerable<string?> given) =>
            Problems.AddRange(
                given
                    .Where(value => !string.IsNullOrEmpty(value))
                    .Select(value => new FormProblem("problem.filter", FormProblem.Short(value!), argument))
            );
    }
}
