namespace MsoNetwork.Text;

/// <summary>
/// Optimal string alignment distance (insertion, deletion, substitution, transposition of neighbours), as in Boytsov 2011, "Indexing
/// methods for approximate dictionary searching", section 2.2.
/// </summary>
public static class EditDistance
{
    /// <summary>The distance, or <paramref name="limit"/> + 1 when it is greater than that.</summary>
    public static int Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit) =>
        Math.Abs(left.Length - right.Length) > limit ? limit + 1 : Compute(left, right, limit, prefix: false);

    /// <summary>The smallest distance of <paramref name="typed"/> to any beginning of <paramref name="word"/>.</summary>
    public static int ToPrefix(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, int limit) =>
        Compute(typed, word.Length > typed.Length + limit ? word[..(typed.Length + limit)] : word, limit, prefix: true);

    private static int Compute(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit, bool prefix)
    {
        var width = right.Length + 1;
        Span<int> rows = width <= 128 ? stackalloc int[3 * width] : new int[3 * width];
        var beforeLast = rows[..width];
        var last = rows.Slice(width, width);
        var current = rows.Slice(2 * width, width);
        for (var j = 0; j < width; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var best = i;
            for (var j = 1; j < width; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(current[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    value = Math.Min(value, beforeLast[j - 2] + 1);
                current[j] = value;
                best = Math.Min(best, value);
            }

            if (best > limit) return limit + 1;
            var free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        var result = last[width - 1];
        if (prefix)
        {
            foreach (var value in last) result = Math.Min(result, value);
        }

        return Math.Min(result, limit + 1);
    }
}
