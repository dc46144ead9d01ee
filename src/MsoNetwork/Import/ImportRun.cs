using MsoNetwork.Accounts;
using MsoNetwork.Duplicates;
using MsoNetwork.Errors;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Import;

/// <summary>
/// What an upload would make of the directory: everything is done as in an import, by the same merge, and the log says what changed. Then
/// it is taken back, unless the caller commits. So what is shown is what happens.
/// </summary>
public sealed class ImportRun(
    NpgsqlDataSource database,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    LikelyDuplicates duplicates,
    KeptPreviews kept,
    TimeProvider time
)
{
    /// <summary>What it would make of it; found out once, and again when anything that matters for it has changed.</summary>
    /// <exception cref="NetworkException">UNAVAILABLE, while a file is being imported.</exception>
    public Task<ImportPreview> PreviewAsync(ImportUpload upload, Viewer viewer, CancellationToken cancellationToken) =>
        kept.GetAsync(upload, viewer, () => FindOutAsync(upload, viewer, cancellationToken), cancellationToken);

    private async Task<ImportPreview> FindOutAsync(ImportUpload upload, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        return await RunAsync(connection, upload, viewer, cancellationToken); // taken back when the transaction is left
    }

    /// <summary>The same in a transaction that the caller began, and commits.</summary>
    internal async Task<ImportPreview> RunAsync(
        NpgsqlConnection connection, ImportUpload upload, Viewer viewer, CancellationToken cancellationToken)
    {
        // The serving pool ends statements that take long; this one is asked for, and bounded by the file's size.
        await using (var patience = new NpgsqlCommand("SET LOCAL statement_timeout = '2min'", connection))
            await patience.ExecuteNonQueryAsync(cancellationToken);
        var verdicts = new ImportVerdicts(RowDecisions.Read(upload.Decisions));
        var by = new DoneBy(viewer.Person, null, upload.CentreKey);
        await (by.Author with { Source = upload.Source }).ApplyAsync(connection, cancellationToken);
        var area = new ImportArea(viewer, await gazetteer.GetAsync(cancellationToken));
        await StageAsync(connection, upload, area, verdicts, cancellationToken);
        var merge = new Merge(
            connection, new ToldColumns(Header(upload).Present), time.GetUtcNow(), verdicts.Remark, cancellationToken)
        {
            Same = verdicts.Same,
            FindErased = () => ErasedRows.FindAsync(connection, area.Gazetteer, cancellationToken),
            Matched = () => WeighAsync(connection, area, verdicts, cancellationToken),
        };
        await merge.RejectDuplicatesAsync();
        await merge.CheckPointsAsync(strict: false);
        await merge.RunAsync();
        await verdicts.ReadAsync(connection, cancellationToken);
        return verdicts.Preview();
    }

    private async Task StageAsync(
        NpgsqlConnection connection, ImportUpload upload, ImportArea area, ImportVerdicts verdicts, CancellationToken cancellationToken)
    {
        var header = Header(upload);
        var remarks = new RowRemarks(verdicts.Remark, strict: false);
        var reader = new RowReader(
            header, area.Gazetteer, await vocabularies.GetAsync(cancellationToken), remarks, upload.Source, time);
        using var rows = UploadedFile.Open(upload.Bytes);
        rows.ReadHeader();
        await using var staging = await Staging.OpenAsync(connection, cancellationToken);
        while (rows.Read())
        {
            if (rows.Cells.All(cell => cell.Length == 0)) continue;
            remarks.Begin(rows.Number);
            var cells = rows.Cells;
            verdicts.Begin(rows.Number, column => cells.Length == header.Width ? header.Cell(cells, column) : "");
            if (rows.IsBad) remarks.Reject("", "has a quote inside an unquoted cell; quote the cell and double the quotes in it");
            if (rows.IsBad || reader.Read(rows.Number, cells) is not { } row) continue;
            if (verdicts.IsLeft(row.Number)) verdicts.Set(row.Number, VerdictKind.Left);
            else if (!area.MayCreate(row.Place.MunicipalityKey)) verdicts.Set(row.Number, VerdictKind.Elsewhere);
            else
            {
                verdicts.Stage(row);
                await staging.AddAsync(row, cancellationToken);
            }
        }

        await staging.CompleteAsync(cancellationToken);
    }

    // Whom a row is about is known. Whoever is of another area is not touched; whoever is likely there is not made once more, unless
    // somebody has said so.
    private async Task WeighAsync(
        NpgsqlConnection connection, ImportArea area, ImportVerdicts verdicts, CancellationToken cancellationToken)
    {
        const string Matched = """
            SELECT r.row, o.id, o.municipality_key FROM import_rows AS r LEFT JOIN organisations AS o ON o.id = r.organisation_id
            """;
        var gone = new List<int>();
        var unmatched = new List<int>();
        await using (var command = new NpgsqlCommand(Matched, connection))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var row = rows.GetInt32(0);
                if (rows.IsDBNull(1)) unmatched.Add(row);
                else if (!area.MayChange(rows.GetGuid(1), rows.GetString(2))) gone.Add(row);
            }
        }

        foreach (var row in gone) verdicts.Set(row, VerdictKind.Elsewhere);
        gone.AddRange(await DoubtfulAsync(unmatched, verdicts, cancellationToken));
        if (gone.Count > 0)
        {
            await using var delete = new NpgsqlCommand(MatchSql.Leave, connection);
            delete.Parameters.AddWithValue("rows", gone.ToArray());
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        await NearRows.TellAsync(connection, area.Gazetteer, verdicts.Remark, cancellationToken);
    }

    private async Task<List<int>> DoubtfulAsync(List<int> unmatched, ImportVerdicts verdicts, CancellationToken cancellationToken)
    {
        var doubtful = new List<int>();
        if (unmatched.Count == 0) return doubtful;
        var find = await duplicates.ForManyAsync(cancellationToken);
        foreach (var row in unmatched)
        {
            if (find(verdicts.QuestionOf(row)) is not { Count: > 0 } likely) continue;
            verdicts.Doubt(row, likely);
            if (!verdicts.IsTaken(row)) doubtful.Add(row);
        }

        return doubtful;
    }

    private static ImportHeader Header(ImportUpload upload) => new(upload.Columns);
}
