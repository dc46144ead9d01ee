using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Reminders;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>
/// /de/schreibtisch/listen/ohne-antwort: entries that nobody has confirmed though somebody was to be asked, and what was tried. The centre
/// rings up or writes, and confirms.
/// </summary>
internal sealed class UnansweredModel(UnansweredList list, MarkOrganisations marks, Registry registry) : DeskPage
{
    private const string Here = "schreibtisch/listen/ohne-antwort";

    public IReadOnlyList<(UnansweredEntry One, OrganisationEntry Entry)> Entries { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>The page behind it; null for the last one.</summary>
    public string? Next { get; private set; }

    public string Action => Path(Here) + "?handler=Mark";

    public async Task<IActionResult> OnGetAsync()
    {
        Title = T["desk.list.Unanswered"];
        try
        {
            var after = Request.Query["after"].ToString() is { Length: > 0 } cursor ? cursor : null;
            var page = await list.PageAsync(PageRequest.Check(DeskList.OnPage, after, null, null), Aborted);
            var rows = (await page.EdgesAsync(Aborted)).Select(edge => edge.Row).ToList();
            var found = await registry.Loaders.ById.Load(
                rows.Select(one => one.Organisation), loaded => rows.ToDictionary(one => one.Organisation, one => loaded(one.Organisation)))
                .GetResultAsync(Aborted);
            Entries = [.. rows.Where(one => found[one.Organisation] is not null).Select(one => (one, found[one.Organisation]!))];
            Total = await page.TotalCountAsync(Aborted);
            if (await page.HasNextPageAsync(Aborted) && await page.EndCursorAsync(Aborted) is { } end)
                Next = $"{Path(Here)}?after={Uri.EscapeDataString(end)}";
            return Page();
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.InvalidInput)
        {
            return NotFound(); // a cursor of nothing
        }
    }

    public async Task<IActionResult> OnPostMarkAsync(Guid[] chosen, string? mark)
    {
        if (!Enum.TryParse<Mark>(mark, out var meant) || !Enum.IsDefined(meant)) return NotFound();
        var (done, left) = await marks.RunAsync(chosen, meant, Aborted);
        return Done(Here, "marked", done, left.Count);
    }
}
