using System.Globalization;
using MsoNetwork.Organisations;

namespace MsoNetwork.Entries;

/// <summary>
/// Values of fields as forms have them: text by the field's name, lists one value a line, texts by <c>name.tag</c>. What is empty is not
/// told apart from what is not there.
/// </summary>
public static class EntryValues
{
    /// <summary>Between the values of a list.</summary>
    public const char Line = '\n';

    public const string Yes = "yes";

    /// <summary>So long one text may be.</summary>
    public const int LongestText = 5_000;

    /// <summary>What stands in an entry.</summary>
    /// <param name="entry">With all columns, and whether its place is protected.</param>
    /// <param name="fields">Those that are asked for.</param>
    /// <param name="seat">Street and postcode of a protected place, for those who may see them.</param>
    /// <param name="contact">A contact that is hidden from others, for those who may see it.</param>
    public static Dictionary<string, string> Of(
        OrganisationEntry entry, IEnumerable<EntryField> fields, (string? Street, string? Postcode)? seat, HiddenContact? contact)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.Kind == EntryFieldKind.ByLanguage)
            {
                foreach (var (tag, text) in entry.Texts(field.Field.Column)) Put(values, $"{field.Name}.{tag}", text);
                continue;
            }

            var value = field.Name switch
            {
                "street" when seat is { } hidden => hidden.Street,
                "postcode" when seat is { } hidden => hidden.Postcode,
                "email" when contact is not null => contact.Email,
                "phone" when contact is not null => contact.Phone,
                "protectLocation" => entry.IsProtected ? Yes : "",
                _ => field.Column.Value(entry),
            };
            Put(values, field.Name, value is IEnumerable<string> list
                ? string.Join(Line, list)
                : Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        return values;
    }

    public static string Get(this IReadOnlyDictionary<string, string> values, string key) => values.GetValueOrDefault(key) ?? "";

    public static string[] List(this IReadOnlyDictionary<string, string> values, string key) =>
        values.Get(key).Split(Line, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The keys of a field: one for each language of a text.</summary>
    public static IEnumerable<string> KeysOf(EntryField field, params IEnumerable<IReadOnlyDictionary<string, string>> all) =>
        field.Kind != EntryFieldKind.ByLanguage
            ? [field.Name]
            : all.SelectMany(values => values.Keys).Where(key => key.StartsWith(field.Name + ".", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The field that a key is of.</summary>
    public static string NameOf(string key) => key.Split('.', 2)[0];

    /// <summary>As an <see cref="OrganisationDraft"/> takes them.</summary>
    /// <param name="values">Only what is told.</param>
    /// <param name="fields">Those that may be told.</param>
    public static Dictionary<string, object?> ToInput(IReadOnlyDictionary<string, string> values, IEnumerable<EntryField> fields)
    {
        var input = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var keys = KeysOf(field, values).Where(values.ContainsKey).ToList();
            if (keys.Count == 0) continue;
            input[field.Name] = field.Kind switch
            {
                EntryFieldKind.ByLanguage => keys.ConvertAll<object?>(key => new Dictionary<string, object?>
                {
                    ["language"] = key[(field.Name.Length + 1)..],
                    ["text"] = values.Get(key),
                }),
                EntryFieldKind.Terms or EntryFieldKind.Regions or EntryFieldKind.Lines =>
                    values.List(field.Name).ToList<object?>(),
                EntryFieldKind.YesNo => values.Get(field.Name) == Yes,
                _ => values.Get(field.Name),
            };
        }

        return input;
    }

    private static void Put(Dictionary<string, string> values, string key, string? text)
    {
        if (!string.IsNullOrEmpty(text)) values[key] = text;
    }
}
