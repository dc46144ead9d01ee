using System.Globalization;
using MsoNetwork.Cooperations;
using MsoNetwork.Errors;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Networks;

/// <summary>Which part of the network is asked for; checked.</summary>
/// <param name="Region">AGS prefix: organisations with their seat there.</param>
/// <param name="Kinds">Ties of these kinds; all when empty.</param>
/// <param name="Topics">With the terms below them; all when empty.</param>
/// <param name="At">The day.</param>
/// <param name="Depth">How many steps out of the region partners are followed; 0: only within.</param>
/// <param name="Ever">Ties of all times, not only of the day.</param>
/// <param name="Offices">Whether offices are shown too, with their ties.</param>
public sealed record NetworkFilter(
    string Region,
    IReadOnlySet<NetworkTieKind> Kinds,
    IReadOnlySet<string> Topics,
    DateOnly At,
    int Depth,
    bool Ever = false,
    bool Offices = true
)
{
    /// <summary>Whether the day is today: what is dissolved no longer works with anybody, whoever has not written it down.</summary>
    public bool IsNow { get; init; }

    public const int MostDepth = 3;

    /// <summary>Equal for filters that find the same.</summary>
    public string Key =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Region}|{string.Join(',', Kinds.Order())}|{string.Join(',', Topics.Order(StringComparer.Ordinal))}|"
                + $"{(Ever ? "ever" : At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}|{Depth}"
                + $"{(Offices ? "" : "|no offices")}{(IsNow ? "|now" : "")}"
        );

    public static NetworkFilter Check(
        Gazetteer gazetteer,
        Vocabulary topics,
        string region,
        NetworkTieKind[]? kinds,
        string[]? topicKeys,
        DateOnly at,
        bool includeOutside,
        int? depth,
        DateOnly today
    )
    {
        if (gazetteer.ByKey(region) is null)
            throw RegionQueries.Unknown("region", region);
        if (topicKeys is { Length: > 50 })
            throw NetworkException.TooMany("topics", topicKeys.Length, 50);
        if (depth is < 1 or > MostDepth)
            throw NetworkException.Invalid("depth", $"depth is {depth}; it takes a whole number from 1 to {MostDepth}.");
        if (depth is not null && !includeOutside)
            throw NetworkException.Invalid(
                "depth",
                "depth says how far partners outside the region are followed: it needs includeOutside."
            );
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in topicKeys ?? []) Add(topics.ByKey(key) ?? throw ProposeCooperation.UnknownTopic("topics", key, topics));
        return new(region, new HashSet<NetworkTieKind>(kinds ?? []), found, at, includeOutside ? depth ?? 1 : 0) { IsNow = at >= today };

        // A term means what stands below it, as in every filter (docs/decisions.md, 9).
        void Add(Term term)
        {
            found.Add(term.Key);
            foreach (var narrower in term.Narrower) Add(narrower);
        }
    }

    /// <summary>Offices are shown when somebody asks for them.</summary>
    public bool Shows(NetworkMember member) => Offices || !Organisations.Offices.Are(member.Kind);

    public bool Within(NetworkMember member) => member.Municipality.StartsWith(Region, StringComparison.Ordinal);

    /// <summary>An organisation that works on one of the topics.</summary>
    public bool IsAbout(NetworkMember member) => Topics.Count == 0 || Topics.Overlaps(member.Topics);

    /// <summary>What says its topics is judged by them; what does not, by both organisations.</summary>
    public bool Takes(NetworkTie tie, NetworkSnapshot all) =>
        (Ever || tie.GoesOnAt(At))
        && !(IsNow && !Ever && (all.Members[tie.From].IsDissolved || all.Members[tie.To].IsDissolved))
        && (Kinds.Count == 0 || Kinds.Contains(tie.Kind))
        && Shows(all.Members[tie.From])
        && Shows(all.Members[tie.To])
        && (
            Topics.Count == 0
            || (tie.Topics.Length > 0 ? Topics.Overlaps(tie.Topics) : IsAbout(all.Members[tie.From]) && IsAbout(all.Members[tie.To]))
        );
}
