using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Messages;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Consortia;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>/de/gesuche/{slug}: one call, and how to answer it.</summary>
internal sealed class CallModel(Registry registry, PartnerCallLists calls, MessageSwitch messages) : SitePage
{
    public CallView View { get; private set; } = null!;

    public ListedPartnerCall Listed => View.Listed;

    public PartnerCall Call => View.Listed.Call;

    public OrganisationEntry Organisation { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    /// <summary>Where partners for it can be put together; null where it looks for none.</summary>
    public string? Plan { get; private set; }

    /// <summary>Whether it can be answered by a page of ours.</summary>
    public bool TakesMessages { get; private set; }

    public LocalisedText Text => Listed.Text(Language.Tag);

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        (var gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        // Drafts and withdrawn calls have no page, for nobody.
        if (
            await calls.BySlug.Load(slug, found => found).GetResultAsync(Aborted)
            is not { State: PartnerCallState.Open or PartnerCallState.Filled or PartnerCallState.Expired } call
        )
            return NotFound();
        Organisation = (await registry.Loaders.ById.Load(call.Call.OrganisationId, found => found).GetResultAsync(Aborted))!;
        View = new CallView(this, call, gazetteer);
        Plan = call.State == PartnerCallState.Open ? ConsortiumModel.Of(this, call.Call, Organisation, gazetteer) : null;
        TakesMessages = await messages.IsOnAsync(call.Call.OrganisationId, Aborted);
        Title = View.Title.Text;
        Description = $"{View.Kind}: {View.Beginning.Text}";
        Unlisted = call.State != PartnerCallState.Open;
        return Page();
    }

    public IEnumerable<(string Key, string Label)> Labels(VocabularyName vocabulary, string[] keys) =>
        Vocabularies[vocabulary].ByKeys(keys).Select(term => (term.Key, term.Label(Language.Tag)));

    /// <summary>When what it is for takes place; null when nobody says.</summary>
    public string? Period => (Call.StartsOn, Call.EndsOn) switch
    {
        ({ } from, { } to) => T["call.fromTo", T.Date(from), T.Date(to)],
        ({ } from, null) => T["call.from", T.Date(from)],
        (null, { } to) => T["call.to", T.Date(to)],
        _ => null,
    };

    /// <summary>The website, if it is one.</summary>
    public string? Website =>
        Organisation.Website is { } website && Uri.TryCreate(website, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? website
            : null;

    /// <summary>The way the caller prefers, as long as the organisation's entry still shows it.</summary>
    public ContactWay Way => Call.ContactWay switch
    {
        ContactWay.Email when Organisation.Email is not null => ContactWay.Email,
        ContactWay.Phone when Organisation.Phone is not null => ContactWay.Phone,
        ContactWay.Website when Website is not null => ContactWay.Website,
        _ => ContactWay.Platform,
    };
}
