using System.Text.Json;
using System.Text.Json.Nodes;
using MsoNetwork.Changes;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.History;

/// <summary>An entry whose changes are told.</summary>
/// <param name="Now">Its columns today, as they are logged.</param>
/// <param name="Then">What it was before the change; null where nothing is put back.</param>
internal sealed record ToldEntry(JsonObject Now, EntryState? Then)
{
    public bool CanRestore(OrganisationField field) => Then is not null && !HiddenFields.StaysHidden(field, Then, Now);
}

/// <summary>Columns of the log as fields of an entry, by the names that forms have for them.</summary>
internal static class HistoryFields
{
    private const string Verification = "verification";

    /// <summary>Those that somebody tells, in the order of forms. A point comes from the address.</summary>
    public static IReadOnlyList<(string Input, OrganisationField Field)> Shown { get; } =
    [
        .. from input in OrganisationDraft.Inputs
           where input.Field.Input != FieldInput.Degrees
           orderby input.Field.Group
           select (input.Input, input.Field),
    ];

    /// <param name="changed">Before and after, by column.</param>
    /// <param name="erased">Columns whose values are not in the log any more.</param>
    /// <param name="vocabularies">Names of terms.</param>
    /// <param name="language">Of those names.</param>
    /// <param name="entry">The entry, to say what it hides and what can come back.</param>
    public static IReadOnlyList<HistoryField> Of(
        IReadOnlyDictionary<string, FieldChange> changed, IEnumerable<string> erased, VocabularySet vocabularies, string language,
        ToldEntry entry)
    {
        var (gone, fields) = (erased.ToHashSet(StringComparer.Ordinal), new List<HistoryField>());
        foreach (var (input, field) in Shown)
        {
            if (gone.Contains(field.Column))
                fields.Add(new(input, null, [], [], IsErased: true) { IsHidden = HiddenFields.IsHidden(field, entry.Now) });
            else if (!changed.TryGetValue(field.Column, out var change) || JsonNode.DeepEquals(change.Before, change.After)) continue;
            else if (field.Merge == FieldMerge.Texts) fields.AddRange(
                Texts(input, change).Select(text => text with { CanRestore = entry.CanRestore(field) }));
            else if (Lines(change) is var (before, after) && (before.Count > 0 || after.Count > 0))
                fields.Add(new(input, null, Named(field, before), Named(field, after), false) { CanRestore = entry.CanRestore(field) });
        }

        if (changed.TryGetValue(Verification, out var stands) && Lines(stands) is var (then, now))
            fields.Add(new(Verification, null, then, now, false));
        return fields;

        IReadOnlyList<string> Named(OrganisationField field, IReadOnlyList<string> keys) => field.Vocabulary is { } vocabulary
            ? [.. keys.Select(key => vocabularies[vocabulary].ByKey(key)?.Label(language) ?? key)]
            : keys;
    }

    private static IEnumerable<HistoryField> Texts(string input, FieldChange change)
    {
        var (before, after) = (change.Before as JsonObject ?? [], change.After as JsonObject ?? []);
        return from language in before.Concat(after).Select(text => text.Key).Distinct()
               where !JsonNode.DeepEquals(before[language], after[language])
               select new HistoryField(input, language, Lines(before[language]), Lines(after[language]), false);
    }

    private static (IReadOnlyList<string> Before, IReadOnlyList<string> After) Lines(FieldChange change) =>
        (Lines(change.Before), Lines(change.After));

    private static IReadOnlyList<string> Lines(JsonNode? value) => value switch
    {
        null => [],
        JsonArray list => [.. list.Select(one => (string)one!)],
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => ["yes"],
            JsonValueKind.False => ["no"],
            JsonValueKind.String => [value.GetValue<string>()],
            _ => [value.ToJsonString()],
        },
    };
}
