using System.Text;
using MsoNetwork.Feeds;
using MsoNetwork.Import;

namespace MsoNetwork.TrainingImport;

/// <summary>A calendar's text, taken apart into its events, so that one that cannot be read costs that one only.</summary>
internal sealed class CalendarText
{
    /// <summary>Events that are looked at, the first ones.</summary>
    public const int MostEvents = 10_000;

    /// <summary>Characters of an event; pictures and the like in it make it longer than anybody reads.</summary>
    public const int LongestEvent = 100_000;

    private const StringComparison Any = StringComparison.OrdinalIgnoreCase;

    private CalendarText()
    {
    }

    /// <summary>The lines of each event, unfolded, from BEGIN:VEVENT to END:VEVENT.</summary>
    public List<List<string>> Events { get; } = [];

    /// <summary>Whether it is a message that calls its events off (METHOD:CANCEL).</summary>
    public bool IsCancelling { get; private set; }

    /// <summary>False when there are more than <see cref="MostEvents"/>.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Whether it is a calendar; else it may be a table.</summary>
    public static bool IsOne(byte[] bytes) => TextOf(bytes).StartsWith("BEGIN:VCALENDAR", Any);

    /// <exception cref="FeedRefusedException">It is no calendar.</exception>
    public static CalendarText Read(byte[] bytes)
    {
        var text = TextOf(bytes);
        if (!text.StartsWith("BEGIN:VCALENDAR", Any)) throw new FeedRefusedException("This is no calendar (iCalendar, .ics).");
        var read = new CalendarText();
        List<string>? current = null;
        foreach (var line in Unfolded(text))
        {
            if (line.Equals("BEGIN:VEVENT", Any)) current = [];
            current?.Add(line);
            if (current is null && line.Equals("METHOD:CANCEL", Any)) read.IsCancelling = true;
            if (current is null || !line.Equals("END:VEVENT", Any)) continue;
            if (read.Events.Count == MostEvents)
            {
                read.IsWhole = false;
                break;
            }

            read.Events.Add(current);
            current = null;
        }

        return read;
    }

    private static string TextOf(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith("PK"u8)) return ""; // a workbook
        var (utf8, _, problem) = UploadedFile.Prepare(bytes);
        return problem == UploadProblem.None ? Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF', ' ', '\r', '\n', '\t') : "";
    }

    // RFC 5545, 3.1: a line that begins with a blank goes on where the one before ended.
    private static IEnumerable<string> Unfolded(string text)
    {
        var line = new StringBuilder();
        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } next)
        {
            if (next.Length > 0 && next[0] is ' ' or '\t')
            {
                line.Append(next, 1, next.Length - 1);
                continue;
            }

            if (line.Length > 0) yield return line.ToString();
            line.Clear().Append(next.TrimEnd());
        }

        if (line.Length > 0) yield return line.ToString();
    }
}
