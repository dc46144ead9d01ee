using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations.Values;

/// <summary>Cells of several values: terms and regions by key or by any name; what is unknown becomes a keyword and is reported.</summary>
internal sealed class TermReader(Gazetteer gazetteer, VocabularySet vocabularies, RowRemarks remarks)
{
    private readonly List<string> _keywords = [];

    /// <summary>What no vocabulary knew since <see cref="Begin"/>, each word once.</summary>
    public string[] Keywords => [.. _keywords.DistinctBy(keyword => keyword.ToLowerInvariant(), StringComparer.Ordinal)];

    public void Begin(string keywords)
    {
        _keywords.Clear();
        _keywords.AddRange(Values(keywords));
    }

    public static string[] Values(string cell) =>
        cell.Length == 0
            ? []
            :
            [
                .. cell.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(ValueReader.OneLine)
                    .Distinct(StringComparer.Ordinal),
            ];

    public string[] Terms(VocabularyName vocabulary, string column, string cell) =>
        Resolve(column, cell, word => vocabularies[vocabulary].Resolve(word)?.Key, "is in no language a word of the vocabulary");

    public string[] Regions(string column, string cell) =>
        Resolve(column, cell, word => (gazetteer.Region(word) ?? LostZero(word))?.Key, "is no region of North Rhine-Westphalia");

    /// <summary>One value; where a cell has several, the first known one is taken and the others become keywords.</summary>
    public string? Term(VocabularyName vocabulary, string column, string cell)
    {
        var keys = Terms(vocabulary, column, cell);
        foreach (var key in keys.Skip(1))
        {
            const string Fault = "takes one value; others were kept as keywords";
            remarks.Warn(column, $"takes one value; {key} was kept as a keyword", fault: Fault, value: key);
            _keywords.Add(key);
        }

        return keys is [var first, ..] ? first : null;
    }

    // A spreadsheet that takes a key for a number takes its zero away, and may add decimals or part the thousands.
    private RegionEntry? LostZero(string word)
    {
        if (!word.All(letter => char.IsAsciiDigit(letter) || letter is ' ' or '.' or ',')) return null;
        var digits = string.Concat(ValueReader.WithoutDecimals(word).Where(char.IsAsciiDigit));
        return gazetteer.ByKey(digits) ?? gazetteer.ByKey("0" + digits);
    }

    private string[] Resolve(string column, string cell, Func<string, string?> find, string unknown)
    {
        if (cell.Length == 0) return [];
        var keys = new List<string>();
        foreach (var value in Values(cell))
        {
            if (find(value) is { } key)
            {
                if (!keys.Contains(key, StringComparer.Ordinal)) keys.Add(key);
            }
            else if (!remarks.TakesUnknownWords)
            {
                remarks.Reject(column, $"{RowRemarks.Shorten(value)} {unknown}", fault: unknown, value: value);
            }
            else
            {
                var fault = $"{unknown}; kept as a keyword, unless it tells a protected "
                    + $"place{(value.IndexOfAny([',', ';']) >= 0 ? ". Several values are separated by |" : "")}";
                remarks.Warn(column, $"{RowRemarks.Shorten(value)} {fault}", fault: fault, value: value);
                _keywords.Add(value);
            }
        }

        return [.. keys];
    }
}
