using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>
/// What Meilisearch 1.50 finds and in which order, as far as this project uses it: words, beginnings, typos, two words as one and one as
/// two, synonyms, the ranking rules of our settings, our filters, totals and facets. Written after the documentation and checked against
/// every recorded search (<see cref="MeilisearchModelTests"/>). It says nothing about speed.
/// </summary>
internal sealed partial class MeilisearchModel
{
    private const int MostWords = 10;
    private const int LongestGram = 3;
    private const int Longest = 64;
    [ThreadStatic]
    private static int[,]? _rows;
    private const int BetweenValues = 8; // Meilisearch keeps the values of an array so far apart

    private readonly string[] _attributes;
    private readonly HashSet<string> _withoutTypos;
    private readonly (int One, int Two) _typoSizes;
    private readonly Dictionary<string, string[][]> _synonyms = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, List<int>> _holders = new(StringComparer.Ordinal); // word to entries
    private readonly (string Word, uint Letters)[] _letters;
    private readonly Dictionary<(string, bool), List<Option>> _options = []; // of what was asked before
    private readonly HashSet<string> _withTypos = new(StringComparer.Ordinal); // words that stand in an attribute with typos

    public MeilisearchModel(JsonNode? settings, IEnumerable<JsonNode> documents)
    {
        _attributes = settings?["searchableAttributes"]?.AsArray().Select(one => (string)one!).ToArray() ?? [];
        var typos = settings?["typoTolerance"];
        _withoutTypos = [.. typos?["disableOnAttributes"]?.AsArray().Select(one => (string)one!) ?? []];
        _typoSizes = ((int?)typos?["minWordSizeForTypos"]?["oneTypo"] ?? 5, (int?)typos?["minWordSizeForTypos"]?["twoTypos"] ?? 9);
        foreach (var (word, others) in settings?["synonyms"]?.AsObject() ?? [])
            _synonyms[word] = [.. others!.AsArray().Select(other => Words((string)other!))];
        foreach (var document in documents)
        {
            var entry = new Entry(document, [.. _attributes.Select(name => Placed(document[name]))]);
            foreach (var (attribute, words) in entry.Words.Index())
            {
                foreach (var (word, _) in words)
                {
                    if (!_holders.TryGetValue(word, out var holders)) _holders.Add(word, holders = []);
                    if (holders.Count == 0 || holders[^1] != _entries.Count) holders.Add(_entries.Count);
                    if (!_withoutTypos.Contains(_attributes[attribute])) _withTypos.Add(word);
                }
            }

            _entries.Add(entry);
        }

        _letters = [.. _holders.Keys.Select(word => (word, Letters(word)))];
    }

    /// <summary>The ids of all hits, the best first, with the facets asked for.</summary>
    public (List<string> Ids, JsonObject Facets) Search(JsonNode query)
    {
        var conditions = query["filter"]?.AsArray().Select(any => any!.AsArray().Select(one => (string)one!).ToArray()).ToList() ?? [];
        var attributes = query["attributesToSearchOn"]?.AsArray().Select(one => Array.IndexOf(_attributes, (string)one!)).ToHashSet();
        var sort = query["sort"]?.AsArray().Select(one => (string)one!).ToList() ?? [];
        var asked = Terms((string?)query["q"] ?? "");
        var found = new List<(Entry Entry, Rank Rank)>();
        foreach (var entry in Candidates(asked, (string?)query["matchingStrategy"]))
        {
            if (!conditions.TrueForAll(any => any.Any(one => Holds(entry.Document, one)))) continue;
            if (asked.Count == 0) found.Add((entry, default));
            else if (Best(entry, asked, (string?)query["matchingStrategy"] ?? "last", attributes) is { } rank) found.Add((entry, rank));
        }

        var ordered = found.OrderBy(one => one.Rank);
        foreach (var rule in sort.Append("freshness:desc").Append("id:asc")) ordered = Then(ordered, rule);
        return (
            [.. ordered.Select(one => (string)one.Entry.Document["id"]!)],
            new JsonObject((query["facets"]?.AsArray() ?? []).Select(name => Facet((string)name!, found.ConvertAll(one => one.Entry)))));
    }

