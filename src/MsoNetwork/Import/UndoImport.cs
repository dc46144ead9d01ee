using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Organisations.Merging;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Import;

/// <summary>What became of taking an import back.</summary>
public sealed record UndoneImport(int Restored, int Removed, IReadOnlyList<KeptChange> Kept);

/// <summary>
/// An import is taken back, by what the log says of it: fields that nobody changed since get their former values, organisations that
/// it made and nobody has touched since go. What others did stays, and is told. It is a change like any other: nothing leaves the log.
/// </summary>
public sealed class UndoImport(NpgsqlDataSource database, TimeProvider time)
{
    private const string Take = """
        UPDATE imports SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL RETURNING change_sets
        """;

    private const string Tell = "UPDATE imports SET restored = $2, removed = $3, kept = $4 WHERE id = $1";

    /// <param name="import">One that the viewer may undo: see <see cref="ImportDesk.ImportAsync"/>.</param>
    /// <param name="viewer">Who does it.</param>
    /// <param name="cancellationToken">Ends it; then nothing was done.</param>
    /// <returns>What was done; null when it is undone already.</returns>
    /// <exception cref="NetworkException">UNAVAILABLE, while a file is being imported.</exception>
    public async Task<UndoneImport?> RunAsync(FinishedImport import, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        await using (var patience = new NpgsqlCommand("SET LOCAL statement_timeout = '2min'", connection))
            await patience.ExecuteNonQueryAsync(cancellationToken);
        if (await TakeAsync(connection, import.Id, viewer, cancellationToken) is not { } sets) return null;
        await new DoneBy(viewer.Person, null, import.CentreKey).Author.ApplyAsync(connection, cancellationToken);
        var undo = new UndoneRows(connection, transaction, time.GetUtcNow(), cancellationToken);
        var organisations = await ImportedChanges.ReadAsync(connection, sets, ChangeSubject.Organisation, cancellationToken);
        var sources = await ImportedChanges.ReadAsync(connection, sets, ChangeSubject.OrganisationSource, cancellationToken);
        await undo.RestoreAsync([.. organisations.Where(one => one.Operation == "update")]);
        var made = organisations.Where(one => one.Operation == "insert").ToList();
        await undo.RemoveAsync(made, sources);
        // An organisation that the import made and that stays keeps where it came from.
        var own = made.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        await undo.RestoreSourcesAsync([.. sources.Where(source => !own.Contains(source.Organisation))]);
        await TellAsync(connection, import.Id, undo, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(undo.Restored, undo.RemovedKeys.Count, undo.Kept);
    }

    private async Task<long[]?> TakeAsync(NpgsqlConnection connection, Guid import, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlCommand(Take, connection)
        {
            Parameters =
            {
                new() { Value = import }, new() { Value = time.GetUtcNow() },
                new() { Value = (object?)viewer.Person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            },
        };
        return await take.ExecuteScalarAsync(cancellationToken) as long[];
    }

    private static async Task TellAsync(NpgsqlConnection connection, Guid import, UndoneRows undo, CancellationToken cancellationToken)
    {
        await using var tell = new NpgsqlCommand(Tell, connection)
        {
            Parameters =
            {
                new() { Value = import }, new() { Value = undo.Restored }, new() { Value = undo.RemovedKeys.Count },
                new() { Value = JsonSerializer.Serialize(undo.Kept, JsonSerializerOptions.Default), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await tell.ExecuteNonQueryAsync(cancellationToken);
    }
}
