using System.Globalization;
using System.Text.RegularExpressions;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Import;

/// <summary>From a row's cells to what will be stored; everything that is wrong with it goes into the remarks.</summary>
internal sealed partial class RowReader(
    ImportHeader header,
    Gazetteer gazetteer,
    VocabularySet vocabularies,
    RowRemarks remarks,
    string source,
    TimeProvider time
)
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

    private readonly PlaceReader _places = new(gazetteer, remarks);
    private readonly TermReader _terms = new(gazetteer, vocabularies, remarks);
    private readonly DateOnly _today = time.Today();

    /// <summary>Null: the row is rejected.</summary>
    public ImportRow? Read(int number, string[] cells)
    {
        string Cell(string column) => Meant(column, header.Cell(cells, column));
        string? Line(string column) => Cell(column) is { Length: > 0 } text ? OneLine(text) : null;
        if (cells.Length != header.Width)
        {
            remarks.Reject("", $"has {cells.Length} cells where the header has {header.Width}");
            return null;
        }

        _terms.Begin(Cell("keywords"));
        var name = Name(OneLine(Cell("name")), out var sortName);
        var place = _places.Read(OneLine(Cell("town")), Cell("postcode"), Cell("latitude"), Cell("longitude"));
        var row = new ImportRow
        {
            Number = number,
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Source = Bounded("source_name", Line("source_name") ?? source, 300),
            ExternalId = Bounded("external_id", Cell("external_id"), 200),
            Name = name,
            SortName = sortName,
            AlternateNames = TermReader.Values(Cell("alternate_names")),
            Kind = _terms.Term(VocabularyName.OrganisationKinds, "kind", Cell("kind")),
            LegalForm = Form(Cell("legal_form")),
            FoundedYear = Founded(Cell("founded")),
            Descriptions = Descriptions(cells),
            Street = Line("street"),
            Place = place!,
            ProtectLocation = YesOrNo("protect_location", Cell("protect_location")),
            ActiveIn = _terms.Regions("active_in", Cell("active_in")),
            Topics = _terms.Terms(VocabularyName.Topics, "topics", Cell("topics")),
            TargetGroups = _terms.Terms(VocabularyName.TargetGroups, "target_groups", Cell("target_groups")),
            Offers = _terms.Terms(VocabularyName.Offers, "offers", Cell("offers")),
            Languages = _terms.Terms(VocabularyName.Languages, "languages", Cell("languages")),
            Origins = _terms.Terms(VocabularyName.Origins, "origins", Cell("origins")),
            Keywords = _terms.Keywords,
            Email = Checked("email", Cell("email"), ContactValues.Email, "not an e-mail address"),
            Phone = Checked("phone", Cell("phone"), ContactValues.Phone, "not a telephone number"),
            Website = Checked("website", Cell("website"), ContactValues.Website, "not an http or https address"),
            Status = Status(Cell("status")),
            Url = Checked("source_url", Cell("source_url"), ContactValues.Website, "not an http or https address"),
            RetrievedOn = Retrieved(Cell("retrieved_on")),
            Licence = Line("licence"),
        };
        return remarks.IsRejected ? null : row;
    }

    /// <summary>Blanks and line ends inside become one blank.</summary>
    public static string OneLine(string text) =>
        text.AsSpan().ContainsAny("\n\r\t\u00A0") || text.Contains("  ", StringComparison.Ordinal) ? Blanks().Replace(text, " ") : text;

    private string Name(string name, out string sortName)
    {
        sortName = "";
        if (name.Length is 0 or > 300)
        {
            remarks.Reject("name", name.Length == 0 ? "is empty" : "is longer than 300 characters");
            return name;
        }

        sortName = Folding.SortKey(name);
        if (sortName.Length == 0)
            remarks.Reject("name", $"has no letter or digit: {name}");
        else if (sortName.Length > OrganisationOrders.LongestName)
            remarks.Reject("name", "is too long once it is written in Latin letters");
        return name;
    }

    private string Bounded(string column, string text, int most)
    {
        if (text.Length > most) remarks.Reject(column, $"is longer than {most} characters");
        return text;
    }

    private string? Checked(string column, string cell, Func<string, string?> check, string fault)
    {
        if (cell.Length == 0) return null;
        var value = check(cell);
        if (value is null) remarks.LeaveOut(column, cell, fault);
        return value;
    }

    private LegalForm? Form(string cell)
    {
        if (cell.Length == 0) return null;
        if (LegalForms.Resolve(cell) is { } form) return form;
        remarks.Warn("legal_form", $"unknown, stored as other: {RowRemarks.Shorten(cell)}");
        return LegalForm.Other;
    }

    private int? Founded(string cell)
    {
        if (cell.Length == 0)
            return null;
        if (IsDay(cell, out var day))
            cell = day.Year.ToString(CultureInfo.InvariantCulture);
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1800 && year <= _today.Year)
            return year;
        remarks.LeaveOut("founded", cell, $"not a year from 1800 to {_today.Year}");
        return null;
    }

    // The newest source leads: a day that is still to come would lead for ever.
    private DateOnly? Retrieved(string cell)
    {
        if (cell.Length == 0) return null;
        var isDay = IsDay(cell, out var day);
        if (isDay && day.Year >= FirstYearOfSources && day <= _today)
            return day;
        remarks.LeaveOut(
            "retrieved_on",
            cell,
            isDay ? $"not a day from {FirstYearOfSources} to today" : "not a day as 2026-11-24 or 24.11.2026"
        );
        return null;
    }

    // A time of the day behind it is not needed.
    private static bool IsDay(string cell, out DateOnly day) =>
        DateOnly.TryParseExact(
            cell.Length > 10 && cell[10] == 'T' ? cell[..10] : cell,
            ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        );

    /// <summary>Without what a spreadsheet wrote there instead of a value.</summary>
    private string Meant(string column, string cell)
    {
        if (cell.Length == WorkbookRows.LongestKept && cell[^1] == '…')
            remarks.Reject(
                column,
                $"ends where a cell of Excel ends ({WorkbookRows.LongestKept:N0} characters): the rest would be lost; take the file as CSV"
            );
        if (cell.Length == 0 || cell[0] != '#' || !SpreadsheetErrors.Contains(cell))
            return cell;
        remarks.LeaveOut(column, cell, "an error that a spreadsheet shows instead of a value");
        return "";
    }

    // Whether a place is to be hidden is never guessed.
    private bool? YesOrNo(string column, string cell)
    {
        switch (cell.ToLowerInvariant())
        {
            case "": return null;
            case "yes" or "ja" or "true" or "1": return true;
            case "no" or "nein" or "false" or "0": return false;
            default:
                remarks.Reject(column, $"yes or no, not: {RowRemarks.Shorten(cell)}");
                return null;
        }
    }

    // Word by word: Enum.TryParse would take a list of them, and numbers.
    private OrganisationStatus? Status(string cell)
    {
        switch (cell.ToLowerInvariant())
        {
            case "": return null;
            case "active": return OrganisationStatus.Active;
            case "inactive": return OrganisationStatus.Inactive;
            case "dissolved": return OrganisationStatus.Dissolved;
            default:
                remarks.LeaveOut("status", cell, "not active, inactive or dissolved");
                return null;
        }
    }

    private Dictionary<string, string> Descriptions(string[] cells)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in header.DescriptionLanguages)
        {
            if (Meant("description_" + language, header.Cell(cells, "description_" + language)) is { Length: > 0 } text)
                texts.Add(language, text.ReplaceLineEndings("\n"));
        }

        return texts;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
