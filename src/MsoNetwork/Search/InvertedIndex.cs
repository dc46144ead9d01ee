using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace MsoNetwork.Search;

/// <summary>
/// An immutable inverted index. Each word has its postings: documents' numbers and fields in one integer, sorted. Keys are words as
/// well (<see cref="IndexKey"/>). The forward index gives a document's words back.
/// </summary>
/// <param name="count">Documents, numbered from 0.</param>
/// <param name="words">All words and keys.</param>
/// <param name="postings">Of all words, one word after the other.</param>
/// <param name="postingStarts">Where a word's postings begin, and one more for the end.</param>
/// <param name="forward">The words of all documents, one document after the other.</param>
/// <param name="forwardStarts">Where a document's words begin, and one more for the end.</param>
public sealed class InvertedIndex(int count, WordList words, uint[] postings, int[] postingStarts, uint[] forward, int[] forwardStarts)
{
    private const int FieldBits = 3;
    private const int MostSpare = 64;
    private readonly ConcurrentBag<byte[]> _spare = [];
    private readonly ConditionalWeakTable<KeyFacet, FacetLayout> _layouts = new();
    private readonly BitArray _places = Places(postings, postingStarts);

    public int Count => count;

    /// <summary>How many of the words are keys; they come first, in the list and in each document's words.</summary>
    public int Keys { get; } = words.Beginning(IndexKey.Mark.ToString()).End.Value;

    public WordList Words => words;

    /// <summary>The postings of a word, by document's number.</summary>
    public ReadOnlySpan<uint> Postings(int word) => postings.AsSpan(postingStarts[word]..postingStarts[word + 1]);

    /// <summary>Whether the word stands where a document says its place.</summary>
    public bool IsPlace(int word) => _places[word];

    /// <summary>The words of a document with their fields.</summary>
    public ReadOnlySpan<uint> WordsOf(int number) => forward.AsSpan(forwardStarts[number]..forwardStarts[number + 1]);

    /// <summary>What its keys count for in a facet; made once for each facet that is asked for again as the same object.</summary>
    internal FacetLayout LayoutOf(KeyFacet facet) => _layouts.GetValue(facet, one => new FacetLayout(one, words));

    /// <summary>
    /// A byte for each document, of any content; to be given back with <see cref="Return"/>, so that searches do not fill the memory.
    /// </summary>
    public byte[] Rent() => _spare.TryTake(out var bytes) ? bytes : new byte[count];

    public void Return(byte[] bytes)
    {
        if (_spare.Count < MostSpare) _spare.Add(bytes);
    }

    private static BitArray Places(uint[] postings, int[] starts)
    {
        var places = new BitArray(starts.Length - 1);
        for (var word = 0; word < places.Length; word++)
        {
            for (var at = starts[word]; at < starts[word + 1] && !places[word]; at++)
                places[word] = Field(postings[at]) == MatchField.Place;
        }

        return places;
    }

    public static uint Pack(int number, MatchField field) => ((uint)number << FieldBits) | (uint)field;

    public static int Number(uint packed) => (int)(packed >> FieldBits);

    public static MatchField Field(uint packed) => (MatchField)(packed & 7);
}
