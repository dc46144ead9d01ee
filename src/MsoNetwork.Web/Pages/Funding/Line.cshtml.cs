using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Funding;

namespace MsoNetwork.Web.Pages.Funding;

/// <summary>/de/foerderung/{key}: a line of funding with its phases.</summary>
internal sealed class FundingLineModel(FundingLines lines, TimeProvider time) : FundingSitePage(lines, time)
{
    public FundingLine Line { get; private set; } = null!;

    public FundingPhase Phase { get; private set; } = null!;

    public IActionResult OnGet(string key)
    {
        if (Lines.ByKey(key) is not { } line) return NotFound();
        Line = line;
        Phase = line.PhaseOn(Today);
        Title = In(line.Name);
        Description = In(line.For);
        return Page();
    }
}
