using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/import/{id}: what an import did, and how it is taken back.</summary>
internal sealed class ImportDoneModel(ImportDesk desk, UndoImport undoing) : ImportPage(desk)
{
    public FinishedImport Import { get; private set; } = null!;

    public IReadOnlyList<KeptChange> Kept { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await ImportAsync(id, Operation.See) is not { } import) return NotFound();
        Import = import;
        Names = await Desk.NamesAsync([import], Aborted);
        Kept = import.Kept is null ? [] : JsonSerializer.Deserialize<KeptChange[]>(import.Kept, JsonSerializerOptions.Default)!;
        Title = T[import.IsUndone ? "import.title" : "import.result"];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await ImportAsync(id, Operation.Undo) is not { } import) return NotFound();
        try
        {
            await undoing.RunAsync(import, Viewer, Aborted); // a second time changes nothing, and shows the same
            return To(PathOf(import.Id));
        }
        catch (NetworkException busy) when (busy.Code == ErrorCode.Unavailable)
        {
            Problems.Add(new FormProblem("import.busy", "", ""));
            return await OnGetAsync(id);
        }
    }

    private async Task<FinishedImport?> ImportAsync(string id, Operation operation) =>
        Guid.TryParseExact(id, "N", out var import) ? await Desk.ImportAsync(import, Viewer, operation, Aborted) : null;
}
