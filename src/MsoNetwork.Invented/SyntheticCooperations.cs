namespace MsoNetwork.Invented;

/// <summary>An organisation as the generator sees it.</summary>
public sealed record SyntheticMember(string Municipality, IReadOnlyList<string> Topics, IReadOnlyList<string> Languages);

/// <summary>
/// How likely two organisations are drawn together; what is left is chance. The matcher knows none of these numbers.
/// </summary>
/// <param name="Town">By the same municipality.</param>
/// <param name="District">By the same district.</param>
/// <param name="Topic">By a common topic.</param>
/// <param name="Language">By a common language.</param>
/// <param name="Attachment">Of so many candidates the one with most partners is taken: 1 is none of Barabási and Albert's (1999)
/// preferential attachment.</param>
public sealed record SyntheticTies(
    double Town = 0.35,
    double District = 0.2,
    double Topic = 0.2,
    double Language = 0.15,
    int Attachment = 2
)
{
    /// <summary>By a common partner (triadic closure), once there are some.</summary>
    public double Closure { get; init; }

    /// <summary>A network in which nothing can be foretold.</summary>
    public static SyntheticTies Chance { get; } = new(0, 0, 0, 0, 1);
}

/// <summary>Invented pairs of partners in communities by town, district, topic and language. The same seed gives the same ones.</summary>
public static class SyntheticCooperations
{
    /// <summary>Different pairs, as places in <paramref name="members"/>; fewer than asked for when chance finds no more.</summary>
    public static IReadOnlyList<(int From, int To)> Pairs(IReadOnlyList<SyntheticMember> members, int count, SyntheticTies ties, ulong seed)
    {
        if (members.Count < 2) return [];
        var random = new SeededRandom(seed ^ 0xC00B);
        var (towns, districts) = (Groups(members, member => [member.Municipality]), Groups(members, member => [member.Municipality[..5]]));
        var (topics, languages) = (Groups(members, member => member.Topics), Groups(members, member => member.Languages));
        var (pairs, seen, degree) = (new List<(int, int)>(count), new HashSet<(int, int)>(), new int[members.Count]);
        var partners = Array.ConvertAll(degree, _ => new List<int>());
        for (var tries = 0L; pairs.Count < count && tries < 20L * count; tries++)
        {
            var from = Most(random, degree, ties.Attachment, () => random.Below(members.Count));
            var pool = Pool(from, random);
            var to = Most(random, degree, ties.Attachment, () => pool is { Count: > 1 } ? random.Of(pool) : random.Below(members.Count));
            if (from == to || !seen.Add(from < to ? (from, to) : (to, from))) continue;
            (degree[from], degree[to]) = (degree[from] + 1, degree[to] + 1);
            partners[from].Add(to);
            partners[to].Add(from);
            pairs.Add((from, to));
        }

        return pairs;

        List<int>? Pool(int place, SeededRandom chance)
        {
            var (member, share) = (members[place], chance.Share());
            if ((share -= ties.Town) < 0) return towns[member.Municipality];
            if ((share -= ties.District) < 0) return districts[member.Municipality[..5]];
            if ((share -= ties.Topic) < 0) return member.Topics.Count > 0 ? topics[chance.Of(member.Topics)] : null;
            if ((share -= ties.Language) < 0) return member.Languages.Count > 0 ? languages[chance.Of(member.Languages)] : null;
            return share - ties.Closure < 0 && partners[place].Count > 0 ? partners[chance.Of(partners[place])] : null;
        }
    }

    private static int Most(SeededRandom random, int[] degree, int candidates, Func<int> draw)
    {
        var best = draw();
        for (var i = 1; i < candidates; i++)
        {
            // Only half the time: otherwise a few would have everybody.
            var other = draw();
            if (degree[other] > degree[best] && random.Chance(0.5)) best = other;
        }

        return best;
    }

    private static Dictionary<string, List<int>> Groups(
        IReadOnlyList<SyntheticMember> members,
        Func<SyntheticMember, IEnumerable<string>> keys
    )
    {
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var place = 0; place < members.Count; place++)
        {
            foreach (var key in keys(members[place]))
            {
                if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = []);
                group.Add(place);
            }
        }

        return groups;
    }
}
