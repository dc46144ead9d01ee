using System.Text.Json;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Export;

/// <summary>
/// Organisations as files, of any number, in bounded memory and as of one moment: CSV and Excel in the import's own format, which
/// come back whole, and GeoJSON (RFC 7946) for geographical tools. All hold what is public and nothing else.
/// </summary>
/// <param name="database">The registry.</param>
/// <param name="criteria">Which of them.</param>
/// <param name="vocabularies">For labels.</param>
/// <param name="language">Terms by their labels in this language; by their keys when null. An import understands both.</param>
/// <param name="progress">Told the number of rows written, now and then.</param>
public sealed class OrganisationFile(
    NpgsqlDataSource database,
    OrganisationCriteria criteria,
    VocabularySet vocabularies,
    string? language,
    IProgress<int>? progress = null
)
{
    private const int RowsBetweenWords = 500;

    private static readonly IReadOnlyList<(OrganisationField Field, FileColumn Column)> Columns = OrganisationFields.InFiles;

    // Between the facts and the state, with the id in front: the columns of the source that tells them.
    private static readonly int OfState = Columns.TakeWhile(column => column.Field.Group != FieldGroup.State).Count();

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellationToken);
        return await OrganisationRows.CountAsync(snapshot, criteria, cancellationToken);
    }

    /// <returns>How many were written.</returns>
    public async Task<int> WriteCsvAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellationToken);
        var texts = await OrganisationRows.TextsAsync(snapshot, criteria, cancellationToken);
        await using var cells = new CsvCells(output);
        await cells.RowAsync(Headings(texts), cancellationToken);
        var written = 0;
        await foreach (var row in OrganisationRows.ReadAsync(snapshot, criteria, cancellationToken))
        {
            await cells.RowAsync(Values(row, texts), cancellationToken);
            Say(++written);
        }

        return written;
    }

    /// <returns>How many were written.</returns>
    /// <exception cref="NetworkException">They are more than a sheet has rows.</exception>
    public async Task<int> WriteWorkbookAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellationToken);
        var texts = await OrganisationRows.TextsAsync(snapshot, criteria, cancellationToken);
        var written = 0;
        var entries = new List<(Guid, string)>();
        var statements = new Sheet("statements", StatementRows.Headings, StatementRows.ReadAsync(snapshot, entries, cancellationToken));
        await Workbook.WriteAsync(output, [new Sheet("organisations", [.. Headings(texts)], Rows()), statements], cancellationToken);
        return written;

        async IAsyncEnumerable<IEnumerable<object?>> Rows()
        {
            await foreach (var row in OrganisationRows.ReadAsync(snapshot, criteria, cancellationToken))
            {
                entries.Add((row.Entry.Id, row.Entry.Slug));
                yield return Values(row, texts);
                Say(++written);
            }
        }
    }

    /// <summary>
    /// A workbook for people: headings and all values in words, a filter above each column. The import does not take it back; the other
    /// one is for that.
    /// </summary>
    /// <returns>How many were written.</returns>
    /// <exception cref="NetworkException">They are more than a sheet has rows.</exception>
    public async Task<int> WriteListAsync(ListWords words, Stream output, CancellationToken cancellationToken)
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellationToken);
        var texts = await OrganisationRows.TextsAsync(snapshot, criteria, cancellationToken);
        var list = new OrganisationListFile(words, texts, Labels);
        var written = 0;
        var sheet = new Sheet(words.Sheet, [.. list.Headings], Rows())
        {
            Filtered = await OrganisationRows.CountAsync(snapshot, criteria, cancellationToken),
        };
        await Workbook.WriteAsync(output, [sheet], cancellationToken);
        return written;

        async IAsyncEnumerable<IEnumerable<object?>> Rows()
        {
            await foreach (var row in OrganisationRows.ReadAsync(snapshot, criteria, cancellationToken))
            {
                yield return list.Row(row);
                Say(++written);
            }
        }
    }

    /// <returns>How many were written.</returns>
    public async Task<int> WriteGeoJsonAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellationToken);
        await using var json = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        var written = 0;
        await foreach (var row in OrganisationRows.ReadAsync(snapshot, criteria, cancellationToken))
        {
            Feature(json, row);
            if (++written % 100 == 0) await json.FlushAsync(cancellationToken);
            Say(written);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return written;
    }

    internal static IEnumerable<string> Headings(IEnumerable<(OrganisationField Field, string Language)> texts) =>
    [
        "external_id",
        .. Columns.Take(OfState).Select(column => column.Column.Header),
        "source_name",
        "source_url",
        "retrieved_on",
        "licence",
        "confidence",
        .. ImportHeader.Ignored,
        .. Columns.Skip(OfState).Select(column => column.Column.Header),
        .. texts.Select(text => $"{text.Field.Files[0].Header}_{text.Language}"),
    ];

    private IEnumerable<object?> Values(OrganisationRow row, IEnumerable<(OrganisationField Field, string Language)> texts) =>
    [
        row.ShownId,
        .. Columns.Take(OfState).Select(column => Cell(column.Field, column.Column.Value(row.Entry))),
        row.Source,
        row.Url,
        row.RetrievedOn,
        row.Licence,
        row.Confidence,
        row.ConfirmedBy,
        row.Entry.VerifiedOn,
        .. Columns.Skip(OfState).Select(column => Cell(column.Field, column.Column.Value(row.Entry))),
        .. texts.Select(text => row.Entry.Texts(text.Field.Column).GetValueOrDefault(text.Language)),
    ];

    private object? Cell(OrganisationField field, object? value) => value is not string[] values ? value
        : field.Vocabulary is { } vocabulary ? Terms(vocabulary, values)
        : Several(values);

    private void Feature(Utf8JsonWriter json, OrganisationRow row)
    {
        var entry = row.Entry;
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", entry.Slug);
        json.WriteStartObject("geometry");
        json.WriteString("type", "Point");
        json.WriteStartArray("coordinates");
        json.WriteNumberValue(entry.Location.Longitude);
        json.WriteNumberValue(entry.Location.Latitude);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("name", entry.Name);
        // Texts, not lists: geographical tools show a list as JSON.
        foreach (
            var (name, value) in ((string, string?)[])
                [
                    ("kind", Terms(VocabularyName.OrganisationKinds, entry.Kind is { } kind ? [kind] : [])),
                    ("street", entry.Street),
                    ("postcode", entry.Postcode),
                    ("town", entry.Town),
                    ("municipality", entry.MunicipalityKey),
                    ("precision", GraphQL.StringExtensions.ToConstantCase(entry.Precision.ToString())),
                    ("email", entry.Email),
                    ("phone", entry.Phone),
                    ("website", entry.Website),
                    ("topics", Terms(VocabularyName.Topics, entry.Topics)),
                    ("target_groups", Terms(VocabularyName.TargetGroups, entry.TargetGroups)),
                    ("offers", Terms(VocabularyName.Offers, entry.Offers)),
                    ("languages", Terms(VocabularyName.Languages, entry.Languages)),
                    ("origins", Terms(VocabularyName.Origins, entry.Origins)),
                    ("status", entry.Status.ToString().ToLowerInvariant()),
                    ("source_name", row.Source),
                    ("source_url", row.Url),
                    ("retrieved_on", CsvCells.Text(row.RetrievedOn)),
                    ("licence", row.Licence),
                    ("confidence", row.Confidence),
                    ("confirmed_by", row.ConfirmedBy),
                    ("confirmed_on", CsvCells.Text(entry.VerifiedOn)),
                ]
        )
        {
            if (string.IsNullOrEmpty(value)) json.WriteNull(name);
            else json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Terms(VocabularyName vocabulary, string[] keys) => Several(Labels(vocabulary, keys));

    private string[] Labels(VocabularyName vocabulary, string[] keys) =>
        language is null ? keys : [.. keys.Select(key => vocabularies[vocabulary].ByKey(key)?.Label(language) ?? key)];

    private static string Several(string[] values) => string.Join('|', values);

    private void Say(int written)
    {
        if (written % RowsBetweenWords == 0) progress?.Report(written);
    }
}
