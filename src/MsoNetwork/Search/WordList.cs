namespace MsoNetwork.Search;

/// <summary>A sorted list of words, found by beginning, ending, stem or with typos; a word's number is its place in the list.</summary>
public sealed class WordList
{
    private readonly string[] _words;
    private readonly byte[] _shared; // letters shared with the word before
    private readonly int[] _byEnding;
    private readonly Dictionary<string, int[]> _byStem;

    /// <param name="words">Different from each other, in ordinal order.</param>
    public WordList(string[] words)
    {
        _words = words;
        _shared = new byte[words.Length];
        for (var i = 1; i < words.Length; i++) _shared[i] = (byte)Math.Min(255, words[i].AsSpan().CommonPrefixLength(words[i - 1]));
        var reversed = Array.ConvertAll(words, Reversed);
        _byEnding = [.. Enumerable.Range(0, words.Length)];
        Array.Sort(reversed, _byEnding, StringComparer.Ordinal);
        _byStem = Enumerable.Range(0, words.Length).GroupBy(number => Words.Stem(words[number]), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    public int Count => _words.Length;

    public string this[int number] => _words[number];

    /// <summary>The word's number; negative when it is not in the list.</summary>
    public int Find(string word) => Array.BinarySearch(_words, word, StringComparer.Ordinal);

    public Range Beginning(string letters) => Span(letters, i => _words[i]);

    /// <summary>The numbers of the words that end so.</summary>
    public IEnumerable<int> Ending(string letters)
    {
        var ending = Reversed(letters);
        var range = Span(ending, i => Reversed(_words[_byEnding[i]]));
        for (var i = range.Start.Value; i < range.End.Value; i++) yield return _byEnding[i];
    }

    public ReadOnlySpan<int> WithStem(string stem) => _byStem.GetValueOrDefault(stem);

    /// <summary>
    /// The words at most <paramref name="limit"/> insertions, deletions, substitutions or transpositions away (optimal string alignment),
    /// walking the sorted list as a trie: rows of the distance matrix are kept for what neighbours share, and branches that are too far
    /// already are skipped (Boytsov 2011, section 4.1).
    /// </summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="limit">1 or 2.</param>
    /// <param name="goesOn">Whether it is enough that a beginning of the word is as near.</param>
    /// <param name="found">Gets a word's number and its distance, greater than 0.</param>
    public void Near(string typed, int limit, bool goesOn, Action<int, int> found)
    {
        var width = typed.Length + 1;
        var most = typed.Length + limit;
        var rows = new int[(most + 2) * width];
        for (var j = 0; j < width; j++) rows[j] = j;
        var hopeless = int.MaxValue; // from this many letters on the previous word was too far
        var best = new int[most + 2]; // the nearest that a beginning of the word has come, by its length
        best[0] = typed.Length;
        for (var i = 0; i < _words.Length; i++)
        {
            var shared = _shared[i];
            if (shared >= hopeless) continue;
            hopeless = int.MaxValue;
            var word = _words[i];
            if (word.Length == 0 || word[0] == IndexKey.Mark) continue;
            var depth = Math.Min(shared, most + 1);
            var length = Math.Min(word.Length, most + 1);
            for (var d = depth + 1; d <= length; d++)
            {
                if (!Row(rows, width, d, typed, word, limit))
                {
                    hopeless = d;
                    break;
                }

                best[d] = Math.Min(best[d - 1], rows[(d * width) + width - 1]);
            }

            var reached = Math.Min(length, hopeless == int.MaxValue ? length : hopeless - 1);
            var distance =
                goesOn ? best[reached]
                : hopeless == int.MaxValue && word.Length <= most ? rows[(word.Length * width) + width - 1]
                : limit + 1;
            if (distance > 0 && distance <= limit)
                found(i, distance);
        }
    }

    private static bool Row(int[] rows, int width, int d, string typed, string word, int limit)
    {
        var letter = word[d - 1];
        var row = d * width;
        var last = row - width;
        rows[row] = d;
        var least = d;
        for (var j = 1; j < width; j++)
        {
            var value = Math.Min(Math.Min(rows[row + j - 1], rows[last + j]) + 1, rows[last + j - 1] + (typed[j - 1] == letter ? 0 : 1));
            if (d > 1 && j > 1 && typed[j - 2] == letter && typed[j - 1] == word[d - 2])
                value = Math.Min(value, rows[last - width + j - 2] + 1);
            rows[row + j] = value;
            least = Math.Min(least, value);
        }

        return least <= limit;
    }

    private Range Span(string beginning, Func<int, string> word)
    {
        var from = First(i => string.CompareOrdinal(word(i), beginning) >= 0);
        var to = First(i => string.CompareOrdinal(word(i), 0, beginning, 0, beginning.Length) > 0);
        return from..Math.Max(from, to);
    }

    private int First(Func<int, bool> holds)
    {
        var (low, high) = (0, _words.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (holds(middle)) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static string Reversed(string word) => string.Create(word.Length, word, (letters, source) =>
    {
        for (var i = 0; i < letters.Length; i++) letters[i] = source[source.Length - 1 - i];
    });
}
