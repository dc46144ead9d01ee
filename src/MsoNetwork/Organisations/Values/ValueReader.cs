using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations.Values;

/// <summary>
/// The rules of the fields: from what somebody tells to what is stored. Whatever is wrong goes into the remarks. One for many tellings,
/// one after the other.
/// </summary>
internal sealed partial class ValueReader(Gazetteer gazetteer, VocabularySet vocabularies, RowRemarks remarks, TimeProvider time)
{
    private readonly PlaceReader _places = new(gazetteer, remarks);
    private readonly TermReader _terms = new(gazetteer, vocabularies, remarks);
    private readonly HashSet<string> _turned = new(StringComparer.Ordinal);
    private ToldCells _cells = new(_ => "", _ => []);

    public DateOnly Today { get; } = time.Today();

    /// <summary>Where it is; null when that is not known, and then it is rejected.</summary>
    public ToldPlace? Place { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name's <see cref="Folding.SortKey"/>.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>Words that no vocabulary knows, of the fields read so far.</summary>
    public string[] Keywords => _terms.Keywords;

    /// <summary>Begins with what is told next: name and place, which everything else belongs to.</summary>
    /// <param name="cells">What is told.</param>
    /// <param name="standing">The place where no town and no postcode are told.</param>
    public void Begin(ToldCells cells, ToldPlace? standing = null)
    {
        _cells = cells;
        _turned.Clear();
        _terms.Begin(Cell("keywords"));
        ReadName(OneLine(Cell("name")));
        var (town, postcode, latitude, longitude) = (OneLine(Cell("town")), Cell("postcode"), Cell("latitude"), Cell("longitude"));
        Place = standing is not null && town.Length == 0 && postcode.Length == 0
            ? PlaceReader.At(standing, gazetteer, remarks, latitude, longitude)
            : _places.Read(town, postcode, latitude, longitude);
    }

    /// <summary>Blanks and line ends inside become one blank; signs that nobody sees go.</summary>
    public static string OneLine(string text)
    {
        text = InvisibleSigns.WithoutIdle(text);
        return text.AsSpan().ContainsAny("\n\r\t\u00A0") || text.Contains("  ", StringComparison.Ordinal)
            ? Blanks().Replace(text, " ")
            : text;
    }

    /// <summary>What is told of a column, without signs that turn the direction of what stands behind it.</summary>
    public string Cell(string column)
    {
        var told = _cells.Of(column);
        if (!told.Any(InvisibleSigns.Turns)) return told;
        if (_turned.Add(column)) remarks.Warn(column, "had signs that turn the direction of writing; taken without them");
        return InvisibleSigns.WithoutTurns(told).Trim();
    }

    public string? Line(string column) => Cell(column) is { Length: > 0 } text ? OneLine(text) : null;

    public string[] Values(string column) => TermReader.Values(Cell(column));

    public string[] Terms(VocabularyName vocabulary, string column) => _terms.Terms(vocabulary, column, Cell(column));

    public string? Term(VocabularyName vocabulary, string column) => _terms.Term(vocabulary, column, Cell(column));

    public string[] Regions(string column) => _terms.Regions(column, Cell(column));

    public string Bounded(string column, string text, int most)
    {
        if (text.Length > most) remarks.Reject(column, $"is longer than {most} characters");
        return text;
    }

    public string? Checked(string column, Func<string, string?> check, string fault) => Checked(column, check, _ => fault);

    /// <param name="column">Which.</param>
    /// <param name="check">What is stored; null when it cannot be right.</param>
    /// <param name="fault">What is wrong with it then.</param>
    public string? Checked(string column, Func<string, string?> check, Func<string, string> fault)
    {
        if (Cell(column) is not { Length: > 0 } cell) return null;
        var value = check(cell);
        if (value is null) remarks.LeaveOut(column, cell, fault(cell));
        return value;
    }

    public string? Form(string column)
    {
        if (Cell(column) is not { Length: > 0 } cell) return null;
        if (LegalForms.Resolve(cell) is { } form) return form.ToString();
        remarks.Warn(column, $"unknown, stored as other: {RowRemarks.Shorten(cell)}", fault: "unknown, stored as other", value: cell);
        return nameof(LegalForm.Other);
    }

    public int? Year(string column)
    {
        if (Cell(column) is not { Length: > 0 } cell) return null;
        if (IsDay(cell, out var day)) cell = day.Year.ToString(CultureInfo.InvariantCulture);
        cell = WithoutDecimals(cell);
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1800 && year <= Today.Year)
            return year;
        remarks.LeaveOut(column, cell, $"not a year from 1800 to {Today.Year}");
        return null;
    }

