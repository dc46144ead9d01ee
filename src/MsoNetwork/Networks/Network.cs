namespace MsoNetwork.Networks;

/// <summary>An organisation in a network, with its measures there.</summary>
public sealed record NetworkNode(
    NetworkMember Member,
    int Index,
    Network Network,
    int Degree,
    int Core,
    int Component,
    int Community,
    bool IsOutside
)
{
    /// <summary>Share of the shortest paths between others that lead through it, 0 to 1; null while a large network is computed.</summary>
    public double? Betweenness => Network.Betweenness?[Index];
}

/// <summary>All that joins two organisations in one way.</summary>
/// <param name="From">The mentor, the member of the umbrella body, or whichever comes first by slug.</param>
/// <param name="To">The other.</param>
/// <param name="Kind">In which way.</param>
/// <param name="Weight">Number of cooperations.</param>
/// <param name="Start">The earliest beginning; null when no source says one.</param>
/// <param name="Known">The first day of which it is known; null for ever since.</param>
/// <param name="End">The latest end; null when open.</param>
/// <param name="Titles">Their titles, at most five.</param>
/// <param name="Sources">Who says so, at most five.</param>
/// <param name="IsBridge">Whether the two have no other way to each other than what joins them directly.</param>
public sealed record NetworkEdge(
    NetworkMember From,
    NetworkMember To,
    NetworkTieKind Kind,
    int Weight,
    DateOnly? Start,
    DateOnly? Known,
    DateOnly? End,
    IReadOnlyList<string> Titles,
    IReadOnlyList<TieSource> Sources,
    bool IsBridge
)
{
    /// <summary>Whether nobody knows when one of the ties began.</summary>
    public bool IsUndated { get; init; }

    public bool IsDirected => Kind is NetworkTieKind.Mentoring or NetworkTieKind.UmbrellaMembership;

    public bool CrossesDistricts => From.District != To.District;
}

/// <summary>What one region has of the network.</summary>
public sealed record NetworkTotal(string Region, int Organisations, int Isolated, int Within, int Across);

/// <summary>How many pairs of organisations join two districts.</summary>
public sealed record NetworkDistrictLink(string From, string To, int Pairs);

/// <summary>A part of the network of one day, with its measures. Immutable but for the betweenness, which may come later.</summary>
public sealed class Network
{
    private IReadOnlyList<(double X, double Y)>? _places;
    private Dictionary<Guid, int>? _indexes;
    private Dictionary<int, int>? _groups;
    private IReadOnlyList<NetworkTotal>? _totals;
    private IReadOnlyList<NetworkDistrictLink>? _links;
    private int? _isolated;

    public required NetworkFilter Filter { get; init; }
    public required long Version { get; init; }
    public required NetworkGraph Graph { get; init; }
    public IReadOnlyList<NetworkNode> Nodes { get; internal set; } = [];
    public IReadOnlyList<NetworkEdge> Edges { get; internal set; } = [];
    public required int Components { get; init; }
    public required NetworkCommunities Communities { get; init; }
    public required int Bridges { get; init; }

    /// <summary>Those that have a tie, and so are drawn.</summary>
    public IEnumerable<NetworkNode> Drawn => Nodes.Where(node => node.Degree > 0);

    /// <summary>How many are drawn.</summary>
    public int Joined => Nodes.Count - Isolated;

    public bool IsDrawable => Joined <= NetworkLayout.MostNodes;

    /// <summary>Pairs and kinds with a tie whose beginning nobody knows: shown on every day, and never as growth.</summary>
    public int Undated => Edges.Count(edge => edge.IsUndated);

    public int Isolated => _isolated ??= Nodes.Count(node => node.Degree == 0);

    /// <summary>By node; null while it is computed in the background.</summary>
    public double[]? Betweenness { get; internal set; }

    /// <summary>
    /// Where a drawing has each node that has a tie, at most <see cref="NetworkLayout.MostNodes"/> of them; who has none is not drawn.
    /// </summary>
    public IReadOnlyList<(double X, double Y)> Places => _places ??= NetworkLayout.Of(Graph, Communities.Of);

    /// <summary>The number of a node's community among those that have ties, from 0; -1 for who stands alone.</summary>
    public int Group(NetworkNode node) =>
        node.Degree == 0
            ? -1
            : (
                _groups ??= Drawn
                    .Select(one => one.Community)
                    .Distinct()
                    .Select((community, number) => (community, number))
                    .ToDictionary(one => one.community, one => one.number)
            )[node.Community];

    /// <summary>The place of an organisation in <see cref="Nodes"/>.</summary>
    public int Index(NetworkMember member) => (_indexes ??= Nodes.ToDictionary(node => node.Member.Id, node => node.Index))[member.Id];

    /// <summary>Whether the betweenness is still missing.</summary>
    public bool IsComplete => Betweenness is not null;

    /// <summary>By the regions one level below: districts of the state or a government district, otherwise municipalities.</summary>
    public IReadOnlyList<NetworkTotal> Totals => _totals ??= [.. Nodes.Where(node => !node.IsOutside)
        .GroupBy(node => node.Member.Municipality[..(Filter.Region.Length < 5 ? 5 : 8)])
        .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var (same, other) = (0, 0);
            foreach (var node in group)
            {
                foreach (var neighbour in Graph.Neighbours(node.Index))
                {
                    if (Nodes[neighbour].Member.Municipality.StartsWith(group.Key, StringComparison.Ordinal)) same++;
                    else other++;
                }
            }

            return new NetworkTotal(group.Key, group.Count(), group.Count(node => node.Degree == 0), same / 2, other);
        })];

    /// <summary>The strongest first.</summary>
    public IReadOnlyList<NetworkDistrictLink> DistrictLinks => _links ??= FindLinks();

    private List<NetworkDistrictLink> FindLinks()
    {
        var (districts, links) = (Nodes.Select(node => node.Member.District).ToList(), new Dictionary<(string, string), int>());
        foreach (var node in Nodes)
        {
            foreach (var neighbour in Graph.Neighbours(node.Index))
            {
                var pair = (districts[node.Index], districts[neighbour]);
                if (string.CompareOrdinal(pair.Item1, pair.Item2) < 0) links[pair] = links.GetValueOrDefault(pair) + 1;
            }
        }

        return
        [
            .. links
                .Select(link => new NetworkDistrictLink(link.Key.Item1, link.Key.Item2, link.Value))
                .OrderByDescending(link => link.Pairs)
                .ThenBy(link => link.From, StringComparer.Ordinal)
                .ThenBy(link => link.To, StringComparer.Ordinal),
        ];
    }
}
