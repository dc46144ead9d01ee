namespace MsoNetwork.Search;

/// <summary>The rules of matching and ranking, proven one by one in the tests under it.</summary>
public static class MatchRules
{
    /// <summary>Typos forgiven in a word of this many letters: none below 5, one below 9, two from 9 on.</summary>
    public static int Typos(int letters) => letters switch { < 5 => 0, < 9 => 1, _ => 2 };
}
