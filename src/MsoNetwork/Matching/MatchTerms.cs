using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>
/// One vocabulary's terms at all members, with what sharing them says. A term says -ln(share of members that have it or one below it):
/// the rarer, the more (Spärck Jones 1972, "A statistical interpretation of term specificity"). With terms above each other only the
/// narrowest common ones count (Resnik 1995): kept as what each term adds to the one above it, so that a sum over all common ones is right.
/// </summary>
public sealed class MatchTerms
{
    private readonly Vocabulary _vocabulary;
    private readonly Dictionary<Term, int> _numbers;
    private readonly int[][] _of; // with the terms above, ascending
    private readonly double[] _adds;
    private readonly double[] _says;
    private readonly double[] _attention;

    public MatchTerms(Vocabulary vocabulary, IReadOnlyList<MatchMember> members, Func<MatchMember, string[]> keys)
    {
        _vocabulary = vocabulary;
        var numbers = _numbers = vocabulary
            .Terms.Select((term, number) => (term, number))
            .ToDictionary(pair => pair.term, pair => pair.number);
        (_of, _attention) = (new int[members.Count][], new double[members.Count]);
        var holders = new int[numbers.Count];
        for (var place = 0; place < members.Count; place++)
        {
            var stated = vocabulary.ByKeys(keys(members[place])).Distinct().ToList();
            _of[place] = [.. stated.SelectMany(WithBroader).Select(term => numbers[term]).Distinct().Order()];
            // Whoever works on everything has something in common with everybody: each term gets its share of attention.
            _attention[place] = stated.Count == 0 ? 0 : 1 / Math.Sqrt(stated.Count);
            foreach (var number in _of[place]) holders[number]++;
        }

        _says = Array.ConvertAll(holders, count => count == 0 ? 0 : Math.Log((double)members.Count / count));
        _adds =
        [
            .. vocabulary.Terms.Select(
                (term, number) => term.Broader is { } above ? Math.Max(0, _says[number] - _says[numbers[above]]) : _says[number]
            ),
        ];
    }

    public VocabularyName Name => _vocabulary.Name;

    /// <summary>What a term says, in natural units of information.</summary>
    public double Says(int term) => _says[term];

    public string Key(int term) => _vocabulary.Terms[term].Key;

    /// <summary>The number of a key; null when the vocabulary has no such term.</summary>
    public int? Number(string key) => _vocabulary.ByKey(key) is { } term ? _numbers[term] : null;

    /// <summary>A member's terms and those above them, ascending.</summary>
    public ReadOnlySpan<int> Of(int member) => _of[member];

    public bool Has(int member, int term) => Array.BinarySearch(_of[member], term) >= 0;

    /// <summary>What the common terms of two members say, thinned by how many each of both has. Symmetric.</summary>
    public double Common(int one, int other)
    {
        var (sum, a, b) = (0.0, _of[one], _of[other]);
        if (a.Length == 0 || b.Length == 0 || a[^1] < b[0] || b[^1] < a[0]) return 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j])
            {
                sum += _adds[a[i]];
                (i, j) = (i + 1, j + 1);
            }
            else if (a[i] < b[j]) i++;
            else j++;
        }

        return sum == 0 ? 0 : sum * (_attention[one] * _attention[other]);
    }

    public bool Meet(int one, int other) => _of[one].AsSpan().ContainsAny(_of[other]);

    /// <summary>The narrowest common terms, the rarest first.</summary>
    public IReadOnlyList<string> CommonKeys(int one, int other)
    {
        var common = _of[one].Intersect(_of[other]).ToList();
        var above = common.Select(number => _vocabulary.Terms[number].Broader).ToHashSet();
        return Keys(common.Where(number => !above.Contains(_vocabulary.Terms[number])));
    }

    public IReadOnlyList<string> Keys(IEnumerable<int> terms) => [.. terms.OrderByDescending(Says).ThenBy(number => number).Select(Key)];

    private static IEnumerable<Term> WithBroader(Term term)
    {
        for (var at = term; at is not null; at = at.Broader) yield return at;
    }
}
