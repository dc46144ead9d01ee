using System.Globalization;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Text;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.TrainingImport;

/// <summary>A row of a table, as people write one: days and times as in a spreadsheet, yes and no, euros, words instead of keys.</summary>
internal sealed class TableRow(TableColumns columns, string[] cells, int number, VocabularySet vocabularies)
{
    private const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private static readonly string[] Times = ["H:mm", "HH:mm", "H.mm", "H:mm:ss", "HH:mm:ss", "%H"];

    /// <summary>As a spreadsheet counts it.</summary>
    public int Number { get; } = number;

    public List<ImportRemark> Remarks { get; } = [];

    /// <summary>What people find it by.</summary>
    public string Where => Cell("title") is { Length: > 0 } title ? Shown.Short(title) : "–";

    public string Cell(string field) => columns.Cell(cells, field);

    public string? OrNull(string field) => Cell(field) is { Length: > 0 } text ? text : null;

    public void Refuse(string field, string message) => Remarks.Add(new ImportRemark(Where, field, message) { Row = Number });

    /// <summary>The first day, and when it begins; both may stand in one cell.</summary>
    public (DateTime Day, TimeOnly Time) Start()
    {
        var (day, time) = (Cell("date"), Cell("time"));
        if (!ValueReader.IsDay(day, out var on) && !ValueReader.IsDay(time, out on))
            Refuse("startsOn", $"\"{Shown.Short(day)}\" is no day as 2027-03-09 or 09.03.2027.");
        if ((TimeOf(time) ?? TimeOf(day)) is not { } at)
        {
            Refuse("startTime", $"\"{Shown.Short(time)}\" is no time as 18:00.");
            at = TimeOnly.MinValue;
        }

        return (on.ToDateTime(TimeOnly.MinValue), at);
    }

    public int Minutes(TimeOnly start)
    {
        if (Whole("minutes") is { } told) return told;
        if (TimeOf(Cell("end")) is { } end && end != start) return (int)(end - start).TotalMinutes; // over midnight too
        Remarks.Add(new ImportRemark(Where, "length", "It does not say how long it takes; an hour is assumed.", false) { Row = Number });
        return 60;
    }

    public TrainingKind Kind()
    {
        var text = Cell("kind");
        return Enum.TryParse<TrainingKind>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind)
            && Enum.IsDefined(kind) && !text.Any(char.IsDigit)
            ? kind : CalendarWords.KindOf(Cell("title"), [text], OrNull("rule") is not null);
    }

    public TrainingLevel? Level() => Folding.MatchKey(Cell("level")) switch
    {
        "" => null,
        var word when word.Contains("anf", StringComparison.Ordinal) || word.StartsWith("beginn", StringComparison.Ordinal) =>
            TrainingLevel.Beginners,
        var word when word.Contains("fortgesch", StringComparison.Ordinal) || word == "advanced" => TrainingLevel.Advanced,
        var word when word is "alle" or "any" or "fuer alle" or "keine" => TrainingLevel.Any,
        _ => LeaveOut<TrainingLevel>("level"),
    };

    public string[] Terms(string field, VocabularyName name)
    {
        var found = new List<string>();
        foreach (var word in Cell(field).Split([',', ';', '|', '\n'], Clean))
        {
            if (vocabularies[name].Resolve(word) is { } term) found.Add(term.Key);
            else Leave(field, word);
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    public bool? YesOrNo(string field) => Cell(field).ToLowerInvariant() switch
    {
        "" => null,
        "ja" or "yes" or "x" or "1" or "true" or "wahr" or "j" or "online" => true,
        "nein" or "no" or "0" or "false" or "falsch" or "n" or "-" => false,
        _ => LeaveOut<bool>(field),
    };

    public int? Whole(string field)
    {
        if (OrNull(field) is not { } text) return null;
        var digits = ValueReader.WithoutDecimals(text).Split(' ')[0]; // 90 Minuten
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : LeaveOut<int>(field);
    }

    public int? Cents()
    {
        if (OrNull("cost") is not { } text) return null;
        if (Folding.MatchKey(text) is "kostenlos" or "kostenfrei" or "frei" or "free" or "keine" or "gratis") return 0;
        var euros = text.Replace("€", "", StringComparison.Ordinal).Replace("EUR", "", StringComparison.OrdinalIgnoreCase)
            .Replace("Euro", "", StringComparison.OrdinalIgnoreCase).Trim().Replace(",-", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(euros, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < 1_000_000
            && decimal.Round(value, 2) == value ? (int)(value * 100) : LeaveOut<int>("cost");
    }

    public DateTime? Day(string field)
    {
        if (OrNull(field) is not { } text) return null;
        return ValueReader.IsDay(text, out var day) ? day.ToDateTime(TimeOnly.MinValue) : LeaveOut<DateTime>(field);
    }

    public DateTime[] Days(string field)
    {
        var days = new List<DateTime>();
        foreach (var text in Cell(field).Split([',', ';', '\n', ' '], Clean))
        {
            if (ValueReader.IsDay(text, out var day)) days.Add(day.ToDateTime(TimeOnly.MinValue));
            else Leave(field, text);
        }

        return [.. days];
    }

    public bool IsCancelled() => Folding.MatchKey(Cell("status")) is "abgesagt" or "faellt aus" or "cancelled" or "canceled" or "entfaellt";

    // "18:00", "18 Uhr", "2027-03-09 18:00", and what a spreadsheet has for a time that is shown as none: a part of a day.
    private static TimeOnly? TimeOf(string cell)
    {
        var text = cell.Replace("Uhr", "", StringComparison.OrdinalIgnoreCase).Trim();
        if (ValueReader.IsDay(text, out _) || (text.Length > 10 && text[10] is ' ' or 'T' && text[4] == '-'))
            text = text.Length > 11 ? text[11..].Trim() : "";
        if (TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) && part is > 0 and < 1
            ? TimeOnly.MinValue.AddMinutes((double)decimal.Round(part * 1440)) : null;
    }

    private T? LeaveOut<T>(string field)
        where T : struct
    {
        Leave(field, Cell(field));
        return null;
    }

    private void Leave(string field, string value) => Remarks.Add(
        new ImportRemark($"{Where} · {field}: {Shown.Short(value)}", "cell", $"{field} \"{Shown.Short(value)}\" is not understood.", false)
        {
            Row = Number,
        });
}
