using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;

namespace MsoNetwork.Tests.Text;

/// <summary>
/// Texts that readers of eleven languages found wrong or misleading do not come back. mended-texts.csv has what stood there: in texts of
/// pages and sentences, in labels of vocabularies, in the schema's descriptions.
/// </summary>
public sealed class MendedTextsTests
{
    [Fact]
    public void What_was_wrong_or_misleading_stands_nowhere_any_more()
    {
        var found = Found().Where(text => StillStands(text, Current(text))).Select(text => $"{text.Key} ({text.Language}): {text.Was}");
        Assert.Empty(found);
    }

    [Fact]
    public void A_text_that_is_as_it_was_is_found()
    {
        var text = Found().First(one => one is { Where: "text", Language: "tr" });
        Assert.True(StillStands(text, [text.Was.Replace(' ', '\u00a0')]));
        Assert.False(StillStands(text, [text.Was + " (Kreis)"]));
    }

    private sealed record Mended(string Where, string Key, string Language, string Was);

    private static List<Mended> Found() =>
    [
        .. Rows(Path.Combine("tests", "MsoNetwork.Tests", "Text", "mended-texts.csv"))
            .Select(row => new Mended(row["where"], row["key"], row["language"], row["was"])),
    ];

    private static bool StillStands(Mended text, IEnumerable<string> current) =>
        current.Select(Plain).Any(now => text.Where == "schema"
            ? now.Contains(Plain(text.Was), StringComparison.Ordinal)
            : now == Plain(text.Was));

    private static IEnumerable<string> Current(Mended text) => text.Where switch
    {
        "schema" => [File.ReadAllText(Path.Combine(Repository.Root, "src", "MsoNetwork", "schema.graphql"))],
        "label" => Rows(Path.Combine("seeds", "vocabularies", text.Key.Split(':')[0] + ".labels.csv"))
            .Where(row => row["key"] == text.Key.Split(':')[1] && row["language"] == text.Language).Select(row => row["label"]),
        _ => Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "Texts"))
            .Select(folder => Path.Combine(folder, text.Language + ".json")).Where(File.Exists)
            .SelectMany(file => Values(JsonDocument.Parse(File.ReadAllText(file)).RootElement, text.Key)),
    };

    // "hits.one" is the form of the text "hits", if there is no text of that name.
    private static IEnumerable<string> Values(JsonElement texts, string key)
    {
        if (texts.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String) yield return text.GetString()!;
        if (key.LastIndexOf('.') is var dot and > 0 && texts.TryGetProperty(key[..dot], out var forms)
            && forms.ValueKind == JsonValueKind.Object && forms.TryGetProperty(key[(dot + 1)..], out var form))
            yield return form.GetString()!;
    }

    // Spaces that do not break and another apostrophe do not make another text.
    private static string Plain(string text) =>
        string.Join(
            ' ',
            text.Normalize(NormalizationForm.FormC).Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    private static List<Dictionary<string, string>> Rows(string path)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(Repository.Root, path)), CultureInfo.InvariantCulture);
        return
        [
            .. csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>()
                .Select(row => row.ToDictionary(one => one.Key, one => (string)one.Value)),
        ];
    }
}
