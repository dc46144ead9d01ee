using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Moderation;

/// <summary>The values of an entry in the form in which drafts propose others, to lay them side by side.</summary>
internal static class DraftValues
{
    /// <summary>What stands in the entry for one input of a draft.</summary>
    public static object? Of(OrganisationEntry entry, string input)
    {
        var (_, field, column) = Find(input) ?? throw new ArgumentException($"No draft has an input {input}.", nameof(input));
        return field.Merge == FieldMerge.Texts
            ? entry.Texts(field.Column).OrderBy(text => text.Key, StringComparer.Ordinal)
                .Select(text => new Dictionary<string, object?> { ["language"] = text.Key, ["text"] = text.Value }).ToList<object?>()
            : column.Value(entry) is string[] several ? several.ToList<object?>() : column.Value(entry);
    }

    /// <summary>The same as lines for people, terms by their names.</summary>
    public static IReadOnlyList<string> Shown(OrganisationEntry entry, string input, VocabularySet vocabularies, string language) =>
        Find(input)?.Field.Vocabulary is { } vocabulary
            ? [.. Lines(Of(entry, input)).Select(key => vocabularies[vocabulary].ByKey(key)?.Label(language) ?? key)]
            : Lines(Of(entry, input));

    public static (string Input, OrganisationField Field, FileColumn Column)? Find(string input)
    {
        foreach (var one in OrganisationDraft.Inputs)
        {
            if (one.Input == input) return one;
        }

        return null;
    }

    /// <summary>The same fields of the entry as a draft tells, as JSON.</summary>
    public static string? Base(string? draft, OrganisationEntry? entry) => draft is null || entry is null ? null
        : DraftJson.Write(DraftJson.Read(draft).Keys.Where(input => Find(input) is not null)
            .ToDictionary(input => input, input => Of(entry, input)));

    /// <summary>
    /// Whether two values say the same; spelling of enumerations and of nothing aside. Of texts, only the languages of the second count.
    /// </summary>
    public static bool Same(object? stands, object? told) => told is IList<object?> texts && texts.FirstOrDefault(
        ) is IDictionary<string, object?>
        ? texts.OfType<IDictionary<string, object?>>().All(text => Text(stands, Line(text["language"])) == Line(text.TryGetValue(
            "text", out var words) ? words : null))
        : Lines(stands).SequenceEqual(Lines(told), StringComparer.OrdinalIgnoreCase);

    /// <summary>A value line by line, as it is stored: nothing where there is none.</summary>
    public static IReadOnlyList<string> Lines(object? value) => value switch
    {
        null or "" => [],
        bool yes => [yes ? "yes" : "no"],
        IEnumerable<object?> list => [.. list.SelectMany(Lines)],
        IDictionary<string, object?> text => [$"{Line(text["language"])}: {Line(text.TryGetValue("text", out var words) ? words : null)}"],
        _ => [Line(value)],
    };

    private static string Text(object? texts, string language) => (texts as IEnumerable<object?> ?? []).OfType<IDictionary<string,
        object?>>()
        .Where(text => string.Equals(Line(text["language"]), language, StringComparison.OrdinalIgnoreCase))
        .Select(text => Line(text["text"])).FirstOrDefault() ?? "";

    private static string Line(object? value) => value switch
    {
        null => "",
        JsonElement element => element.ToString(),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
