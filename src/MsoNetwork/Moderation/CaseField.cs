using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Moderation;

/// <summary>One field of a case as those who decide see it: each value as lines, none where there is no value.</summary>
/// <param name="Name">Its input, for example <c>phone</c>.</param>
/// <param name="Before">What stood there when the case was handed in.</param>
/// <param name="Now">What stands there now.</param>
/// <param name="Proposed">What is proposed.</param>
/// <param name="IsSame">It stands there already.</param>
/// <param name="HasChanged">Somebody has changed it since the case was handed in.</param>
public sealed record CaseField(
    string Name,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> Now,
    IReadOnlyList<string> Proposed,
    bool IsSame,
    bool HasChanged
)
{
    /// <summary>The fields of a case, in the order of forms.</summary>
    /// <param name="case">The case.</param>
    /// <param name="entry">The entry as it is now; null for a new one.</param>
    /// <param name="vocabularies">For the names of terms.</param>
    /// <param name="language">Tag of the names' language.</param>
    public static IReadOnlyList<CaseField> Of(Case @case, OrganisationEntry? entry, VocabularySet vocabularies, string language)
    {
        if (@case.Draft is not { } draft) return [];
        var told = DraftJson.Read(draft);
        var stood = @case.Base is { } json ? DraftJson.Read(json) : [];
        return
        [
            .. from input in OrganisationDraft.Inputs
               where told.ContainsKey(input.Input)
               orderby input.Field.Group
               let now = entry is null ? null : DraftValues.Of(entry, input.Input)
               let before = stood.GetValueOrDefault(input.Input)
               let proposed = told[input.Input]
               select new CaseField(
                   input.Input,
                   Shown(input.Field, before, vocabularies, language),
                   Shown(input.Field, OnlyTold(now, proposed), vocabularies, language),
                   Shown(input.Field, proposed, vocabularies, language),
                   entry is not null && DraftValues.Same(now, proposed),
                   entry is not null && stood.ContainsKey(input.Input) && !DraftValues.Same(now, OnlyTold(before, proposed))),
        ];
    }

    // Of texts in several languages, those that the draft speaks of.
    private static object? OnlyTold(object? value, object? told)
    {
        if (told is not IEnumerable<object?> texts || value is not IEnumerable<object?> all) return value;
        var languages = texts.OfType<IDictionary<string, object?>>().Select(text => $"{text["language"]}").ToList();
        return languages.Count == 0 ? value
            : all.OfType<IDictionary<string, object?>>()
                .Where(text => languages.Contains($"{text["language"]}", StringComparer.OrdinalIgnoreCase)).ToList<object?>();
    }

    private static IReadOnlyList<string> Shown(OrganisationField field, object? value, VocabularySet vocabularies, string language) =>
        field.Vocabulary is { } vocabulary
            ? [.. DraftValues.Lines(value).Select(key => vocabularies[vocabulary].ByKey(key)?.Label(language) ?? key)]
            : DraftValues.Lines(value);
}
