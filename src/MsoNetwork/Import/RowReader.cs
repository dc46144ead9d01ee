using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Import;

/// <summary>From a row's cells to what will be stored; everything that is wrong with it goes into the remarks.</summary>
internal sealed partial class RowReader
{
    private const int FirstYearOfSources = 1990; // of the web; what is older was not retrieved, but mistyped

    private static readonly HashSet<string> SpreadsheetErrors = new(StringComparer.OrdinalIgnoreCase)
    {
        "#NAME?",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#N/A",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#BEZUG!",
        "#WERT!",
        "#NV",
        "#ZAHL!",
        "#ÜBERLAUF!",
    };

    // Compared letter by letter, by people's programs if not by us: no sign that nobody sees belongs there.
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "external_id", "postcode", "latitude", "longitude", "founded", "email", "phone", "website", "protect_location", "status",
        "source_url", "retrieved_on",
    };

    private readonly ImportHeader _header;
    private readonly RowRemarks _remarks;
    private readonly string _source;
    private readonly TimeProvider _time;
    private readonly ValueReader _values;
    private readonly ToldCells _told;
    private string[] _cells = [];

    /// <param name="header">The file's columns.</param>
    /// <param name="gazetteer">Places.</param>
    /// <param name="vocabularies">Terms.</param>
    /// <param name="remarks">What is wrong with the row.</param>
    /// <param name="source">Of rows that name none.</param>
    /// <param name="time">Gives ids their order, and today.</param>
    public RowReader(
        ImportHeader header,
        Gazetteer gazetteer,
        VocabularySet vocabularies,
        RowRemarks remarks,
        string source,
        TimeProvider time
    )
    {
        (_header, _remarks, _source, _time) = (header, remarks, source, time);
        _values = new(gazetteer, vocabularies, remarks, time);
        _told = new(column => Meant(column, header.Cell(_cells, column)), header.Languages);
    }

    /// <summary>Null: the row is rejected.</summary>
    public ToldOrganisation? Read(int number, string[] cells)
    {
        if (cells.Length != _header.Width)
        {
            var (few, advice) = cells.Length > _header.Width
                ? ("more", "; a cell that holds the separator needs quotes around it") : ("fewer", "");
            _remarks.Reject(
                "",
                $"has {cells.Length} cells where the header has {_header.Width}{advice}",
                fault: $"has {few} cells than the header{advice}");
            return null;
        }

        _cells = cells;
        _values.Begin(_told);
        var row = new ToldOrganisation
        {
            Number = number,
            Id = Guid.CreateVersion7(_time.GetUtcNow()),
            Source = _values.Bounded("source_name", _values.Line("source_name") ?? _source, 300),
            ExternalId = _values.Bounded("external_id", Id(_values.Cell("external_id")), 200),
            Place = _values.Place!,
        };
        OrganisationFields.Take(row, _values);
        row.Url = _values.Checked("source_url", ContactValues.Website, "not an http or https address");
        row.RetrievedOn = Retrieved(_values.Cell("retrieved_on"));
        row.Licence = _values.Line("licence");
        row.Confidence = Confidence(_values.Cell("confidence"));
        return _remarks.IsRejected ? null : row;
    }

    private SourceConfidence? Confidence(string cell)
    {
        switch (cell.ToLowerInvariant())
        {
            case "": return null;
            case "high": return SourceConfidence.High;
            case "medium": return SourceConfidence.Medium;
            case "low": return SourceConfidence.Low;
            default:
                _remarks.LeaveOut("confidence", cell, "not high, medium or low");
                return null;
        }
    }

    // The newest source leads: a day that is still to come would lead for ever.
    private DateOnly? Retrieved(string cell)
    {
        if (cell.Length == 0) return null;
        var isDay = ValueReader.IsDay(cell, out var day);
        if (isDay && day.Year >= FirstYearOfSources && day <= _values.Today)
            return day;
        _remarks.LeaveOut(
            "retrieved_on",
            cell,
            isDay ? $"not a day from {FirstYearOfSources} to today" : "not a day as 2026-11-24 or 24.11.2026"
        );
        return null;
    }

    /// <summary>Without what a spreadsheet wrote there instead of a value.</summary>
    private string Meant(string column, string cell)
    {
        if (cell.Length == WorkbookRows.LongestKept && cell[^1] == '…')
            _remarks.Reject(
                column,
                $"ends where a cell of Excel ends ({WorkbookRows.LongestKept:N0} characters): the rest would be lost; take the file as CSV"
            );
        if (cell.Length > 0 && cell[0] == '#' && SpreadsheetErrors.Contains(cell))
        {
            _remarks.LeaveOut(column, cell, "an error that a spreadsheet shows instead of a value");
            return "";
        }

        if (Plain.Contains(column)) cell = InvisibleSigns.Without(cell);
        return column == "external_id" ? cell : Decoded(cell);
    }

    // A spreadsheet that took an id for a number or a day has lost it: two rows may have the same now, and none is the one it was. Only
    // decimals that it added can be taken away again.
    private string Id(string cell)
    {
        if (!Mangled().IsMatch(cell) && !ValueReader.IsDay(cell, out _)) return Whole().Replace(cell, "$1");
        _remarks.LeaveOut(
            "external_id",
            cell,
            "a spreadsheet made this of an id; give the column the format text, and write the ids again",
            RemarkTopic.MangledId);
        return "";
    }

    // What a page's source says for a letter (&amp;), also where it was written so twice: until nothing is left to read.
    private static string Decoded(string cell)
    {
        while (cell.Contains('&', StringComparison.Ordinal) && WebUtility.HtmlDecode(cell) is var decoded && decoded != cell)
            cell = decoded.Trim();
        return cell;
    }

    [GeneratedRegex(
        @"^(\d([.,]\d+)?E\+\d{2,3}|\d+[.,]\d+E[+-]?\d{1,3}|\d{1,2}/\d{1,2}/\d{4}"
            + @"|\d{1,2}\. ?(Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)( \d{2,4})?"
            + @"|\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(-\d{2,4})?"
            + @"|(Jan|Feb|Mrz|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec)[ -]\d{2,4})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mangled();

    [GeneratedRegex(@"^(\d+)[.,]0{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
