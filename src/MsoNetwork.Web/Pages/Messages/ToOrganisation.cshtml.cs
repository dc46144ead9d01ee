using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Organisations;

namespace MsoNetwork.Web.Pages.Messages;

/// <summary>/de/organisationen/{slug}/nachricht: a message to an organisation, with or without an account.</summary>
internal sealed class ToOrganisationModel(MessageTools tools) : MessagePage(tools)
{
    private readonly MessageTools _tools = tools;
    private string _slug = "";

    public override string Below => $"organisationen/{_slug}/nachricht";

    public override string Back => $"organisationen/{_slug}";

    public async Task<IActionResult> OnGetAsync(string slug) => await FindAsync(slug) is { } found ? await ShowAsync(found) : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug) => await FindAsync(slug) is { } found ? await SendAsync(found) : NotFound();

    private async Task<OrganisationEntry?> FindAsync(string slug)
    {
        _slug = slug;
        return await _tools.Registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted);
    }
}
