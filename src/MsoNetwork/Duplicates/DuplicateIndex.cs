namespace MsoNetwork.Duplicates;

/// <summary>Entries in blocks of those that may be the same, so that not each is compared with each.</summary>
internal sealed class DuplicateIndex
{
    // What so many share tells nothing ("verein"): a block that is purged. Keeps the whole linear in the number of entries.
    private const int LargestBlock = 60;

    private readonly IReadOnlyList<ComparedEntry> _entries;
    private readonly NameFrequencies _frequencies;
    private readonly Dictionary<string, List<int>> _blocks = new(StringComparer.Ordinal);

    /// <summary>How many pairs the last <see cref="Pairs"/> has compared: in proportion to the entries, not to their square.</summary>
    public int Compared { get; private set; }

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
    /// <param name="least">How likely they must be.</param>
    public IReadOnlyList<DuplicatePair> Pairs(double least = DuplicateWeights.Likely)
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
                    if (compared.Score < least) continue;
                    pairs.Add(new(Told(one, compared), Told(other, compared), compared.Reasons, compared.Score));
                }
            }
        }

        Compared = seen.Count;
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
        var bits = DuplicateWeights.Town(sameTown) + (sameTown == false
            ? DuplicateWeights.NameElsewhere(likeness, (one.NamesTown ? 1 : 0) + (other.NamesTown ? 1 : 0))
            : DuplicateWeights.Name(likeness));
        if (likeness >= DuplicateWeights.Near)
        {
            var reason = sameTown == false ? DuplicateReason.NameElsewhere
                : likeness == 1 ? DuplicateReason.SameName : DuplicateReason.NearName;
            reasons.Add((reason, bits));
        }

        // A whole address agrees: that its domain does, too, says nothing more.
        var isTold = Agrees(DuplicateReason.SameWebsite) || Agrees(DuplicateReason.SameEmail);
        foreach (var (kind, value) in one.Values)
        {
            if (!other.Values.TryGetValue(kind, out var theirs) || (kind == DuplicateReason.SameDomain && isTold)) continue;
            var weight = value == theirs
                ? DuplicateWeights.Shared(kind, _blocks.GetValueOrDefault($"{(int)kind} {value}")?.Count ?? 1)
                : DuplicateWeights.Differing(kind);
            if (kind == DuplicateReason.SameAddress && Agrees(DuplicateReason.SamePhone))
                weight = Math.Min(weight, DuplicateWeights.AddressBesidePhone);
            bits += weight;
            if (value == theirs) reasons.Add((kind, weight));
        }

        // Whose address is told by both has said it already.
        if (one.Place is { } here && other.Place is { } there && !Agrees(DuplicateReason.SameAddress))
        {
            var weight = DuplicateWeights.Distance(here.MetresTo(there));
            bits += weight;
            if (weight > 0) reasons.Add((DuplicateReason.NearPlace, weight));
        }

        return (DuplicateWeights.Probability(bits), [.. reasons.OrderByDescending(one => one.Bits).Select(one => one.Reason)]);

        bool Agrees(DuplicateReason kind) =>
            one.Values.TryGetValue(kind, out var mine) && other.Values.TryGetValue(kind, out var theirs) && mine == theirs;
    }

    private static LikelyDuplicate Told(ComparedEntry entry, (double Score, IReadOnlyList<DuplicateReason> Reasons) compared) =>
        new(entry.Id!.Value, entry.Slug, entry.Name, entry.Town, entry.Status, compared.Reasons, compared.Score);
}
