namespace MsoNetwork.Search;

/// <summary>What people call the members of an enumeration: a line each, its name, a colon, and words between bars.</summary>
public sealed class WordTable<T>(string text)
    where T : struct, Enum
{
    private readonly Dictionary<string, string[]> _words = text.Replace("|\n", "|", StringComparison.Ordinal).Split('\n')
        .Select(line => line.Split(':'))
        .ToDictionary(line => line[0], line => line[1].Split('|', StringSplitOptions.TrimEntries));

    public string[] Of(T member) => _words.GetValueOrDefault(member.ToString()) ?? [];
}
