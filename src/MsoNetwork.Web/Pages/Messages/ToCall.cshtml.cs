using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Web.Pages.Calls;

namespace MsoNetwork.Web.Pages.Messages;

/// <summary>/de/gesuche/{slug}/nachricht: an answer to an open call, without an account.</summary>
internal sealed class ToCallModel(MessageTools tools, PartnerCallLists calls) : MessagePage(tools)
{
    private readonly MessageTools _tools = tools;
    private string _slug = "";

    public override string Below => $"gesuche/{_slug}/nachricht";

    public override string Back => $"gesuche/{_slug}";

    public async Task<IActionResult> OnGetAsync(string slug) => await FindAsync(slug) is { } found ? await ShowAsync(found) : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug) => await FindAsync(slug) is { } found ? await SendAsync(found) : NotFound();

    private async Task<OrganisationEntry?> FindAsync(string slug)
    {
        _slug = slug;
        if (await calls.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { State: PartnerCallState.Open } call) return null;
        var (gazetteer, _) = await _tools.Registry.ReferenceAsync(Aborted);
        Call = new CallView(this, call, gazetteer).Title.Text;
        return await _tools.Registry.Loaders.ById.Load(call.Call.OrganisationId, found => found).GetResultAsync(Aborted);
    }
}
