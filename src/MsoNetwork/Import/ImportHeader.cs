using System.Text.RegularExpressions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Import;

/// <summary>What the header row says: which columns are there and where.</summary>
internal sealed partial class ImportHeader
{
    /// <summary>Every column but the descriptions, which have a language in their names.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal)
    {
        "external_id", "name", "alternate_names", "kind", "legal_form", "founded", "street", "postcode", "town", "latitude", "longitude",
        "protect_location", "active_in", "email", "phone", "website", "topics", "target_groups", "offers", "languages", "origins",
        "source_name", "source_url", "retrieved_on", "licence",
        // Beyond the published list: what seeds/organisations.csv has, and what an export needs to come back whole.
        "status", "keywords",
    };

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public ImportHeader(string[] cells)
    {
        Width = cells.Length;
        for (var i = 0; i < cells.Length; i++)
        {
            var column = cells[i].ToLowerInvariant();
            var language = DescriptionColumn().Match(column) is { Success: true } match
                ? Languages.Normalise(match.Groups["tag"].Value)
                : null;
            if (language is not null)
                column = "description_" + language;
            if (language is null && !Known.Contains(column))
                Unknown.Add(cells[i]);
            else if (!_places.TryAdd(column, i))
                throw new ImportRefusedException($"Row 1: the column {column} is there twice.");
            else if (language is not null)
                DescriptionLanguages.Add(language);
        }

        if (!Has("name") || (!Has("town") && !Has("postcode")))
        {
            throw new ImportRefusedException(
                "Row 1 must name the columns: name, and town or postcode. "
                    + $"Found: {string.Join(", ", cells.Take(30).Select(cell => cell.Length > 40 ? cell[..40] + "…" : cell))}."
                    + (
                        cells.Count(cell => cell.Length > 0) > 1 ? ""
                        : cells.Any(cell => cell.Contains('\t', StringComparison.Ordinal))
                            ? " Columns are separated by commas or semicolons, not by tabs."
                        : " The names must stand in the first row of the file: remove the rows above them."
                    )
            );
        }
    }

    /// <summary>Number of columns, unknown ones too.</summary>
    public int Width { get; }
    public List<string> Unknown { get; } = [];
    public List<string> DescriptionLanguages { get; } = [];

    /// <summary>The known columns that the file has.</summary>
    public string[] Present => [.. _places.Keys];

    public bool Has(string column) => _places.ContainsKey(column);

    /// <summary>The row's cell in this column; empty when the file has no such column.</summary>
    public string Cell(string[] cells, string column) => _places.TryGetValue(column, out var place) ? cells[place] : "";

    [GeneratedRegex("^description_(?<tag>[a-z]{2,3}([-_][a-z0-9]{2,8})*)$")]
    private static partial Regex DescriptionColumn();
}
