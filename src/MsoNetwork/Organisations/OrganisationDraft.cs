using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations;

/// <summary>
/// What somebody wants an organisation to be: the fields to be changed and no others, as text by the columns that files have for them, so
/// that the same rules read both.
/// </summary>
internal sealed class OrganisationDraft
{
    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _languages = new(StringComparer.Ordinal);

    /// <summary>What can be told of each field: its name in the input.</summary>
    public static IReadOnlyList<(string Input, OrganisationField Field, FileColumn Column)> Inputs { get; } =
    [
        .. from field in OrganisationFields.All
           from column in field.Files
           select (field.Files.Count == 1 ? field.Name.Split('.')[^1] : column.Header, field, column),
    ];

    /// <summary>What cannot be read at all.</summary>
    public List<UserError> Errors { get; } = [];

    /// <summary>The columns that are told.</summary>
    public IReadOnlyCollection<string> Columns => _cells.Keys;

    /// <param name="input">Values by the name of the input: null clears.</param>
    public static OrganisationDraft Of(IDictionary<string, object?> input)
    {
        var draft = new OrganisationDraft();
        foreach (var (name, field, column) in Inputs)
        {
            if (!input.TryGetValue(name, out var value)) continue;
            if (field.Merge == FieldMerge.Texts) draft.TakeTexts(name, column.Header, value);
            else draft._cells[column.Header] = draft.Cell(name, value);
        }

        return draft;
    }

    /// <summary>The draft's words, and for place and name those that stand where it has none.</summary>
    public ToldCells Over(StandingOrganisation? standing) => new(
        column => _cells.GetValueOrDefault(column)
            ?? (column == "name" ? standing?.Name : column == "town" && _cells.ContainsKey("postcode") ? standing?.Town : null) ?? "",
        text => _languages.GetValueOrDefault(text) ?? []
    );

    /// <summary>The way to the input that a remark on a column is about.</summary>
    public static string[] PathOf(string column) =>
    [
        "input",
        .. Inputs
            .Where(input => column == input.Column.Header
                || (input.Field.Merge == FieldMerge.Texts && column.StartsWith(input.Column.Header + "_", StringComparison.Ordinal)))
            .Select(input => input.Input)
            .Take(1),
    ];

    private void TakeTexts(string name, string header, object? value)
    {
        var languages = _languages[header] = [];
        foreach (var text in (value as IEnumerable<object?> ?? []).OfType<IDictionary<string, object?>>())
        {
            var language = Languages.Normalise((string?)text["language"]).ToLowerInvariant();
            if (!Languages.IsTag(language) || languages.Contains(language))
            {
                Errors.Add(new(["input", name], ErrorCode.InvalidInput, $"{Shown.Short(language)} is no BCP 47 tag, or is there twice."));
                continue;
            }

            languages.Add(language);
            _cells[$"{header}_{language}"] = (text.TryGetValue("text", out var words) ? words as string : null)?.Trim() ?? "";
        }
    }

    private string Cell(string name, object? value)
    {
        switch (value)
        {
            case null: return "";
            case bool yes: return yes ? "yes" : "no";
            case string text: return text.Trim();
            case IEnumerable<object?> list:
                var words = list.OfType<string>().Select(word => word.Trim()).ToList();
                if (words.Exists(word => word.Contains('|', StringComparison.Ordinal)))
                    Errors.Add(
                        new(["input", name], ErrorCode.InvalidInput, "A value may not have the sign |, which separates values in files.")
                    );
                return string.Join('|', words);
            default: return Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }
    }
}
