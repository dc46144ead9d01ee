using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Import;
using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/import/{id}/spalten: which column of a list is which of ours.</summary>
internal sealed class ImportColumnsModel(ImportDesk desk, MatchColumns matching) : ImportPage(desk)
{
    public IReadOnlyList<(string Heading, IReadOnlyList<string> Examples)> Headings { get; private set; } = [];

    /// <summary>What is chosen: what was typed, or what is suggested.</summary>
    public string[] Chosen { get; private set; } = [];

    public string Source { get; private set; } = "";

    /// <summary>The column of ours that is wrong.</summary>
    public string Wrong { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await FindAsync(id) is { } missing) return missing;
        (Chosen, Source) = (Upload!.Columns, Upload.Source);
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await FindAsync(id) is { } missing) return missing;
        var form = Request.Form;
        var count = Upload!.Columns.Length;
        Chosen = [.. Enumerable.Range(0, count).Select(at => form[$"c{at}"].ToString())];
        Source = form["source"].ToString();
        var (problem, column) = await matching.RunAsync(Upload, Chosen, Source, Aborted);
        if (problem == ColumnProblem.None) return To(PathOf(Upload.Id, "zeilen"));
        Wrong = column;
        var known = problem == ColumnProblem.Twice ? Label(column) : "";
        Problems.Add(new FormProblem("import.column." + problem, known, column));
        return Show();
    }

    private PageResult Show()
    {
        Title = T["import.columns"];
        Headings = MatchColumns.Look(Upload!);
        return Page();
    }
}
