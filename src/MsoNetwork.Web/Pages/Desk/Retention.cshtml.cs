using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Erasure;
using MsoNetwork.Permissions;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/aufbewahrung: what is kept how long, and what has gone by that. For administrators.</summary>
internal sealed class RetentionModel(RetentionReport report) : DeskPage
{
    public IReadOnlyList<RetentionLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Rights.Allows(Viewer, Resource.Retention, Operation.See, new Facts())) return NotFound();
        Title = T["retention.title"];
        Lines = await report.ReadAsync(RetentionQueries.UsualDays, Aborted);
        return Page();
    }
}
