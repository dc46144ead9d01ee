using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Import;

/// <summary>Somebody brings a list: it is looked at, kept for a week, and its columns are guessed.</summary>
public sealed class UploadFile(DbContext context, ImportDesk desk, ReferenceSnapshot<Gazetteer> gazetteer, TimeProvider time)
{
    private const int MostAtOnce = 10;
    private const int LongestName = 200;

    /// <param name="viewer">Who brings it.</param>
    /// <param name="fileName">As their machine calls it.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="chosen">The centre in whose name, of somebody who works for several.</param>
    /// <returns>The upload's id; or what is wrong, and nothing is kept.</returns>
    /// <exception cref="NetworkException">FORBIDDEN.</exception>
    public async Task<(Guid? Id, UploadProblem Problem)> RunAsync(
        Viewer viewer, string fileName, byte[] bytes, CancellationToken cancellationToken, string? chosen = null)
    {
        var centre = await desk.CentreAsync(viewer, chosen, cancellationToken);
        var now = time.GetUtcNow();
        var uploads = context.Set<ImportUpload>();
        if (await uploads.CountAsync(upload => upload.PersonId == viewer.Person && upload.ExpiresAt > now, cancellationToken) >= MostAtOnce)
            return (null, UploadProblem.TooMany);
        var (readable, wasRecoded, problem) = UploadedFile.Prepare(bytes);
        if (problem != UploadProblem.None) return (null, problem);
        var (headings, fault) = Look(readable);
        if (fault != UploadProblem.None) return (null, fault);
        var name = Plain(fileName);
        var upload = new ImportUpload
        {
            Id = Guid.CreateVersion7(now),
            PersonId = viewer.Person!.Value,
            CentreKey = centre,
            FileName = name,
            Source = centre is null ? name : (await gazetteer.GetAsync(cancellationToken)).Centre(centre)!.Name,
            Bytes = readable,
            WasRecoded = wasRecoded,
            Columns = ColumnSuggestions.Of(headings),
            CreatedAt = now,
            ExpiresAt = now + ImportUpload.Kept,
        };
        context.Add(upload);
        await context.SaveChangesAsync(cancellationToken);
        return (upload.Id, UploadProblem.None);
    }

    // Once to its end: who brings a file hears at once that it cannot be read, and not when it is applied.
    private static (string[] Headings, UploadProblem Problem) Look(byte[] bytes)
    {
        try
        {
            using var rows = UploadedFile.Open(bytes);
            if (!rows.ReadHeader()) return ([], UploadProblem.Empty);
            var headings = rows.Cells.ToArray();
            var count = 0;
            while (rows.Read())
            {
                if (++count > UploadedFile.MostRows) return ([], UploadProblem.TooManyRows);
            }

            return (headings, count == 0 ? UploadProblem.Empty : UploadProblem.None);
        }
        catch (ImportRefusedException refused)
        {
            return ([], refused.Refusal switch
            {
                ImportRefusal.OldWorkbook => UploadProblem.OldWorkbook,
                ImportRefusal.CellTooLong => UploadProblem.CellTooLong,
                ImportRefusal.Empty => UploadProblem.Empty,
                _ => UploadProblem.Unreadable,
            });
        }
    }

    // Some browsers send whole paths; and a name is shown, never used.
    private static string Plain(string fileName)
    {
        var name = fileName.Split('/', '\\')[^1];
        name = string.Concat(name.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))).Trim();
        return name.Length == 0 ? "-" : name.Length <= LongestName ? name : name[..LongestName];
    }
}
