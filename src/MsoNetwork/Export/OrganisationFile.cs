using System.Text.Json;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Export;

/// <summary>
/// Organisations as files, of any number and in bounded memory: CSV and Excel in the import's own format, which come back whole, and
/// GeoJSON (RFC 7946) for geographical tools. All hold what is public and nothing else.
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

    private static readonly string[] Columns =
    [
        "external_id",
        "name",
        "alternate_names",
        "kind",
        "legal_form",
        "founded",
        "street",
        "postcode",
        "town",
        "latitude",
        "longitude",
        "protect_location",
        "active_in",
        "email",
        "phone",
        "website",
        "topics",
        "target_groups",
        "offers",
        "languages",
        "origins",
        "keywords",
        "source_name",
        "source_url",
        "retrieved_on",
        "licence",
        "status",
    ];

    public Task<int> CountAsync(CancellationToken cancellationToken) => OrganisationRows.CountAsync(database, criteria, cancellationToken);

    /// <returns>How many were written.</returns>
    public async Task<int> WriteCsvAsync(Stream output, CancellationToken cancellationToken)
    {
        var languages = await OrganisationRows.LanguagesAsync(database, criteria, cancellationToken);
        await using var cells = new CsvCells(output);
        await cells.RowAsync(Headings(languages), cancellationToken);
        var written = 0;
        await foreach (var row in OrganisationRows.ReadAsync(database, criteria, cancellationToken))
        {
            await cells.RowAsync(Values(row, languages), cancellationToken);
            Say(++written);
        }

        return written;
    }

    /// <returns>How many were written.</returns>
    /// <exception cref="NetworkException">They are more than a sheet has rows.</exception>
    public async Task<int> WriteWorkbookAsync(Stream output, CancellationToken cancellationToken)
    {
        var languages = await OrganisationRows.LanguagesAsync(database, criteria, cancellationToken);
        var written = 0;
        await Workbook.WriteAsync(output, [new Sheet("organisations", Headings(languages), Rows())], cancellationToken);
        return written;

        IEnumerable<IEnumerable<object?>> Rows()
        {
            foreach (var row in OrganisationRows.ReadAsync(database, criteria, cancellationToken).ToBlockingEnumerable(cancellationToken))
            {
                yield return Values(row, languages);
                Say(++written);
            }
        }
    }

    /// <returns>How many were written.</returns>
    public async Task<int> WriteGeoJsonAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        var written = 0;
        await foreach (var row in OrganisationRows.ReadAsync(database, criteria, cancellationToken))
        {
            Feature(json, row);
            if (++written % 100 == 0) await json.FlushAsync(cancellationToken);
            Say(written);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return written;
    }

    internal static IEnumerable<string> Headings(List<string> languages) => Columns.Concat(languages.Select(tag => "description_" + tag));

    private IEnumerable<object?> Values(OrganisationRow row, List<string> languages)
    {
        var entry = row.Entry;
        // a point that the import finds again by itself is none of the organisation's own
        var exact = entry.Precision == LocationPrecision.Address;
        object?[] values =
        [
            row.ExternalId,
            entry.Name,
            Several(entry.AlternateNames),
            Terms(VocabularyName.OrganisationKinds, entry.Kind is { } kind ? [kind] : []),
            entry.LegalForm is { } form ? GraphQL.StringExtensions.ToConstantCase(form.ToString()) : null,
            entry.FoundedYear,
            entry.Street,
            entry.Postcode,
            entry.Town,
            exact ? entry.Location.Latitude : null,
            exact ? entry.Location.Longitude : null,
            row.IsProtected ? "yes" : "no",
            Several(entry.ActiveIn),
            entry.Email,
            entry.Phone,
            entry.Website,
            Terms(VocabularyName.Topics, entry.Topics),
            Terms(VocabularyName.TargetGroups, entry.TargetGroups),
            Terms(VocabularyName.Offers, entry.Offers),
            Terms(VocabularyName.Languages, entry.Languages),
            Terms(VocabularyName.Origins, entry.Origins),
            Several(entry.Keywords),
            row.Source,
            row.Url,
            row.RetrievedOn,
            row.Licence,
            entry.Status.ToString().ToLowerInvariant(),
        ];
        return values.Concat(languages.Select(tag => entry.Descriptions.GetValueOrDefault(tag)));
    }

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
                ]
        )
        {
            if (string.IsNullOrEmpty(value)) json.WriteNull(name);
            else json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Terms(VocabularyName vocabulary, string[] keys) =>
        Several(language is null ? keys : [.. keys.Select(key => vocabularies[vocabulary].ByKey(key)?.Label(language) ?? key)]);

    private static string Several(string[] values) => string.Join('|', values);

    private void Say(int written)
    {
        if (written % RowsBetweenWords == 0) progress?.Report(written);
    }
}
