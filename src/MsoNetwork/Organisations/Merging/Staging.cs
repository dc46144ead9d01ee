using MsoNetwork.Organisations.Fields;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Text;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Organisations.Merging;

/// <summary>The accepted rows on their way: a temporary table that is filled by COPY and is gone with the transaction.</summary>
internal sealed class Staging : IAsyncDisposable
{
    private static readonly StagedColumn[] Columns = [.. OrganisationFields.Merged.SelectMany(field => field.Staged)];

    internal static readonly string Table = $"""
        CREATE TEMP TABLE import_rows (
            row int NOT NULL, id uuid NOT NULL, source text NOT NULL, external_id text NOT NULL,
                slug text NOT NULL, slug_municipality text NOT NULL,
            {string.Join(", ", Columns.Select(column => $"{column.Name} {column.Definition}"))},
            url text, retrieved_on date, licence text, confidence text,
            organisation_id uuid, is_new boolean NOT NULL DEFAULT false, wave int, changed boolean NOT NULL DEFAULT false,
            retold boolean NOT NULL DEFAULT false, protected_by_any boolean, towns_of_all text
        ) ON COMMIT DROP
        """;

    internal static readonly string Copy = $"""
        COPY import_rows (row, id, source, external_id, slug, slug_municipality,
            {string.Join(", ", Columns.Select(column => column.Name))}, url, retrieved_on, licence, confidence) FROM STDIN (FORMAT BINARY)
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

    public async ValueTask AddAsync(ToldOrganisation row, CancellationToken cancellationToken)
    {
        await _copy.StartRowAsync(cancellationToken);
        await _copy.WriteAsync(row.Number, NpgsqlDbType.Integer, cancellationToken);
        await _copy.WriteAsync(row.Id, NpgsqlDbType.Uuid, cancellationToken);
        await TextAsync(row.Source, cancellationToken);
        await TextAsync(row.ExternalId, cancellationToken);
        await TextAsync(Folding.Slug(row.Name), cancellationToken);
        await TextAsync(Folding.Slug(row.Place.Municipality), cancellationToken);
        foreach (var column in Columns) await column.WriteAsync(_copy, row, cancellationToken);
        await TextAsync(row.Url, cancellationToken);
        await ValueAsync(row.RetrievedOn, NpgsqlDbType.Date, cancellationToken);
        await TextAsync(row.Licence, cancellationToken);
        await TextAsync(row.Confidence?.ToString(), cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken) => await _copy.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => _copy.DisposeAsync();

    private Task TextAsync(string? text, CancellationToken cancellationToken) =>
        text is null ? _copy.WriteNullAsync(cancellationToken) : _copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);

    private Task ValueAsync<T>(T? value, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : struct =>
        value is { } given ? _copy.WriteAsync(given, type, cancellationToken) : _copy.WriteNullAsync(cancellationToken);
}
