namespace MsoNetwork.Entries;

/// <summary>A value that two have changed, differently.</summary>
/// <param name="Key">Of the value.</param>
/// <param name="Theirs">What stands now.</param>
/// <param name="Mine">What was typed.</param>
public sealed record EntryDifference(string Key, string Theirs, string Mine);

/// <summary>
/// What was typed over what stood when the form was shown, against what stands now: whoever changed other fields disturbs nobody.
/// </summary>
public sealed record EntryMerge(IReadOnlyDictionary<string, string> Told, IReadOnlyList<EntryDifference> Differences)
{
    /// <summary>The way a choice is posted.</summary>
    public const string Mine = "mine";

    public const string Theirs = "theirs";

    /// <param name="keys">All values of the form.</param>
    /// <param name="seen">What stood when the form was shown.</param>
    /// <param name="typed">What came back.</param>
    /// <param name="stands">What stands now.</param>
    /// <param name="chosen">Mine or theirs, by key, where the person has seen the difference.</param>
    public static EntryMerge Of(
        IEnumerable<string> keys,
        IReadOnlyDictionary<string, string> seen,
        IReadOnlyDictionary<string, string> typed,
        IReadOnlyDictionary<string, string> stands,
        IReadOnlyDictionary<string, string> chosen
    )
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var differences = new List<EntryDifference>();
        foreach (var key in keys)
        {
            var (before, mine, now) = (Plain(seen.Get(key)), Plain(typed.Get(key)), Plain(stands.Get(key)));
            if (mine == before || mine == now) continue;
            if (now == before || chosen.Get(key) == Mine) told[key] = mine;
            else if (chosen.Get(key) != Theirs) differences.Add(new(key, now, mine));
        }

        if (EntrySections.Seat.Any(told.ContainsKey))
        {
            // Where the other one's street was chosen, or nobody touched it, it is told again as it stands.
            foreach (var key in EntrySections.Seat.Where(key => !told.ContainsKey(key))) told[key] = Plain(stands.Get(key));
        }

        return new(told, differences);
    }

    // Browsers send line ends as CR LF, and blanks at the end mean nothing.
    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
