using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Letters;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/briefe/{number}.pdf: one of the centre's own letters, as often as it is needed.</summary>
internal sealed class LetterFileModel(IssueLetter issue) : DeskPage
{
    public async Task<IActionResult> OnGetAsync(string number)
    {
        if (await issue.FindAsync(number, Aborted) is not { WithdrawnAt: null } letter) return NotFound();
        var file = new MemoryStream();
        LetterPdf.Write(letter, new Uri(Site, $"/de/bestaetigung/{letter.Number}"), file);
        return File(file.ToArray(), "application/pdf", $"bestaetigung-{letter.Number}.pdf");
    }
}