    // Where all words are needed, only who has something of each.
    private IEnumerable<Entry> Candidates(List<Term> asked, string? strategy)
    {
        if (asked.Count == 0 || strategy != "all") return _entries;
        var found = Enumerable.Range(0, asked.Max(term => term.At) + 1).Select(at => asked
            .Where(term => term.At <= at && at < term.At + term.Length)
            .SelectMany(term => term.Options).SelectMany(option => _holders.GetValueOrDefault(option.Words[0]) ?? []).ToHashSet());
        return found.Aggregate((one, other) => [.. one.Where(other.Contains)]).Order().Select(number => _entries[number]);
    }

    private static KeyValuePair<string, JsonNode?> Facet(string name, List<Entry> found) => KeyValuePair.Create<string, JsonNode?>(
        name,
        new JsonObject(found
            .SelectMany(entry => Values(entry.Document[name]).Distinct(StringComparer.Ordinal))
            .CountBy(value => value)
            .Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value))));

    private static IOrderedEnumerable<(Entry Entry, Rank Rank)> Then(IOrderedEnumerable<(Entry Entry, Rank Rank)> found, string rule)
    {
        if (Point().Match(rule) is { Success: true } point)
        {
            var (latitude, longitude) = (Number(point, 1), Number(point, 2));
            return found.ThenBy(one => one.Entry.Document["_geo"] is { } at
                ? Metres(latitude, longitude, (double)at["lat"]!, (double)at["lng"]!) : double.MaxValue);
        }

        var (name, way) = (rule.Split(':')[0], rule.Split(':')[1]);
        return way == "asc"
            ? found.ThenBy(one => one.Entry.Document[name], Compared)
            : found.ThenByDescending(one => one.Entry.Document[name], Compared);
    }

    private static readonly Comparer<JsonNode?> Compared = Comparer<JsonNode?>.Create((one, other) =>
        double.TryParse(one?.ToString(), CultureInfo.InvariantCulture, out var number)
        && double.TryParse(other?.ToString(), CultureInfo.InvariantCulture, out var second)
            ? number.CompareTo(second)
            : string.CompareOrdinal(one?.ToString(), other?.ToString()));

    // What is asked: each stretch of one to three words with the words of the index that answer to it.
    private List<Term> Terms(string text)
    {
        var words = Words(text).Take(MostWords).ToArray();
        var terms = new List<Term>();
        for (var at = 0; at < words.Length; at++)
        {
            for (var length = 1; length <= LongestGram && at + length <= words.Length; length++)
            {
                var isLast = at + length == words.Length && Words(text).Length == words.Length && !text.EndsWith(' ');
                var gram = words[at..(at + length)];
                if (length > 1 && gram.Any(word => word.StartsWith('"'))) break;
                if (!_options.TryGetValue((string.Join(' ', gram), isLast), out var options))
                    _options.Add((string.Join(' ', gram), isLast), options = Derived(gram, isLast));
                terms.Add(new Term(at, length, string.Concat(gram).Trim('"'), options));
            }
        }

        return terms;
    }

    private List<Option> Derived(string[] words, bool mayGoOn)
    {
        if (words is [['"', .. var phrase, '"']]) return [new([phrase], 0, true)]; // as it stands, without typos and synonyms
        var whole = string.Concat(words);
        var options = new List<Option>();
        // Two words as one cost two typos in the ranking and one of those that the word may have.
        var (cost, allowed) = words.Length == 1 ? (0, Typos(whole)) : (words.Length, Math.Max(0, Typos(whole) - words.Length + 1));
        var letters = Letters(whole);
        foreach (var (word, has) in _letters)
        {
            if (word == whole) options.Add(new([word], cost, words.Length == 1));
            else if (mayGoOn && word.StartsWith(whole, StringComparison.Ordinal)) options.Add(new([word], cost, false));
            // Each typo takes one letter at most out of a word.
            else if (allowed > 0 && BitOperations.PopCount(letters & ~has) <= allowed && _withTypos.Contains(word)
                && Distance(whole, word, mayGoOn, allowed) is { } typos)
            {
                options.Add(new([word], cost + typos, false, Typo: true));
            }
        }

        if (words.Length == 1)
        {
            for (var cut = 1; cut < whole.Length; cut++)
                if (_holders.ContainsKey(whole[..cut]) && _holders.ContainsKey(whole[cut..]))
                    options.Add(new([whole[..cut], whole[cut..]], 1, false));
        }

        foreach (var other in _synonyms.GetValueOrDefault(string.Join(' ', words)) ?? []) options.Add(new(other, 0, false));
        return options;
    }

    /// <summary>The best way through the words of the query for one entry; null when it has none.</summary>
    private Rank? Best(Entry entry, List<Term> asked, string strategy, HashSet<int>? attributes)
    {
        var count = asked.Max(term => term.At + term.Length);
        var needed = Enumerable.Range(0, count).ToList();
        foreach (var dropped in strategy == "all" ? [] : Droppable(asked, count, strategy).Prepend(-1))
        {
            needed.Remove(dropped);
            if (needed.Count == 0) return null;
            if (Through(entry, asked, needed, attributes) is { } rank) return rank with { Missing = count - needed.Count };
        }

        return strategy == "all" ? Through(entry, asked, needed, attributes) : null;
    }

    // frequency: words that nobody has first, then the most frequent ones; last: from the end.
    private IEnumerable<int> Droppable(List<Term> asked, int count, string strategy)
    {
        if (strategy == "last") return Enumerable.Range(0, count).Reverse();
        return Enumerable.Range(0, count)
            .Select(at => (at, Holders: asked.Where(term => term.At == at && term.Length == 1)
                .SelectMany(term => term.Options).SelectMany(option => _holders.GetValueOrDefault(option.Words[0]) ?? [])
                .Distinct().Count()))
            .OrderBy(one => one.Holders > 0).ThenByDescending(one => one.Holders)
            .Select(one => one.at);
    }

    private Rank? Through(Entry entry, List<Term> asked, List<int> needed, HashSet<int>? attributes)
    {
        var best = new Rank?[needed.Count + 1];
        best[0] = new Rank();
        for (var done = 0; done < needed.Count; done++)
        {
            if (best[done] is not { } so) continue;
            foreach (var term in asked.Where(term => term.At == needed[done]))
            {
                var end = done + term.Length;
                if (end > needed.Count || needed[end - 1] != term.At + term.Length - 1) continue;
                foreach (var option in term.Options)
                {
                    if (FirstAttribute(entry, option, attributes) is not { } attribute) continue;
                    var next = new Rank
                    {
                        Typos = so.Typos + option.Cost,
                        Attributes = so.Attributes + (attribute * term.Length),
                        Inexact = so.Inexact + (option.IsExact ? 0 : term.Length),
                    };
                    if (best[end] is not { } known || next.CompareTo(known) < 0) best[end] = next;
                }
            }
        }

        return best[^1] is { } rank ? rank with { Whole = IsWhole(entry, asked, needed, attributes) } : null;
    }

    // 0 the text of an attribute as a whole, 1 its beginning, 2 neither.
    private static int IsWhole(Entry entry, List<Term> asked, List<int> needed, HashSet<int>? attributes)
    {
        var words = asked.Where(term => term.Length == 1).Select(term => term.Word).ToList();
        if (words.Count != needed.Count) return 2;
        return entry.Words.Index().Where(one => attributes?.Contains(one.Index) is not false).Min(one =>
            one.Item.Count < words.Count || !words.Index().All(word => one.Item[word.Index] == (word.Item, word.Index)) ? 2
            : one.Item.Count == words.Count ? 0 : 1);
    }

    private int? FirstAttribute(Entry entry, Option option, HashSet<int>? attributes)
    {
        for (var at = 0; at < _attributes.Length; at++)
        {
            if (attributes?.Contains(at) is false || (option.Typo && _withoutTypos.Contains(_attributes[at]))) continue;
            var words = entry.Words[at];
            for (var first = 0; first <= words.Count - option.Words.Length; first++)
            {
                var fits = true;
                for (var i = 0; fits && i < option.Words.Length; i++)
                    fits = words[first + i].Word == option.Words[i] && words[first + i].Place == words[first].Place + i;
                if (fits) return at;
            }
        }

        return null;
    }

    private int Typos(string word) =>
        word.All(char.IsAsciiDigit) ? 0 : word.Length >= _typoSizes.Two ? 2 : word.Length >= _typoSizes.One ? 1 : 0;

    /// <summary>
    /// Insertions, deletions, substitutions and transpositions, a wrong first letter counted as two; of a beginning the best one. Null
    /// above the most.
    /// </summary>
    private static int? Distance(string typed, string word, bool mayGoOn, int most)
    {
        if (Math.Max(typed.Length, word.Length) >= Longest || word.All(char.IsAsciiDigit)) return null;
        if (word.Length < typed.Length - most || (!mayGoOn && word.Length > typed.Length + most)) return null;
        var rows = _rows ??= new int[Longest, Longest];
        for (var i = 0; i <= typed.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= word.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= typed.Length; i++)
        {
            for (var j = 1; j <= word.Length; j++)
            {
                var cost = typed[i - 1] == word[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        var distance = rows[typed.Length, word.Length];
        for (var j = 0; mayGoOn && j < word.Length; j++) distance = Math.Min(distance, rows[typed.Length, j]);
        if (typed[0] != word[0]) distance++;
        return distance <= most ? distance : null;
    }

    private static uint Letters(string word) => word.Aggregate(0u, (known, letter) => known | (1u << (letter & 31)));

    private static bool Holds(JsonNode document, string condition)
    {
        if (In().Match(condition) is { Success: true } among)
        {
            var wanted = Quoted().Matches(among.Groups[2].Value).Select(one => Regex.Unescape(one.Groups[1].Value)).ToHashSet();
            return Values(document[among.Groups[1].Value]).Any(wanted.Contains);
        }

        if (Compares().Match(condition) is { Success: true } one)
        {
            return one.Groups[2].Value == "="
                ? Values(document[one.Groups[1].Value]).Contains(one.Groups[3].Value.Trim('\''))
                : (double)document[one.Groups[1].Value]! >= Number(one, 3);
        }

        if (document["_geo"] is not { } at) return false;
        var (latitude, longitude) = ((double)at["lat"]!, (double)at["lng"]!);
        if (Circle().Match(condition) is { Success: true } circle)
            return Metres(Number(circle, 1), Number(circle, 2), latitude, longitude) <= Number(circle, 3);
        var box = Box().Match(condition);
        Assert.True(box.Success, $"A condition that the model does not know: {condition}");
        return latitude <= Number(box, 1) && longitude <= Number(box, 2) && latitude >= Number(box, 3) && longitude >= Number(box, 4);
    }

    private static double Metres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        const double Radius = 6_371_000;
        var (from, to) = (latitude * Math.PI / 180, otherLatitude * Math.PI / 180);
        var (up, across) = (Math.Sin((to - from) / 2), Math.Sin((otherLongitude - longitude) * Math.PI / 360));
        return 2 * Radius * Math.Asin(Math.Sqrt((up * up) + (Math.Cos(from) * Math.Cos(to) * across * across)));
    }

    private static IEnumerable<string> Values(JsonNode? node) =>
        node is JsonArray values ? values.Select(value => value!.ToString()) : node is null ? [] : [node.ToString()];

    private static List<(string Word, int Place)> Placed(JsonNode? node)
    {
        var placed = new List<(string, int)>();
        foreach (var value in Values(node))
        {
            var place = placed.Count == 0 ? 0 : placed[^1].Item2 + BetweenValues;
            foreach (var word in Words(value)) placed.Add((word, place++));
        }

        return placed;
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\w+) IN \[(.*)\]$")]
    private static partial Regex In();

    [GeneratedRegex(@"'((?:[^'\\]|\\.)*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(\w+) (=|>=) (.+)$")]
    private static partial Regex Compares();

    [GeneratedRegex(@"^_geoRadius\(([-\d.]+), ([-\d.]+), ([-\d.]+)\)$")]
    private static partial Regex Circle();

    [GeneratedRegex(@"^_geoBoundingBox\(\[([-\d.]+), ([-\d.]+)\], \[([-\d.]+), ([-\d.]+)\]\)$")]
    private static partial Regex Box();

    [GeneratedRegex(@"^_geoPoint\(([-\d.]+), ([-\d.]+)\):asc$")]
    private static partial Regex Point();

    private sealed record Entry(JsonNode Document, List<(string Word, int Place)>[] Words);

    private sealed record Term(int At, int Length, string Word, List<Option> Options);

    private sealed record Option(string[] Words, int Cost, bool IsExact, bool Typo = false);

    /// <summary>The ranking rules in their order: words, typo, attributeRank, exactness (the whole text, then exact words).</summary>
    private readonly record struct Rank(int Missing, int Typos, int Attributes, int Whole, int Inexact) : IComparable<Rank>
    {
        public int CompareTo(Rank other) =>
            (Missing, Typos, Attributes, Whole, Inexact).CompareTo(
                (other.Missing, other.Typos, other.Attributes, other.Whole, other.Inexact));
    }
}
