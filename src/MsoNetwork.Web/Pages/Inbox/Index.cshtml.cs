using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Relay;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Inbox;

/// <summary>/de/posteingang: what waits for my organisations, and what of theirs is under way.</summary>
internal sealed class InboxModel(
    Registry registry, ListWaiting waiting, PartnerCallLists calls, ResponseLists responses, Sessions sessions,
    OwnCase own) : WorkPage
{
    private IReadOnlyDictionary<Guid, OrganisationEntry> _organisations = new Dictionary<Guid, OrganisationEntry>();

    public IReadOnlyList<WaitingItem> Items { get; private set; } = [];

    public IReadOnlyList<ListedPartnerCall> Calls { get; private set; } = [];

    public IReadOnlyList<(PartnerCallResponse Response, ListedPartnerCall? Call)> Responses { get; private set; } = [];

    /// <summary>What the person handed in.</summary>
    public IReadOnlyList<Case> Own { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Title = T["inbox.title"];
        Own = await own.ListAsync(Aborted);
        Items = await waiting.RunAsync(Aborted);
        if (Self is { } self)
        {
            await registry.ReferenceAsync(Aborted);
            var filter = new PartnerCallFilter
            {
                Organisations = [GlobalId.Encode("Organisation", self.Organisation)],
                States = Enum.GetValues<PartnerCallState>(),
            };
            var page = await calls.PageAsync(
                filter, PartnerCallOrder.Newest, PageRequest.Check(PageSize.Most, null, null, null), Aborted);
            Calls = [.. (await page.EdgesAsync(Aborted)).Select(edge => edge.Row)];
            var answered = new List<(PartnerCallResponse, ListedPartnerCall?)>();
            foreach (var response in await responses.MineAsync(Viewer, Aborted))
                answered.Add((response, await calls.ById.OneAsync(response.CallId, Aborted)));
            Responses = answered;
        }

        List<Guid> named = [.. Items.SelectMany(item => new[] { item.For, item.From })
            .Concat(Own.Select(one => one.OrganisationId)).OfType<Guid>().Distinct()];
        if (named.Count > 0)
            _organisations = await registry.Loaders.ById
                .Load(named, found => named.Select(found).OfType<OrganisationEntry>().ToDictionary(entry => entry.Id))
                .GetResultAsync(Aborted);
    }

    public async Task<IActionResult> OnPostActForAsync(string? name, string? returnUrl)
    {
        var chosen = Viewer.Memberships.FirstOrDefault(one => one.Name.ToString() == name);
        if (chosen is not null && Guid.TryParseExact(User.FindFirst(PersonCookie.SessionClaim)?.Value, "N", out var session))
            await sessions.ActForAsync(session, chosen.Name, Aborted);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : Path("posteingang"));
    }

    public OrganisationEntry? Organisation(Guid? id) => id is { } key ? _organisations.GetValueOrDefault(key) : null;

    /// <summary>What an item is; kinds that have no text of their own are told by their title alone.</summary>
    public string? Kind(WaitingItem item) => T.Entries.ContainsKey("inbox." + item.Kind) ? T["inbox." + item.Kind] : null;
}
