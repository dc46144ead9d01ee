namespace MsoNetwork.Search;

/// <summary>Which words of the index somebody may have meant who made a typo or two (rule 4).</summary>
internal static class NearWords
{
    /// <param name="key">What was typed, folded.</param>
    /// <param name="spelt">The same with ae, oe and ue as they were typed; its length counts.</param>
    /// <param name="goesOn">Whether it is enough that a beginning of the word is as near.</param>
    /// <param name="words">The index's words.</param>
    public static List<(int Number, int Typos)> Of(string key, string spelt, bool goesOn, WordList words)
    {
        var near = new List<(int, int)>();
        var limit = MatchRules.Typos(spelt.Length);
        // What is a word as it stands has lost no letters.
        var wider = words.Find(key) >= 0 || !words.WithStem(Words.Stem(key)).IsEmpty ? 0 : Wider(spelt.Length);
        foreach (var typed in spelt == key ? [key] : (string[])[key, spelt])
        {
            if (limit > 0) words.Near(typed, limit, goesOn, (number, distance) => near.Add((number, distance)));
            if (wider <= limit) continue;
            words.Near(typed, wider, goesOn: false, (number, distance) =>
            {
                if (distance > limit && distance <= MatchRules.Typos(words[number].Length)) near.Add((number, distance));
            });
        }

        return near;
    }

    /// <summary>Typos in a word that has lost letters: four are left of five, seven of nine.</summary>
    private static int Wider(int letters) => MatchRules.Typos(letters + 2) == 2 ? 2 : MatchRules.Typos(letters + 1);
}
