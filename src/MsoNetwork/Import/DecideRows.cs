using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Import;

/// <summary>Somebody decides of rows: take, leave, or that it is one of the directory's organisations.</summary>
public sealed class DecideRows(DbContext context)
{
    /// <param name="upload">The viewer's own.</param>
    /// <param name="decided">By row; null or empty for no decision. Others stay.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(ImportUpload upload, IReadOnlyDictionary<int, string?> decided, CancellationToken cancellationToken)
    {
        var decisions = RowDecisions.Read(upload.Decisions);
        foreach (var (row, decision) in decided.Where(one => one.Key is > 1 and <= UploadedFile.MostRows + 1))
            decisions.Decide(row, decision);
        upload.Decisions = decisions.ToJson();
        await context.SaveChangesAsync(cancellationToken);
    }
}
