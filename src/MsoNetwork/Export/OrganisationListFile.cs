using MsoNetwork.Import;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Export;

/// <summary>The words of a list for people, in their language.</summary>
/// <param name="Sheet">What the sheet is called; at most 31 characters.</param>
/// <param name="Heading">What a column of the import's format is called.</param>
/// <param name="Value">A value of a column in words, where it is a key of the format: a region, a legal form, a state, yes and no.</param>
public sealed record ListWords(string Sheet, Func<string, string> Heading, Func<string, string, string> Value);

/// <summary>Organisations as a list that is read, not imported: the columns of the import's format, all in words.</summary>
internal sealed class OrganisationListFile(
    ListWords words,
    IReadOnlyList<(OrganisationField Field, string Language)> texts,
    Func<VocabularyName, string[], string[]> labels
)
{
    private static readonly string[] OfSource = ["source_name", "source_url", "retrieved_on", "licence"];

    public IEnumerable<string> Headings =>
        OrganisationFields.InFiles.Select(column => column.Column.Header)
            .Concat(texts.Select(text => $"{text.Field.Files[0].Header}_{text.Language}"))
            .Concat(OfSource)
            .Concat(ImportHeader.Ignored)
            .Select(words.Heading);

    public IEnumerable<object?> Row(OrganisationRow row) =>
    [
        .. OrganisationFields.InFiles.Select(column => Cell(column.Field, column.Column.Header, column.Column.Value(row.Entry))),
        .. texts.Select(text => row.Entry.Texts(text.Field.Column).GetValueOrDefault(text.Language)),
        row.Source,
        row.Url,
        row.RetrievedOn,
        row.Licence,
        row.ConfirmedBy is null ? null : words.Value("confirmed_by", row.Entry.Verification.ToString()),
        row.Entry.VerifiedOn,
    ];

    private object? Cell(OrganisationField field, string header, object? value) => value switch
    {
        string[] keys when field.Vocabulary is { } vocabulary => string.Join("; ", labels(vocabulary, keys)),
        string[] keys when header == "active_in" => string.Join("; ", keys.Select(key => words.Value(header, key))),
        string[] values => string.Join("; ", values),
        string key when header is "legal_form" or "status" or "protect_location" or "contact_visible_to" => words.Value(header, key),
        _ => value,
    };
}
