using MsoNetwork.Organisations.Fields;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Entries;

/// <summary>How a form asks for a field.</summary>
public enum EntryFieldKind
{
    Line,
    Number,

    /// <summary>One of a few.</summary>
    Choice,
    YesNo,

    /// <summary>Several words of one's own, a line each.</summary>
    Lines,

    /// <summary>Keys of a vocabulary.</summary>
    Terms,

    /// <summary>Keys of regions.</summary>
    Regions,

    /// <summary>A text in several languages: its values are kept by <c>name.tag</c>.</summary>
    ByLanguage,
}

/// <summary>A field of a section's form.</summary>
/// <param name="Name">As the API's UpdateOrganisationInput calls it.</param>
/// <param name="Kind">How it is asked for.</param>
/// <param name="Vocabulary">Where its values are keys of terms.</param>
public sealed record EntryField(string Name, EntryFieldKind Kind, VocabularyName? Vocabulary)
{
    internal OrganisationField Field { get; private init; } = null!;

    internal FileColumn Column { get; private init; } = null!;

    internal static EntryField Of(string input, OrganisationField field, FileColumn column) =>
        new(input, KindOf(field), field.Vocabulary) { Field = field, Column = column };

    private static EntryFieldKind KindOf(OrganisationField field) => field switch
    {
        { Name: "activeIn" } => EntryFieldKind.Regions,
        { Input: FieldInput.List, Vocabulary: not null } => EntryFieldKind.Terms,
        { Input: FieldInput.List } => EntryFieldKind.Lines,
        { Input: FieldInput.ByLanguage } => EntryFieldKind.ByLanguage,
        { Input: FieldInput.Number } => EntryFieldKind.Number,
        { Input: FieldInput.YesNo } => EntryFieldKind.YesNo,
        { Input: FieldInput.LegalForm or FieldInput.Audience } or { Vocabulary: not null } => EntryFieldKind.Choice,
        _ => EntryFieldKind.Line,
    };
}
