using System.Text.Json;

namespace MsoNetwork.Vocabularies;

/// <summary>Forms of the sentences that the API tells too, from src/Texts/sentences/{tag}.json: eleven languages.</summary>
public static class SentenceForms
{
    /// <summary>As in the files, by language and then by key.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ByTag { get; } = ReadAll();

    /// <summary>The language asked for, else its base language, else German.</summary>
    public static string Tag(string? language)
    {
        var tag = Languages.Normalise(language).ToLowerInvariant();
        return ByTag.ContainsKey(tag) ? tag : ByTag.ContainsKey(tag.Split('-')[0]) ? tag.Split('-')[0] : Languages.Default;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadAll()
    {
        const string Folder = "Sentences/";
        var assembly = typeof(SentenceForms).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToDictionary(
            name => name[Folder.Length..^".json".Length],
            IReadOnlyDictionary<string, string> (name) =>
            {
                using var file = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
            },
            StringComparer.Ordinal);
    }
}
