using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Reports;
using MsoNetwork.Web.Pages.Networks;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Sheets;

/// <summary>/de/regionen/{key}/blatt.pdf: the same as one page of A4.</summary>
internal sealed class SheetFileModel(Registry registry, RegionNetwork networks, NpgsqlDataSource database)
    : SheetModel(registry, networks, database)
{
    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await ReadAsync(key)) return NotFound();
        if (Network is null) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        var file = new MemoryStream();
        CouncilSheet.Write(
            Borders,
            Network,
            Figures,
            [.. Entries.Select(entry => entry.Sheet)],
            Words,
            Today.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc),
            file
        );
        return File(file.ToArray(), "application/pdf", $"blatt-{Region.Key}.pdf");
    }
}
