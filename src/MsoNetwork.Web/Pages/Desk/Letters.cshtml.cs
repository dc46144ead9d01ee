using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Letters;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/briefe: the centre's confirmations.</summary>
internal sealed class LettersModel(IssueLetter issue) : DeskPage
{
    public IReadOnlyList<Letter> Letters { get; private set; } = [];

    public int Number { get; private set; }

    public async Task OnGetAsync()
    {
        Title = T["letter.title"];
        Number = int.TryParse(Request.Query["seite"], out var page) ? Math.Clamp(page, 1, 10_000) : 1;
        Letters = await issue.ReadAsync(null, Number, Aborted);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string? number) =>
        await issue.WithdrawAsync(number ?? "", Aborted) ? Done("schreibtisch/briefe", "withdrawn", 1) : NotFound();
}
