using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Web.Pages.Networks;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Sheets;

/// <summary>/de/regionen/{key}/blatt: the page that a council gets.</summary>
internal sealed class SheetPage(Registry registry, RegionNetwork networks, NpgsqlDataSource database)
    : SheetModel(registry, networks, database)
{
    public async Task<IActionResult> OnGetAsync(string key)
    {
        Unlisted = true; // the region's own pages say the same
        return await ReadAsync(key) ? Page() : NotFound();
    }
}
