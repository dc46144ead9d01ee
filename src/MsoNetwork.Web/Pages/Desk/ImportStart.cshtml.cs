using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Import;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/import: a list is brought, and those that were.</summary>
[RequestSizeLimit(LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestRequest)]
internal sealed class ImportStartModel(ImportDesk desk, UploadFile uploading) : ImportPage(desk)
{
    /// <summary>More than a file may have: so that who sends more than that hears it in words.</summary>
    private const int LargestRequest = 12 * 1024 * 1024;

    public IReadOnlyList<ImportUpload> Uploads { get; private set; } = [];

    public IReadOnlyList<FinishedImport> Imports { get; private set; } = [];

    public bool IsGone => Request.Query["weg"] == "1";

    /// <summary>Those of whoever works for several.</summary>
    public IReadOnlyList<IntegrationCentre> Centres { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Centres = await Desk.CentresAsync(Viewer, Aborted);
        Title = T["import.title"];
        (Uploads, Imports) = (await Desk.UploadsAsync(Viewer, Aborted), await Desk.ImportsAsync(Viewer, Aborted));
        Names = await Desk.NamesAsync(Imports, Aborted);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? centre)
    {
        var problem = UploadProblem.Missing;
        if (file is { Length: > 0 })
        {
            await Desk.CentreAsync(Viewer, centre, Aborted); // who may not is told before anything is read
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, Aborted);
            (var upload, problem) = await uploading.RunAsync(Viewer, file.FileName, bytes.ToArray(), Aborted, centre);
            if (upload is not null) return To(PathOf(upload, "spalten"));
        }

        Problems.Add(new FormProblem("import.problem." + problem, "", "file"));
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostDiscardAsync(string id)
    {
        if (Guid.TryParseExact(id, "N", out var upload)) await Desk.DiscardAsync(upload, Viewer, Aborted);
        return To(PathOf());
    }
}
