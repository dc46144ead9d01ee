using MsoNetwork.Text;

namespace MsoNetwork.Duplicates;

/// <summary>
/// How alike two names are, 0 to 1: Soft TF-IDF (Cohen, Ravikumar, Fienberg 2003, "A Comparison of String Distance Metrics for
/// Name-Matching Tasks"): rare words count more than frequent ones, and words that differ by a slip count nearly as the same. Their
/// likeness of words is Jaro-Winkler's; here it is the edit distance that the search has too.
/// </summary>
internal static class NameLikeness
{
    // With so many slips a whole name is nearly the same, whatever its words; more would make another coined word of it.
    private static int WholeSlips(int letters) => letters switch { < 7 => 0, < 20 => 1, _ => 2 };

    public static double Of(NameWords left, NameWords right, NameFrequencies frequencies)
    {
        if (left.Joined == right.Joined) return 1;
        if (!Numbers(left).SetEquals(Numbers(right))) return 0; // "Kita 1" and "Kita 2", whatever else is alike
        var byWords = left.Words.Length <= right.Words.Length
            ? Cosine(left.Words, right.Words, frequencies)
            : Cosine(right.Words, left.Words, frequencies);
        var whole = Letters(left.Joined, right.Joined, WholeSlips(Math.Max(left.Joined.Length, right.Joined.Length)));
        return Math.Min(Math.Max(byWords, whole), 0.999); // one and the same is only what is the same
    }

    private static HashSet<string> Numbers(NameWords name) =>
        [.. name.Words.Where(word => word.All(char.IsAsciiDigit))];

    private static double Cosine(string[] fewer, string[] more, NameFrequencies frequencies)
    {
        var taken = new bool[more.Length];
        var sum = 0.0;
        foreach (var word in fewer)
        {
            var (best, at) = (0.0, -1);
            for (var i = 0; i < more.Length; i++)
            {
                if (taken[i]) continue;
                var likeness = word == more[i] ? 1 : Letters(word, more[i], Slips(word, more[i]));
                if (likeness > best) (best, at) = (likeness, i);
            }

            if (at < 0) continue;
            taken[at] = true;
            // A slip makes a word rare: what it was meant to be says how much it weighs.
            var (one, other) = (frequencies.Weight(word), frequencies.Weight(more[at]));
            sum += best * (best < 1 ? Math.Pow(Math.Min(one, other), 2) : one * other);
        }

        var norm = Norm(fewer, frequencies) * Norm(more, frequencies);
        return norm == 0 ? 0 : Math.Min(1, sum / norm);
    }

    private static double Norm(string[] words, NameFrequencies frequencies) =>
        Math.Sqrt(words.Sum(word => Math.Pow(frequencies.Weight(word), 2)));

    // Short words differ in one letter and mean something else.
    private static int Slips(string left, string right) => Math.Min(left.Length, right.Length) switch
    {
        < 5 => 0,
        < 9 => 1,
        _ => 2,
    };

    private static double Letters(string left, string right, int slips)
    {
        if (slips == 0) return 0;
        var distance = EditDistance.Between(left, right, slips);
        return distance > slips ? 0 : 1 - ((double)distance / Math.Max(left.Length, right.Length));
    }
}
