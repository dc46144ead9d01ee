namespace MsoNetwork.Matching;

/// <summary>AGS prefixes, hundreds of them for a large radius; met from above and from below (docs/decisions.md, 10).</summary>
public sealed class MatchArea
{
    // State, governmental district, district; a municipality's key is longer than all.
    private static readonly int[] Lengths = [2, 3, 5];
    private readonly HashSet<string> _keys;
    private readonly HashSet<string> _withAbove;

    public MatchArea(IReadOnlyCollection<string> keys)
    {
        _keys = [.. keys];
        _withAbove = [.. keys.SelectMany(WithAbove)];
    }

    public bool Meets(MatchArea other) => _withAbove.Overlaps(other._keys) || other._withAbove.Overlaps(_keys);

    /// <summary>Whether somebody works in one of the regions: the same as <see cref="MatchMember.WorksIn"/> of any of them.</summary>
    public bool IsWorkedIn(MatchMember member) =>
        LiesWithin(member.Municipality) || member.ActiveIn.Any(key => _withAbove.Contains(key) || LiesWithin(key));

    private bool LiesWithin(string key)
    {
        var keys = _keys.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in Lengths)
        {
            if (key.Length > length && keys.Contains(key.AsSpan(0, length))) return true;
        }

        return _keys.Contains(key);
    }

    private static IEnumerable<string> WithAbove(string key) =>
        Lengths.Where(length => length < key.Length).Select(length => key[..length]).Append(key);
}