    // Whether a place is to be hidden is never guessed.
    public bool? YesOrNo(string column)
    {
        var cell = Cell(column);
        switch (cell.ToLowerInvariant())
        {
            case "": return null;
            case "yes" or "ja" or "true" or "1": return true;
            case "no" or "nein" or "false" or "0": return false;
            default:
                remarks.Reject(column, $"yes or no, not: {RowRemarks.Shorten(cell)}", fault: "neither yes nor no", value: cell);
                return null;
        }
    }

    // Word by word: Enum.TryParse would take a list of them, and numbers.
    public string? Status(string column)
    {
        var cell = Cell(column);
        switch (cell.ToLowerInvariant())
        {
            case "": return null;
            case "active": return nameof(OrganisationStatus.Active);
            case "inactive": return nameof(OrganisationStatus.Inactive);
            case "dissolved": return nameof(OrganisationStatus.Dissolved);
            default:
                remarks.LeaveOut(column, cell, "not active, inactive or dissolved");
                return null;
        }
    }

    /// <summary>Who may see a contact is never guessed.</summary>
    public string? Audience(string column)
    {
        var cell = Cell(column);
        switch (cell.ToLowerInvariant())
        {
            case "": return null;
            case "public" or "alle": return nameof(ContactAudience.Public);
            case "members" or "mitglieder": return nameof(ContactAudience.Members);
            case "centres" or "zentren": return nameof(ContactAudience.Centres);
            case "nobody" or "niemand": return nameof(ContactAudience.Nobody);
            default:
                remarks.Reject(
                    column,
                    $"public, members, centres or nobody, not: {RowRemarks.Shorten(cell)}",
                    fault: "neither public, members, centres nor nobody",
                    value: cell);
                return null;
        }
    }

    /// <summary>A text in several languages, as JSON by BCP 47 tag.</summary>
    public string Texts(string column)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in _cells.Languages(column))
        {
            if (Cell($"{column}_{language}") is { Length: > 0 } text) texts.Add(language, text.ReplaceLineEndings("\n"));
        }

        return texts.Count == 0 ? "{}" : JsonSerializer.Serialize(texts, JsonSerializerOptions.Default);
    }

    /// <summary>A day, written as in Germany or by ISO 8601; a time of the day behind it is not needed.</summary>
    public static bool IsDay(string cell, out DateOnly day) =>
        DateOnly.TryParseExact(
            cell.Length > 10 && cell[10] is 'T' or ' ' ? cell[..10] : cell,
            ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        );

    /// <summary>A whole number as programs with decimals only write it: 1984.0.</summary>
    public static string WithoutDecimals(string cell) =>
        cell.AsSpan().IndexOfAny('.', ',') is > 0 and var point && cell.AsSpan(point + 1).TrimEnd('0').IsEmpty ? cell[..point] : cell;

    private void ReadName(string name)
    {
        (Name, SortName) = (name, "");
        if (name.Length is 0 or > 300)
        {
            remarks.Reject("name", name.Length == 0 ? "is empty" : "is longer than 300 characters");
            return;
        }

        SortName = Folding.SortKey(name);
        if (SortName.Length == 0)
            remarks.Reject("name", $"has no letter or digit: {name}", fault: "has no letter or digit", value: name);
        else if (SortName.Length > OrganisationOrders.LongestName)
            remarks.Reject("name", "is too long once it is written in Latin letters");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
