using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Cooperations;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Inbox;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Cooperations;

/// <summary>
/// /de/organisationen/{slug}/zusammenarbeit: what my organisation does with this one, a proposal to it, and the answers; of my own
/// organisation, all that it does with others.
/// </summary>
internal sealed class CooperationModel(
    Registry registry, CooperationLists lists, ProposeCooperation propose, AnswerCooperation answer, TimeProvider time) : WorkPage
{
    private IReadOnlyDictionary<Guid, OrganisationEntry> _organisations = new Dictionary<Guid, OrganisationEntry>();

    public OrganisationEntry Other { get; private set; } = null!;

    public IReadOnlyList<Cooperation> Cooperations { get; private set; } = [];

    public bool IsOwn => Self?.Organisation == Other.Id;

    public Task<IActionResult> OnGetAsync(string slug) => ShowAsync(slug);

    public async Task<IActionResult> OnPostProposeAsync(string slug)
    {
        if (await FindAsync(slug) is not { } other) return NotFound();
        var (own, theirs) = (GlobalId.Encode("Organisation", Self?.Organisation ?? Guid.Empty), GlobalId.Encode("Organisation", other.Id));
        var isTo = Posted("part") == "to";
        var kind = Enum.TryParse<CooperationKind>(Posted("kind"), out var found) && Enum.IsDefined(found) ? found : CooperationKind.Other;
        var input = new ProposeCooperationInput(
            kind, Posted("title"), isTo ? theirs : own, isTo ? own : theirs, PostedDay("startsOn"), PostedDay("endsOn"), null, null, null);
        return await DoneAsync(slug, "proposed", await TryAsync("proposeCooperation", input, propose.RunAsync, AgainAsync));
    }

    public async Task<IActionResult> OnPostConfirmAsync(string slug)
    {
        var input = new ConfirmCooperationInput(null) { Id = Posted("id"), ExpectedVersion = PostedNumber("version") };
        return await DoneAsync(slug, "confirmed", await TryAsync("confirmCooperation", input, answer.ConfirmAsync, AgainAsync));
    }

    public async Task<IActionResult> OnPostDeclineAsync(string slug)
    {
        var input = new DeclineCooperationInput { Id = Posted("id"), ExpectedVersion = PostedNumber("version") };
        return await DoneAsync(slug, "declined", await TryAsync("declineCooperation", input, answer.DeclineAsync, AgainAsync));
    }

    public async Task<IActionResult> OnPostEndAsync(string slug)
    {
        var input = new EndCooperationInput(PostedDay("endedOn")) { Id = Posted("id"), ExpectedVersion = PostedNumber("version") };
        return await DoneAsync(slug, "ended", await TryAsync("endCooperation", input, answer.EndAsync, AgainAsync));
    }

    /// <summary>The other organisation of a cooperation.</summary>
    public OrganisationEntry? Partner(Cooperation one) =>
        _organisations.GetValueOrDefault(one.FromId == Self?.Organisation ? one.ToId : one.FromId);

    /// <summary>Whether it is the other side's turn: my organisation proposed it.</summary>
    public bool IsMine(Cooperation one) => one.ProposedBy.Organisation == Self?.Organisation;

    public bool IsAhead(Cooperation one) => one.IsAhead(time.Today());

    public string Value(string field) => Posted(field);

    private Task<Cooperation?> AgainAsync(Guid id) => lists.OneAsync(id, Aborted);

    private async Task<IActionResult> DoneAsync(string slug, string done, Cooperation? cooperation) => cooperation is null
        ? await ShowAsync(slug)
        : Redirect($"{Path($"organisationen/{Uri.EscapeDataString(slug)}/zusammenarbeit")}?getan={done}");

    private Task<OrganisationEntry?> FindAsync(string slug) =>
        registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted);

    private async Task<IActionResult> ShowAsync(string slug)
    {
        if (await FindAsync(slug) is not { } other) return NotFound();
        Other = other;
        Title = T["cooperation.title", other.Name];
        if (Self is not { } self) return Page();
        Cooperations = await lists.OfAsync(self.Organisation, IsOwn ? null : other.Id, Aborted);
        List<Guid> named = [.. Cooperations.SelectMany(one => new[] { one.FromId, one.ToId }).Distinct()];
        if (named.Count > 0)
            _organisations = await registry.Loaders.ById
                .Load(named, found => named.Select(found).OfType<OrganisationEntry>().ToDictionary(entry => entry.Id))
                .GetResultAsync(Aborted);
        return Page();
    }
}
