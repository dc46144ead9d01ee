namespace MsoNetwork.Search;

/// <summary>Collects documents and makes a segment of them.</summary>
/// <param name="usual">What most searches are for: who passes is known without looking.</param>
public sealed class SegmentBuilder<T>(Func<T, bool> usual)
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly List<IndexEntry<T>> _entries = [];
    private readonly List<uint> _forward = []; // temporary numbers of words until Build
    private readonly List<int> _forwardStarts = [0];
    private readonly Dictionary<int, MatchField> _present = [];

    public int Count => _entries.Count;

    public void Add(IndexDocument<T> document)
    {
        _present.Clear();
        var title = Words.In(document.Title);
        AddWords(title, MatchField.Title);
        foreach (var (field, text) in document.Texts) AddWords(Words.In(text), field);
        foreach (var (field, key) in document.Keys) Put(key, field);
        Add(document.Entry with { TitleWords = title.Count });
    }

    /// <summary>Takes over a document from another segment.</summary>
    public void Add(IndexSegment<T> segment, int number)
    {
        _present.Clear();
        var index = segment.Index;
        foreach (var packed in index.WordsOf(number)) Put(index.Words[InvertedIndex.Number(packed)], InvertedIndex.Field(packed));
        Add(segment[number]);
    }

    public IndexSegment<T> Build()
    {
        var sorted = _words.Keys.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        var numbers = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++) numbers[_words[sorted[i]]] = i;
        var forward = new uint[_forward.Count];
        var starts = new int[sorted.Length + 1];
        for (var i = 0; i < forward.Length; i++)
        {
            var word = numbers[InvertedIndex.Number(_forward[i])];
            forward[i] = InvertedIndex.Pack(word, InvertedIndex.Field(_forward[i]));
            starts[word + 1]++;
        }

        for (var document = 0; document < _entries.Count; document++)
            Array.Sort(forward, _forwardStarts[document], _forwardStarts[document + 1] - _forwardStarts[document]);
        for (var i = 0; i < sorted.Length; i++)
            starts[i + 1] += starts[i];
        var postings = new uint[forward.Length];
        var next = starts.AsSpan(0, sorted.Length).ToArray();
        for (var document = 0; document < _entries.Count; document++)
        {
            for (var i = _forwardStarts[document]; i < _forwardStarts[document + 1]; i++)
                postings[next[InvertedIndex.Number(forward[i])]++] = InvertedIndex.Pack(document, InvertedIndex.Field(forward[i]));
        }

        var index = new InvertedIndex(_entries.Count, new WordList(sorted), postings, starts, forward, [.. _forwardStarts]);
        return new IndexSegment<T>([.. _entries], index, usual);
    }

    private void AddWords(List<Word> words, MatchField field)
    {
        foreach (var word in words)
        {
            Put(word.Key, field);
            if (word.Spelt != word.Key) Put(word.Spelt, field);
        }
    }

    // The weightiest field counts.
    private void Put(string word, MatchField field)
    {
        if (!_words.TryGetValue(word, out var number)) _words.Add(word, number = _words.Count);
        if (!_present.TryGetValue(number, out var known) || field < known) _present[number] = field;
    }

    private void Add(IndexEntry<T> entry)
    {
        foreach (var (word, field) in _present) _forward.Add(InvertedIndex.Pack(word, field));
        _forwardStarts.Add(_forward.Count);
        _entries.Add(entry);
    }
}
