using System.Text.Json;
using System.Text.RegularExpressions;
using MsoNetwork.Entries;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>Fields of an entry as a form shows them, and how what comes back is read. Only the fields of the form are looked at.</summary>
internal sealed partial record EntryFormView(
    PageLanguage Language, Gazetteer Gazetteer, VocabularySet Vocabularies, IReadOnlyList<EntryField> Fields)
{
    /// <summary>A vocabulary with more terms than this is not shown whole.</summary>
    public const int MostShown = 60;

    private const int MostLanguages = 40;
    private const int LongestSeen = 300_000;

    public Texts T => Texts.Of(Language);

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of fields that are wrong.</summary>
    public IReadOnlyList<string> Wrong { get; init; } = [];

    /// <summary>Fields that must be filled in.</summary>
    public IReadOnlyList<string> Needed { get; init; } = ["name", "town"];

    public string Label(EntryField field) => T[field.Name switch
    {
        "name" or "description" or "street" or "postcode" or "town" or "protectLocation" => $"entry.{field.Name}",
        "alternateNames" => "profile.otherNames",
        "foundedYear" => "profile.founded",
        _ => $"profile.{field.Name}",
    }];

    /// <summary>What is wrong with a field, as its form says it.</summary>
    public string Problem(EntryField field) => T[field.Kind switch
    {
        EntryFieldKind.Terms or EntryFieldKind.Regions or EntryFieldKind.Choice => "entry.wrong.words",
        _ when field.Name is "name" or "town" or "postcode" or "foundedYear" or "email" or "phone" or "website" =>
            $"entry.wrong.{field.Name}",
        _ => "entry.wrong.long",
    }];

    /// <summary>The languages that a text is shown in: those that it has, German, and that of the page.</summary>
    public IEnumerable<string> LanguagesOf(EntryField field) =>
        EntryValues.KeysOf(field, Values).Select(key => key[(field.Name.Length + 1)..])
            .Concat([PageLanguage.Default.Tag, Language.Tag]).Distinct(StringComparer.Ordinal)
            .OrderByDescending(tag => tag == PageLanguage.Default.Tag).ThenBy(tag => tag, StringComparer.Ordinal);

    public string LanguageName(string tag) => Vocabularies[VocabularyName.Languages].ByKey(tag)?.Label(Language.Tag) ?? tag;

    /// <summary>A value as people read it: terms and regions by their names.</summary>
    public IReadOnlyList<string> Shown(
        EntryField field, IReadOnlyDictionary<string, string> values, string? key = null) => field.Kind switch
        {
            EntryFieldKind.Terms or EntryFieldKind.Choice when field.Vocabulary is { } vocabulary =>
                [.. values.List(field.Name).Select(one => Vocabularies[vocabulary].ByKey(one)?.Label(Language.Tag) ?? one)],
            EntryFieldKind.Regions => [.. values.List(field.Name).Select(one => Gazetteer.ByKey(one)?.Name ?? one)],
            EntryFieldKind.Choice when field.Name == Audience => [.. values.List(field.Name).Select(AudienceText)],
            EntryFieldKind.Choice => [.. values.List(field.Name).Select(LegalForm)],
            EntryFieldKind.YesNo => [T[values.Get(field.Name) == EntryValues.Yes ? "entry.yes" : "entry.no"]],
            EntryFieldKind.Lines => values.List(field.Name),
            _ => values.Get(key ?? field.Name) is { Length: > 0 } text ? [text] : [],
        };

    /// <summary>What a form posts of the fields.</summary>
    public Dictionary<string, string> Read(IFormCollection form)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            if (field.Kind == EntryFieldKind.ByLanguage) ReadTexts(form, field, typed);
            else Put(typed, field.Name, ReadField(form, field));
        }

        return typed;
    }

    /// <summary>What stood when the form was shown, as it posts it back. Whoever changes it deceives only themselves.</summary>
    public static Dictionary<string, string> Seen(IFormCollection form)
    {
        var json = form["seen"].ToString();
        if (json.Length is 0 or > LongestSeen) return [];
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The field that says who sees the contact.</summary>
    public const string Audience = "contactVisibleTo";

    public string AudienceText(string value) =>
        Enum.TryParse<Organisations.ContactAudience>(value, ignoreCase: true, out var audience) ? T["audience." + audience] : value;

    public string LegalForm(string constant) =>
        Enum.GetValues<Organisations.LegalForm>().Where(form => Constant(form) == constant)
            .Select(form => T["legal." + form]).FirstOrDefault() ?? constant;

    /// <summary>As the API and files write it.</summary>
    public static string Constant(Organisations.LegalForm form) => CapitalsInside().Replace(form.ToString(), "_").ToUpperInvariant();

    private string ReadField(IFormCollection form, EntryField field)
    {
        var values = form[field.Name];
        return field.Kind switch
        {
            EntryFieldKind.YesNo => values.ToString() == EntryValues.Yes ? EntryValues.Yes : "",
            EntryFieldKind.Lines => string.Join(EntryValues.Line, Lines(values.ToString())),
            EntryFieldKind.Terms or EntryFieldKind.Regions => string.Join(
                EntryValues.Line,
                values.OfType<string>().Concat(form[field.Name + ".add"].OfType<string>().SelectMany(Lines)).Select(one => Key(field, one))
                    .Where(one => one.Length > 0).Distinct(StringComparer.Ordinal)),
            _ => values.ToString().Trim(),
        };
    }

    private static void ReadTexts(IFormCollection form, EntryField field, Dictionary<string, string> typed)
    {
        foreach (var key in form.Keys.Where(key => key.StartsWith(field.Name + ".", StringComparison.Ordinal)).Take(MostLanguages))
        {
            if (Tag().IsMatch(key.AsSpan(field.Name.Length + 1))) Put(typed, key, form[key].ToString().Trim());
        }

        var language = form[field.Name + ".newLanguage"].ToString();
        if (Tag().IsMatch(language) && form[field.Name + ".newText"].ToString().Trim() is { Length: > 0 } text)
            Put(typed, $"{field.Name}.{language}", text);
    }

    // By key, or by what it is called in any language; what nobody knows stays as it was typed, to be shown as wrong.
    private string Key(EntryField field, string typed) => typed.Trim() is { Length: > 0 } word
        ? (field.Vocabulary is { } vocabulary ? Vocabularies[vocabulary].Resolve(word)?.Key : Gazetteer.Region(word)?.Key) ?? word
        : "";

    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split(['\n', ';', '؛'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void Put(Dictionary<string, string> values, string key, string text)
    {
        if (text.Length > 0) values[key] = text.ReplaceLineEndings("\n");
    }

    [GeneratedRegex("^[a-z]{2,3}(-[a-z0-9]{2,8})*$")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex CapitalsInside();
}

/// <summary>One field of a form.</summary>
internal sealed record FieldBox(EntryFormView Form, EntryField Field);

/// <summary>What visitors will read of some values.</summary>
internal sealed record ShownBox(EntryFormView Form, IReadOnlyDictionary<string, string> Values);
