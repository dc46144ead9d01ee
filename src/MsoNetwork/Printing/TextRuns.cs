namespace MsoNetwork.Printing;

/// <summary>A part of a line that runs in one direction.</summary>
internal readonly record struct TextRun(string Text, bool IsRightToLeft);

/// <summary>
/// Cuts a line into runs, in the order in which they stand from left to right: the core of Unicode's bidirectional algorithm (UAX 9), as
/// far as names and sentences need it. What has no direction of its own goes with its neighbours, or with the line.
/// </summary>
internal static class TextRuns
{
    private enum Direction
    {
        None,
        Left,
        Right,
    }

    /// <summary>Whether its first letter runs from right to left; digits say nothing (UAX 9, P2).</summary>
    public static bool IsRightToLeft(string line) =>
        line.Where(letter => !char.IsDigit(letter)).Select(Of).FirstOrDefault(direction => direction != Direction.None) == Direction.Right;

    public static IReadOnlyList<TextRun> Visual(string line)
    {
        var isRight = IsRightToLeft(line);
        var directions = line.Select(Of).ToArray();
        for (var at = 0; at < directions.Length; at++)
        {
            if (directions[at] != Direction.None) continue;
            var end = Array.FindIndex(directions, at, one => one != Direction.None);
            var before = at == 0 ? Line(isRight) : directions[at - 1];
            var after = end < 0 ? Line(isRight) : directions[end];
            Array.Fill(directions, before == after ? before : Line(isRight), at, (end < 0 ? directions.Length : end) - at);
        }

        var runs = new List<TextRun>();
        for (var at = 0; at < line.Length;)
        {
            var end = Array.FindIndex(directions, at, one => one != directions[at]);
            if (end < 0) end = line.Length;
            runs.Add(new(line[at..end], directions[at] == Direction.Right));
            at = end;
        }

        if (isRight) runs.Reverse();
        return runs;
    }

    private static Direction Line(bool isRight) => isRight ? Direction.Right : Direction.Left;

    // Hebrew, Arabic and their neighbours, and the forms of presentation. Digits run from left to right in all of them.
    private static Direction Of(char letter) => letter switch
    {
        >= '\u0660' and <= '\u0669' or >= '\u06f0' and <= '\u06f9' => Direction.Left,
        >= '\u0590' and <= '\u08ff' or >= '\ufb1d' and <= '\ufdff' or >= '\ufe70' and <= '\ufefc' => Direction.Right,
        _ => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) ? Direction.Left : Direction.None,
    };
}
