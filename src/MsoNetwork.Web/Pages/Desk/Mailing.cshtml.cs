using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Export;
using MsoNetwork.Moderation;
using MsoNetwork.Time;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/verteiler: who wants the centre's mails, on the page and as a file.</summary>
internal sealed class MailingModel(MailingList mailing) : DeskPage
{
    public IReadOnlyList<Recipient> Recipients { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? ending)
    {
        Recipients = await mailing.ReadAsync(Aborted);
        Title = T["mailing.title"];
        if (ending is null) return Page();
        var file = new MemoryStream();
        var list = new ListFile(
            T["mailing.title"],
            [T["field.name"], T["profile.email"], T["field.town"], T["mailing.since"]],
            [.. Recipients.Select(one => (IReadOnlyList<object?>)[one.Name, one.Email, one.Town, BerlinDay.Of(one.GivenAt)])]
        );
        switch (ending)
        {
            case "csv":
                await list.WriteCsvAsync(file, Aborted);
                return File(file.ToArray(), "text/csv; charset=utf-8", "verteiler.csv");
            case "xlsx":
                await list.WriteWorkbookAsync(file, Aborted);
                return File(file.ToArray(), GraphQl.MediaTypes.Workbook, "verteiler.xlsx");
            default:
                return NotFound();
        }
    }
}
