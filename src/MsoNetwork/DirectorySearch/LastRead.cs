using System.Collections.Concurrent;

namespace MsoNetwork.DirectorySearch;

/// <summary>
/// What the last texts were understood as, for a minute at most: a page reads the same text four times, and finding what a word with typos
/// may mean is the dearest part of a search.
/// </summary>
internal sealed class LastRead
{
    private const int Most = 300; // texts
    private const int Longest = 60_000; // milliseconds

    private volatile Kept _kept = new(Environment.TickCount64);

    public UnderstoodQuery Of(string text, Func<string, UnderstoodQuery> read)
    {
        var kept = _kept;
        if (kept.Texts.Count >= Most || Environment.TickCount64 - kept.Begun > Longest) _kept = kept = new Kept(Environment.TickCount64);
        return kept.Texts.GetOrAdd(text, read);
    }

    private sealed record Kept(long Begun)
    {
        public ConcurrentDictionary<string, UnderstoodQuery> Texts { get; } = new(StringComparer.Ordinal);
    }
}
