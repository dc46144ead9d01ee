namespace MsoNetwork.Duplicates;

/// <summary>Entries in blocks of those that may be the same, so that not each is compared with each.</summary>
internal sealed class DuplicateIndex
{
    // What so many share tells nothing ("verein"): a block that is purged. Keeps the whole linear in the number of entries.
    private const int LargestBlock = 60;

    private readonly IReadOnlyList<ComparedEntry> _entries;
    private readonly NameFrequencies _frequencies;
    private readonly Dictionary<string, List<int>> _blocks = new(StringComparer.Ordinal);

    public DuplicateIndex(IReadOnlyList<ComparedEntry> entries, NameFrequencies frequencies)
    {
        (_entries, _frequencies) = (entries, frequencies);
        for (var i = 0; i < entries.Count; i++)
        {
            foreach (var block in entries[i].Blocks().Distinct(StringComparer.Ordinal))
            {
                if (!_blocks.TryGetValue(block, out var members)) _blocks.Add(block, members = []);
                members.Add(i);
            }
        }
    }

    /// <summary>Those that are likely the same as what is asked about, the likeliest first.</summary>
    public IReadOnlyList<LikelyDuplicate> Find(ComparedEntry asked) =>
    [
        .. Blocks(asked)
            .SelectMany(members => members)
            .Distinct()
            .Select(at => _entries[at])
            .Where(entry => entry.Id != asked.Id)
            .Select(entry => (Entry: entry, Compared: Compare(asked, entry)))
            .Where(one => one.Compared.Score >= DuplicateWeights.Likely)
            .OrderByDescending(one => one.Compared.Score)
            .ThenBy(one => one.Entry.Id)
            .Select(one => Told(one.Entry, one.Compared)),
    ];

    /// <summary>All pairs of entries that are likely the same, the likeliest first.</summary>
    public IReadOnlyList<DuplicatePair> Pairs()
    {
        var seen = new HashSet<(int, int)>();
        var pairs = new List<DuplicatePair>();
        foreach (var members in _blocks.Values.Where(members => members.Count is > 1 and <= LargestBlock))
        {
            for (var i = 0; i < members.Count; i++)
            {
                for (var j = i + 1; j < members.Count; j++)
                {
                    if (!seen.Add((members[i], members[j]))) continue;
                    var (one, other) = (_entries[members[i]], _entries[members[j]]);
                    var compared = Compare(one, other);
                    if (compared.Score < DuplicateWeights.Likely) continue;
                    pairs.Add(new(Told(one, compared), Told(other, compared), compared.Reasons, compared.Score));
                }
            }
        }

        return [.. pairs.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.One.Organisation)];
    }

    private IEnumerable<List<int>> Blocks(ComparedEntry asked) =>
        asked.Blocks().Distinct(StringComparer.Ordinal)
            .Select(block => _blocks.GetValueOrDefault(block) ?? [])
            .Where(members => members.Count <= LargestBlock);

    private (double Score, IReadOnlyList<DuplicateReason> Reasons) Compare(ComparedEntry one, ComparedEntry other)
    {
        var reasons = new List<(DuplicateReason Reason, double Bits)>();
        bool? sameTown = one.MunicipalityKey is null || other.MunicipalityKey is null ? null : one.MunicipalityKey == other.MunicipalityKey;
        var likeness = sameTown is null && one.FullName.Joined == other.FullName.Joined && one.FullName.Joined.Length > 0
            ? 1
            : one.Names.SelectMany(_ => other.Names, (left, right) => NameLikeness.Of(left, right, _frequencies)).DefaultIfEmpty(0).Max();
        var bits = DuplicateWeights.Name(likeness) + DuplicateWeights.Town(sameTown);
        if (likeness >= DuplicateWeights.Near)
        {
            var reason = sameTown == false ? DuplicateReason.NameElsewhere
                : likeness == 1 ? DuplicateReason.SameName : DuplicateReason.NearName;
            reasons.Add((reason, bits));
        }

        foreach (var (kind, value) in one.Values)
        {
            if (!other.Values.TryGetValue(kind, out var theirs)) continue;
            var weight = value == theirs
                ? DuplicateWeights.Shared(kind, _blocks.GetValueOrDefault($"{(int)kind} {value}")?.Count ?? 1)
                : DuplicateWeights.Differing(kind);
            bits += weight;
            if (value == theirs) reasons.Add((kind, weight));
        }

        return (DuplicateWeights.Probability(bits), [.. reasons.OrderByDescending(one => one.Bits).Select(one => one.Reason)]);
    }

    private static LikelyDuplicate Told(ComparedEntry entry, (double Score, IReadOnlyList<DuplicateReason> Reasons) compared) =>
        new(entry.Id!.Value, entry.Slug, entry.Name, entry.Town, entry.Status, compared.Reasons, compared.Score);
}
