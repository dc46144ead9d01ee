using System.Numerics;
using System.Runtime.InteropServices;

namespace MsoNetwork.Search;

/// <summary>A segment's documents that pass all conditions.</summary>
internal sealed class SegmentFilter<T>
{
    private readonly List<(string? Facet, bool[] Passes)> _conditions;
    private readonly bool[] _alive;

    public SegmentFilter(LiveSegment<T> live, IEnumerable<Condition<T>> conditions)
    {
        _alive = live.Alive;
        _conditions = [.. conditions.Select(condition => (condition.Facet, condition.Passing(live.Segment)))];
    }

    /// <summary>Who passes all conditions but the facet's own. Not to be changed: it may be the condition itself.</summary>
    public bool[] Passing(string? except = null)
    {
        if (_conditions is [(null, var only)] && !_alive.Contains(false)) return only;
        var passing = (bool[])_alive.Clone();
        foreach (var (facet, passes) in _conditions)
        {
            if (facet is not null && facet == except) continue;
            And(MemoryMarshal.AsBytes(passing.AsSpan()), MemoryMarshal.AsBytes(passes.AsSpan()));
        }

        return passing;
    }

    public bool Has(string facet) => _conditions.Exists(condition => condition.Facet == facet);

    private static void And(Span<byte> passing, ReadOnlySpan<byte> passes)
    {
        var at = 0;
        for (; at <= passing.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            (new Vector<byte>(passing[at..]) & new Vector<byte>(passes[at..])).CopyTo(passing[at..]);
        for (; at < passing.Length; at++)
            passing[at] &= passes[at];
    }
}
