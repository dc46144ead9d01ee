using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace MsoNetwork.TrainingImport;

/// <summary>One VEVENT as Ical.Net reads it, with what its text says besides.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Of">RECURRENCE-ID: which date of a series it is; null for an event as such.</param>
/// <param name="Sequence">SEQUENCE; null where it says none.</param>
/// <param name="Rule">RRULE as it stands there.</param>
/// <param name="HasMoreDates">Whether it has an RDATE.</param>
/// <param name="Component">The rest.</param>
internal sealed record Event(string Uid, CalDateTime? Of, int? Sequence, string? Rule, bool HasMoreDates, CalendarEvent Component)
{
    // Nothing of these is wanted: who is invited, files, alarms. RRULE is read where it can be told to be wrong.
    private static readonly string[] Left = ["ATTENDEE", "ORGANIZER", "ATTACH", "RRULE", "RDATE", "EXRULE", "CONTACT", "COMMENT"];

    /// <exception cref="FormatException">It cannot be read.</exception>
    public static Event Read(IReadOnlyList<string> lines)
    {
        if (lines.Sum(line => line.Length) > CalendarText.LongestEvent) throw new FormatException("It is too long to be read.");
        var rules = lines.Where(line => NameOf(line) == "RRULE" && line.Length > "RRULE:".Length).ToList();
        if (rules.Count > 1) throw new FormatException("It has several rules (RRULE).");
        if (string.IsNullOrWhiteSpace(Raw(lines, "UID"))) throw new FormatException("It has no UID, so it could not be told from others.");
        CalendarEvent? read;
        try
        {
            read = Ical.Net.Calendar.Load(
                $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{string.Join("\r\n", Wanted(lines))}\r\nEND:VCALENDAR\r\n")?.Events.SingleOrDefault();
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            throw new FormatException("It is not written as RFC 5545 has it.", wrong);
        }

        if (read is null) throw new FormatException("It is not written as RFC 5545 has it.");
        var sequence = int.TryParse(Raw(lines, "SEQUENCE"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : (int?)null;
        return new Event(
            Raw(lines, "UID")!, read.RecurrenceIdentifier?.StartTime, sequence,
            rules is [var rule] ? rule[(rule.IndexOf(':') + 1)..] : null, lines.Any(line => NameOf(line) == "RDATE"), read);
    }

    /// <summary>The text of the first property of a name, as it is written.</summary>
    public static string? Raw(IEnumerable<string> lines, string name) =>
        lines.FirstOrDefault(line => NameOf(line) == name) is { } line && line.IndexOf(':') is > 0 and var at ? line[(at + 1)..] : null;

    private static IEnumerable<string> Wanted(IEnumerable<string> lines)
    {
        var depth = 0;
        foreach (var line in lines)
        {
            if (NameOf(line) == "BEGIN") depth++;
            if (depth == 1 && !Left.Contains(NameOf(line))) yield return line;
            if (NameOf(line) == "END") depth--;
        }
    }

    private static string NameOf(string line)
    {
        var end = line.AsSpan().IndexOfAny(':', ';');
        return end <= 0 ? "" : line[..end].ToUpperInvariant();
    }
}
