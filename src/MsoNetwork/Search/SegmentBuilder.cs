using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

/// <summary>Collects organisations and makes a segment of them.</summary>
public sealed class SegmentBuilder(Gazetteer gazetteer)
{
    /// <summary>Begins the keys of terms and regions, so that no word is taken for one.</summary>
    public const char KeyMark = '\u0001';

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly List<IndexedOrganisation> _organisations = [];
    private readonly List<uint> _forward = []; // temporary numbers of words until Build
    private readonly List<int> _forwardStarts = [0];
    private readonly Dictionary<int, MatchField> _present = [];

    public int Count => _organisations.Count;

    public static string TermKey(VocabularyName vocabulary, string key) => $"{KeyMark}{(int)vocabulary}{key}";

    /// <summary>The seat lies in the region with this AGS prefix.</summary>
    public static string SeatKey(string region) => $"{KeyMark}s{region}";

    /// <summary>Declared as a place of activity.</summary>
    public static string ActiveKey(string region) => $"{KeyMark}a{region}";

    public void Add(SearchDocument document)
    {
        _present.Clear();
        AddText(document.Name, MatchField.Name);
        foreach (var name in document.AlternateNames) AddText(name, MatchField.AlternateName);
        foreach (var keyword in document.Keywords) AddText(keyword, MatchField.Term);
        AddTerms(document);
        AddPlaces(document);
        foreach (var text in document.Descriptions.Values.Concat(document.Notes)) AddText(text, MatchField.Description);
        Add(Indexed(document));
    }

    /// <summary>Takes over an organisation from another segment.</summary>
    public void Add(IndexSegment segment, int number)
    {
        _present.Clear();
        foreach (var packed in segment.WordsOf(number)) Put(segment.Words[IndexSegment.Number(packed)], IndexSegment.Field(packed));
        Add(segment[number]);
    }

    public IndexSegment Build()
    {
        var sorted = _words.Keys.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        var numbers = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++) numbers[_words[sorted[i]]] = i;
        var forward = new uint[_forward.Count];
        var starts = new int[sorted.Length + 1];
        for (var i = 0; i < forward.Length; i++)
        {
            var word = numbers[IndexSegment.Number(_forward[i])];
            forward[i] = IndexSegment.Pack(word, IndexSegment.Field(_forward[i]));
            starts[word + 1]++;
        }

        for (var organisation = 0; organisation < _organisations.Count; organisation++)
            Array.Sort(forward, _forwardStarts[organisation], _forwardStarts[organisation + 1] - _forwardStarts[organisation]);
        for (var i = 0; i < sorted.Length; i++)
            starts[i + 1] += starts[i];
        var postings = new uint[forward.Length];
        var next = starts.AsSpan(0, sorted.Length).ToArray();
        for (var organisation = 0; organisation < _organisations.Count; organisation++)
        {
            for (var i = _forwardStarts[organisation]; i < _forwardStarts[organisation + 1]; i++)
                postings[next[IndexSegment.Number(forward[i])]++] = IndexSegment.Pack(organisation, IndexSegment.Field(forward[i]));
        }

        return new IndexSegment([.. _organisations], new WordList(sorted), postings, starts, forward, [.. _forwardStarts]);
    }

    private void AddTerms(SearchDocument document)
    {
        AddKeys(VocabularyName.Topics, document.Topics);
        AddKeys(VocabularyName.TargetGroups, document.TargetGroups);
        AddKeys(VocabularyName.Offers, document.Offers);
        AddKeys(VocabularyName.Languages, document.Languages);
        AddKeys(VocabularyName.Origins, document.Origins);
        if (document.Kind is { } kind) AddKeys(VocabularyName.OrganisationKinds, [kind]);
    }

    private void AddPlaces(SearchDocument document)
    {
        AddText(document.Town, MatchField.Town);
        if (document.Postcode is { } postcode)
            AddText(postcode, MatchField.Town);
        if (gazetteer.ByKey(document.MunicipalityKey) is { } municipality && municipality.Name != document.Town)
            AddText(municipality.Name, MatchField.Town);
        foreach (var digits in (ReadOnlySpan<int>)[2, 3, 5, 8])
        {
            if (document.MunicipalityKey.Length >= digits) Put(SeatKey(document.MunicipalityKey[..digits]), MatchField.Town);
        }

        foreach (var region in document.ActiveIn) Put(ActiveKey(region), MatchField.Town);
    }

    private void AddKeys(VocabularyName vocabulary, string[] keys)
    {
        foreach (var key in keys) Put(TermKey(vocabulary, key), MatchField.Term);
    }

    private void AddText(string text, MatchField field)
    {
        foreach (var word in Words.In(text))
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

    private void Add(IndexedOrganisation organisation)
    {
        foreach (var (word, field) in _present) _forward.Add(IndexSegment.Pack(word, field));
        _forwardStarts.Add(_forward.Count);
        _organisations.Add(organisation);
    }

    private static IndexedOrganisation Indexed(SearchDocument document)
    {
        var changed = DateOnly.FromDateTime(document.UpdatedAt.UtcDateTime);
        var fresh = document.VerifiedOn is { } verified && verified > changed ? verified : changed;
        return new(
            document.Id,
            document.SortName,
            document.Status,
            document.Verification,
            document.UpdatedAt.UtcTicks,
            Words.In(document.Name).Count,
            fresh.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
            document.Location.Latitude,
            document.Location.Longitude,
            document.MunicipalityKey
        )
        {
            ReachMetres = document.ReachMetres,
            Own = document.Own,
        };
    }
}
