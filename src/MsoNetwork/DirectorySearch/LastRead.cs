using System.Collections.Concurrent;
using MsoNetwork.Search;

namespace MsoNetwork.DirectorySearch;

/// <summary>
/// How the last texts were taken apart, for a minute at most: a page reads the same text four times, and finding what a word with typos
/// may mean is the dearest part of a search.
/// </summary>
internal sealed class LastRead
{
    private const int Most = 300; // texts
    private const int Longest = 60_000; // milliseconds

    private volatile Kept _kept = new(Environment.TickCount64);

    public ParsedQuery Of(string text, Func<string, ParsedQuery> read)
    {
        var kept = _kept;
        if (kept.Texts.Count >= Most || Environment.TickCount64 - kept.Begun > Longest) _kept = kept = new Kept(Environment.TickCount64);
        return kept.Texts.GetOrAdd(text, read);
    }

    private sealed record Kept(long Begun)
    {
        public ConcurrentDictionary<string, ParsedQuery> Texts { get; } = new(StringComparer.Ordinal);
    }
}
