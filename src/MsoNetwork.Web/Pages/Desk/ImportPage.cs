using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Import;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>The pages on which a list is imported: for centres and administrators. What is another's is not there.</summary>
internal abstract class ImportPage(ImportDesk desk) : SignedInPage
{
    public List<FormProblem> Problems { get; } = [];

    protected ImportDesk Desk => desk;

    /// <summary>The viewer's own upload; null if there is none (any more).</summary>
    public ImportUpload? Upload { get; private set; }

    public static string PathOf(Guid? upload = null, string? step = null) =>
        "schreibtisch/import" + (upload is { } id ? $"/{id:N}" : "") + (step is null ? "" : "/" + step);

    /// <summary>Whether there is such an upload; else the result says so.</summary>
    protected async Task<IActionResult?> FindAsync(string id)
    {
        Upload = Guid.TryParseExact(id, "N", out var upload) ? await desk.UploadAsync(upload, Viewer, Aborted) : null;
        return Upload is null ? NotFound() : null;
    }

    /// <summary>Where a form's answer is shown: a page that can be loaded anew.</summary>
    protected LocalRedirectResult To(string below, string query = "") => new(Path(below) + query);

    /// <summary>Who did imports.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; protected set; } = new Dictionary<Guid, string>();

    public string NameOf(Guid? person) => person is { } known && Names.TryGetValue(known, out var name) ? name : T["import.nobody"];

    /// <summary>How a column of ours is called.</summary>
    public string Label(string column) => ColumnTexts.Label(T, column);
}
