using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Import;

/// <summary>Imports a CSV file or Excel workbook of organisations: README.md beside this file says how.</summary>
public sealed class Importer(NpgsqlDataSource database, TimeProvider time)
{
    private const int RowsBetweenSigns = 1_000;

    /// <summary>Called when another import must end first.</summary>
    public Action? Waiting { get; init; }

    /// <summary>What the log says of who wrote.</summary>
    public ChangeAuthorKind Author { get; init; } = ChangeAuthorKind.Import;

    /// <exception cref="ImportRefusedException">The file cannot be imported as a whole; nothing was written.</exception>
    /// <exception cref="NetworkException">The options cannot be meant; nothing was written.</exception>
    public async Task<ImportReport> RunAsync(
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginAsync(connection, Waiting, cancellationToken);
        var report = await RunAsync(connection, options, progress, cancellationToken);
        // Statements that change no row still count as a change of the registry; taken back, they do not.
        if (report.Outcome == ImportOutcome.Written && report.Created + report.Updated > 0)
            await transaction.CommitAsync(cancellationToken);
        else
            await transaction.RollbackAsync(cancellationToken);
        return report;
    }

    /// <summary>
    /// The same in a transaction that the caller began, and commits if the outcome is <see cref="ImportOutcome.Written"/>.
    /// </summary>
    internal async Task<ImportReport> RunAsync(
        NpgsqlConnection connection,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var report = new ImportReport();
        using var rows = ImportRows.Open(options.File);
        if (!rows.ReadHeader()) throw new ImportRefusedException($"{options.File} is empty; a header row is needed.");
        var header = new ImportHeader(rows.Cells, rows);
        (report.IgnoredColumns, report.IgnoredSheets) = (header.UnknownInWords, rows.OtherSheets);
        if (rows.IsNameless && options.Source is null && !header.Present.Contains("source_name"))
            throw NetworkException.Invalid(
                "--source",
                "What comes through a pipe has no name that could tell where its rows come from: name the source with --source, or in a "
                    + "column source_name."
            );
        using var remarks = new ReportFile(report, options.ReportFile, options.File);
        var source = options.Source ?? Path.GetFileName(options.File);
        if (string.IsNullOrWhiteSpace(source) || source.Length > 300)
            throw new ImportRefusedException("A source has a name of 1 to 300 characters.");
        await new ChangeAuthor(Author, Source: source).ApplyAsync(connection, cancellationToken);
        var gazetteer = await GazetteerLoader.LoadAsync(database, cancellationToken);
        if (gazetteer.Regions.Count == 0) throw new ImportRefusedException("The registry has no regions yet. Load them first: msonet seed");
        var vocabularies = await VocabularyLoader.LoadAsync(database, cancellationToken);
        var rowRemarks = new RowRemarks(remarks.Add, options.Strict);
        var reader = new RowReader(header, gazetteer, vocabularies, rowRemarks, source.Trim(), time);
        var notes = new NotesBesideTheTable(header, rowRemarks);
        await using (var staging = await Staging.OpenAsync(connection, cancellationToken))
        {
            while (rows.Read())
            {
                rowRemarks.Begin(rows.Number);
                notes.Look(rows);
                if (rows.Cells.All(cell => cell.Length == 0)) continue;
                if (report.Rows++ % RowsBetweenSigns == 0) progress?.Report(new ImportProgress(report.Rows, rows.Share));
                if (rows.IsBad) rowRemarks.Reject("", "has a quote inside an unquoted cell; quote the cell and double the quotes in it");
                if (!rows.IsBad && reader.Read(rows.Number, rows.Cells) is { } row) await staging.AddAsync(row, cancellationToken);
                else report.Rejected++;
            }

            await staging.CompleteAsync(cancellationToken);
        }

        progress?.Report(new ImportProgress(report.Rows, null, IsWriting: true));
        var merge = new Merge(
            connection,
            new ToldColumns(header.Present),
            time.GetUtcNow(),
            remarks.Add,
            cancellationToken
        )
        {
            FindErased = () => ErasedRows.FindAsync(connection, gazetteer, cancellationToken),
            Matched = () => NearRows.TellAsync(connection, gazetteer, remarks.Add, cancellationToken),
        };
        report.Rejected += await merge.RejectDuplicatesAsync();
        report.Rejected += await merge.CheckPointsAsync(options.Strict);
        report.Outcome = options.Strict && report.Rejected > 0 ? ImportOutcome.StrictFailed
            : report.Rows > 0 && report.Rejected == report.Rows ? ImportOutcome.NothingAccepted
            : options.DryRun ? ImportOutcome.DryRun : ImportOutcome.Written;
        if (report.Outcome is ImportOutcome.Written or ImportOutcome.DryRun)
        {
            (report.Created, report.Updated, report.Unchanged) = await merge.RunAsync();
            (report.Erased, report.Rejected) = (merge.Erased, report.Rejected + merge.Erased);
        }

        remarks.Complete(); // before the caller commits: a report that cannot be written is an import that was not done
        return report;
    }
}
