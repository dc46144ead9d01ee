using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.Import;

/// <summary>What the header row says: which columns are there and where.</summary>
internal sealed class ImportHeader
{
    /// <summary>What a file says of the source itself.</summary>
    private static readonly string[] OfSources = ["external_id", "source_name", "source_url", "retrieved_on", "licence", "confidence"];

    /// <summary>What files of the directory tell of it itself, and no file tells it.</summary>
    public static readonly IReadOnlyList<string> Ignored = ["confirmed_by", "confirmed_on"];

    /// <summary>Every column but the texts by language, which have one in their names.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(
        OrganisationFields.InFiles.Select(column => column.Column.Header).Concat(OfSources),
        StringComparer.Ordinal
    );

    private static readonly string[] ByLanguage = [.. OrganisationFields.ByLanguage.Select(field => field.Files[0].Header)];

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _languages = ByLanguage.ToDictionary(text => text, _ => new List<string>());

    /// <param name="cells">The header's.</param>
    /// <param name="rows">The file, for advice on a header that cannot be taken.</param>
    public ImportHeader(string[] cells, ImportRows? rows = null)
    {
        Width = cells.Length;
        for (var i = 0; i < cells.Length; i++)
        {
            var column = cells[i].ToLowerInvariant();
            var (text, language) = OfLanguage(column);
            if (language is not null)
                column = $"{text}_{language}";
            if (Ignored.Contains(column))
                continue;
            if (column.Length == 0)
                Nameless.Add(i);
            else if (language is null && !Known.Contains(column))
                Unknown.Add(cells[i]);
            else if (!_places.TryAdd(column, i))
                throw new ImportRefusedException($"Row {rows?.Number ?? 1}: the column {column} is there twice.");
            else if (language is not null)
                _languages[text].Add(language);
        }

        if (!Has("name") || (!Has("town") && !Has("postcode")))
        {
            throw new ImportRefusedException(
                $"Row {rows?.Number ?? 1} must name the columns: name, and town or postcode. "
                    + $"Found: {string.Join(", ", cells.Take(30).Select(cell => cell.Length > 40 ? cell[..40] + "…" : cell))}."
                    + (rows is null ? "" : ColumnAdvice.Of([.. cells], rows))
            );
        }
    }

    /// <summary>Number of columns, unknown ones too.</summary>
    public int Width { get; }
    public List<string> Unknown { get; } = [];

    /// <summary>Columns between others without a heading, counted from 0.</summary>
    public List<int> Nameless { get; } = [];

    /// <summary>The unknown columns, each with the known one that it likely is: "Ort (town?)".</summary>
    public IReadOnlyList<string> UnknownInWords => [.. Unknown.Zip(ColumnSuggestions.Of(Unknown), (heading, column) =>
        AddressHeadings.Apart(heading) is { } apart ? $"{heading} ({apart})"
        : column.Length == 0 || Has(column) ? heading : $"{heading} ({column}?)")];

    /// <summary>The known columns that the file has.</summary>
    public string[] Present => [.. _places.Keys];

    public bool Has(string column) => _places.ContainsKey(column);

    /// <summary>The row's cell in this column; empty when the file has no such column.</summary>
    public string Cell(string[] cells, string column) => _places.TryGetValue(column, out var place) ? cells[place] : "";

    /// <summary>In which languages the file has this text: "description" for the columns description_de and so on.</summary>
    public IReadOnlyList<string> Languages(string text) => _languages[text];

    private static (string Text, string? Language) OfLanguage(string column)
    {
        var text = ByLanguage.FirstOrDefault(text => column.StartsWith(text + "_", StringComparison.Ordinal));
        return text is not null && Vocabularies.Languages.IsTag(column.AsSpan(text.Length + 1))
            ? (text, Vocabularies.Languages.Normalise(column[(text.Length + 1)..]))
            : ("", null);
    }
}
