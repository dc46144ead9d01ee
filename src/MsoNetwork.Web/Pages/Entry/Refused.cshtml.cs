using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>/de/organisationen/{slug}/nicht-erlaubt: whoever wanted to change an entry and may not reads what they can do.</summary>
internal sealed class RefusedModel(Registry registry) : SignedInPage
{
    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug)
    {
        if (await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } entry) return NotFound();
        (Slug, Name, Title) = (slug, entry.Name, T["entry.refused"]);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
