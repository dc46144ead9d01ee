using System.Text.Json;
using MsoNetwork.Text;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Import;

/// <summary>The accepted rows on their way: a temporary table that is filled by COPY and is gone with the transaction.</summary>
internal sealed class Staging : IAsyncDisposable
{
    internal const string Table = """
        CREATE TEMP TABLE import_rows (
            row int NOT NULL, id uuid NOT NULL, source text NOT NULL, external_id text NOT NULL, slug text NOT NULL, slug_municipality text NOT NULL,
            name text NOT NULL, sort_name text COLLATE "C" NOT NULL, alternate_names text[] NOT NULL, kind text, legal_form text, founded_year int,
            descriptions jsonb NOT NULL, street text, postcode text, town text NOT NULL, municipality_key text COLLATE "C" NOT NULL,
            latitude double precision, longitude double precision, protect boolean,
            active_in text[] NOT NULL, topics text[] NOT NULL, target_groups text[] NOT NULL, offers text[] NOT NULL, languages text[] NOT NULL,
            origins text[] NOT NULL, keywords text[] NOT NULL, email text, phone text, website text, status text,
            url text, retrieved_on date, licence text,
            organisation_id uuid, is_new boolean NOT NULL DEFAULT false, wave int, protected_by_any boolean, changed boolean NOT NULL DEFAULT false
        ) ON COMMIT DROP
        """;

    internal const string Copy = """
        COPY import_rows (row, id, source, external_id, slug, slug_municipality, name, sort_name, alternate_names, kind, legal_form, founded_year,
            descriptions, street, postcode, town, municipality_key, latitude, longitude, protect, active_in, topics, target_groups, offers, languages,
            origins, keywords, email, phone, website, status, url, retrieved_on, licence) FROM STDIN (FORMAT BINARY)
        """;

    private readonly NpgsqlBinaryImporter _copy;

    private Staging(NpgsqlBinaryImporter copy) => _copy = copy;

    public static async Task<Staging> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Table, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        copy.Timeout = TimeSpan.FromMinutes(10);
        return new Staging(copy);
    }

    public async ValueTask AddAsync(ImportRow row, CancellationToken cancellationToken)
    {
        await _copy.StartRowAsync(cancellationToken);
        await _copy.WriteAsync(row.Number, NpgsqlDbType.Integer, cancellationToken);
        await _copy.WriteAsync(row.Id, NpgsqlDbType.Uuid, cancellationToken);
        foreach (
            var text in (string[])
                [row.Source, row.ExternalId, Folding.Slug(row.Name), Folding.Slug(row.Place.Municipality), row.Name, row.SortName]
        )
            await TextAsync(text, cancellationToken);
        await ArrayAsync(row.AlternateNames, cancellationToken);
        await TextAsync(row.Kind, cancellationToken);
        await TextAsync(row.LegalForm?.ToString(), cancellationToken);
        await ValueAsync(row.FoundedYear, NpgsqlDbType.Integer, cancellationToken);
        await _copy.WriteAsync(
            row.Descriptions.Count == 0 ? "{}" : JsonSerializer.Serialize(row.Descriptions, JsonSerializerOptions.Default),
            NpgsqlDbType.Jsonb,
            cancellationToken
        );
        await TextAsync(row.Street, cancellationToken);
        await TextAsync(row.Place.Postcode, cancellationToken);
        await TextAsync(row.Place.Town, cancellationToken);
        await TextAsync(row.Place.MunicipalityKey, cancellationToken);
        await ValueAsync(row.Place.Latitude, NpgsqlDbType.Double, cancellationToken);
        await ValueAsync(row.Place.Longitude, NpgsqlDbType.Double, cancellationToken);
        await ValueAsync(row.ProtectLocation, NpgsqlDbType.Boolean, cancellationToken);
        await ArrayAsync(row.ActiveIn, cancellationToken);
        await ArrayAsync(row.Topics, cancellationToken);
        await ArrayAsync(row.TargetGroups, cancellationToken);
        await ArrayAsync(row.Offers, cancellationToken);
        await ArrayAsync(row.Languages, cancellationToken);
        await ArrayAsync(row.Origins, cancellationToken);
        await ArrayAsync(row.Keywords, cancellationToken);
        await TextAsync(row.Email, cancellationToken);
        await TextAsync(row.Phone, cancellationToken);
        await TextAsync(row.Website, cancellationToken);
        await TextAsync(row.Status?.ToString(), cancellationToken);
        await TextAsync(row.Url, cancellationToken);
        await ValueAsync(row.RetrievedOn, NpgsqlDbType.Date, cancellationToken);
        await TextAsync(row.Licence, cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken) => await _copy.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => _copy.DisposeAsync();

    private Task TextAsync(string? text, CancellationToken cancellationToken) =>
        text is null ? _copy.WriteNullAsync(cancellationToken) : _copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);

    private Task ArrayAsync(string[] texts, CancellationToken cancellationToken) =>
        _copy.WriteAsync(texts, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);

    private Task ValueAsync<T>(T? value, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : struct =>
        value is { } given ? _copy.WriteAsync(given, type, cancellationToken) : _copy.WriteNullAsync(cancellationToken);
}
