using Microsoft.AspNetCore.Mvc;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>/de/gesuche/neu: an organisation drafts what it seeks or offers.</summary>
internal sealed class NewCallModel(Registry registry, WritePartnerCall write, PartnerCallLists calls) : CallDraftPage
{
    public async Task OnGetAsync()
    {
        await ShowAsync();
        Draft = new CallDraft { Tag = Language.Tag };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await ShowAsync();
        Draft = CallDraft.Of(Request.Form, Language.Tag, Gazetteer, Vocabularies);
        var input = new ContentInput<PartnerCallContentInput> { Content = Draft.Content(null, PostedDay, PostedNumber) };
        var call = await TryAsync("createPartnerCall", input, write.CreateAsync, id => calls.ById.OneAsync(id, Aborted));
        return call is null ? Page() : Redirect($"{Path($"gesuche/{call.Call.Slug}/bearbeiten")}?getan=drafted");
    }

    private async Task ShowAsync()
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        Title = T["callForm.new"];
    }
}
