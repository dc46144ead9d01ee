using System.Diagnostics.CodeAnalysis;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations.Merging;
using Npgsql;

namespace MsoNetwork.Import;

/// <summary>
/// An upload is imported: all in one transaction with the row that tells of it, so whatever dies in between, there is either nothing and
/// the upload, or everything and no upload. Two at once: the second finds none.
/// </summary>
public sealed class ApplyImport(NpgsqlDataSource database, ImportRun run, ImportCounts counts, TimeProvider time)
{
    private const string Take = "DELETE FROM import_uploads WHERE id = $1 AND person_id = $2";

    // Its own sets alone: nobody else writes in this transaction.
    private const string Tell = """
        INSERT INTO imports (id, person_id, centre_key, file_name, source, applied_at, created, updated, same, "left", change_sets,
            restored, removed)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
            ARRAY(SELECT number FROM change_sets WHERE transaction = pg_current_xact_id() ORDER BY number), 0, 0
        """;

    /// <returns>What was done; null when the upload is not there any more.</returns>
    /// <exception cref="NetworkException">UNAVAILABLE, while another file is being imported.</exception>
    public async Task<ImportPreview?> RunAsync(ImportUpload upload, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        if (await TakeAsync(connection, upload, viewer, cancellationToken) == 0) return null;
        var done = await run.RunAsync(connection, upload, viewer, cancellationToken);
        await TellAsync(connection, upload, viewer, done, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        counts.Add(done.Count(VerdictKind.New) + done.Count(VerdictKind.Changed));
        return done;
    }

    private static async Task<int> TakeAsync(
        NpgsqlConnection connection, ImportUpload upload, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlCommand(Take, connection)
        {
            Parameters = { new() { Value = upload.Id }, new() { Value = viewer.Person! } },
        };
        return await take.ExecuteNonQueryAsync(cancellationToken);
    }

    [SuppressMessage("Style", "IDE0300", Justification = "A list of values of many types.")]
    private async Task TellAsync(
        NpgsqlConnection connection, ImportUpload upload, Viewer viewer, ImportPreview done, CancellationToken cancellationToken)
    {
        await using var tell = new NpgsqlCommand(Tell, connection);
        object?[] values =
        [
            upload.Id, viewer.Person, upload.CentreKey, upload.FileName, upload.Source, time.GetUtcNow(),
            done.Count(VerdictKind.New), done.Count(VerdictKind.Changed), done.Count(VerdictKind.Same), done.NotTaken,
        ];
        foreach (var value in values) tell.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await tell.ExecuteNonQueryAsync(cancellationToken);
    }
}
