using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Matching;
using MsoNetwork.Messages;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>
/// /de/gesuche/{slug}/bearbeiten: an organisation keeps its own call: changes, steps, answers, and who would fit. The integration centre of
/// its seat can take the call down here.
/// </summary>
internal sealed class ManageCallModel(
    Registry registry,
    PartnerCallLists calls,
    ResponseLists responses,
    WritePartnerCall write,
    StepPartnerCall step,
    RespondToPartnerCall respond,
    CallMatches matches,
    MessageSwitch messages) : CallDraftPage
{
    private const int Suggested = 5;

    /// <summary>Whether it is a call of the person's organisation; else its centre looks at it, and can only withdraw it.</summary>
    public bool IsOwn { get; private set; }

    public override bool MayAct => Self is not null || Centre is not null;

    public CallView View { get; private set; } = null!;

    public PartnerCall Call => View.Listed.Call;

    public PartnerCallState State => View.Listed.State;

    public IReadOnlyList<(PartnerCallResponse Response, OrganisationEntry? From)> Responses { get; private set; } = [];

    public IReadOnlyList<OrganisationEntry> Fitting { get; private set; } = [];

    /// <summary>Those of them that cannot be written to.</summary>
    public IReadOnlySet<Guid> Silent { get; private set; } = new HashSet<Guid>();

    private string Id => GlobalId.Encode("PartnerCall", Call.Id);

    private ContentChange<PartnerCallContentInput> Change(PartnerCallContentInput content) =>
        new() { Id = Id, Version = PostedNumber("version") ?? 0, Content = content };

    public async Task<IActionResult> OnGetAsync(string slug) =>
        await FindAsync(slug, alsoByCentre: true) ? await ShowAsync() : NotFound();

    public async Task<IActionResult> OnPostSaveAsync(string slug)
    {
        if (!await FindAsync(slug)) return NotFound();
        Draft = CallDraft.Of(Request.Form, Draft.Tag, Gazetteer, Vocabularies);
        var input = Change(Draft.Content(Call, PostedDay, PostedNumber));
        return await DoneAsync("saved", await TryAsync("changePartnerCall", input, write.ChangeAsync, AgainAsync));
    }

    /// <summary>Another last day to answer, everything else as it is.</summary>
    public async Task<IActionResult> OnPostExtendAsync(string slug)
    {
        if (!await FindAsync(slug)) return NotFound();
        var deadline = PostedDay("deadline");
        var content = Draft.Content(Call, field => field switch
        {
            "startsOn" => Call.StartsOn?.ToDateTime(TimeOnly.MinValue),
            "endsOn" => Call.EndsOn?.ToDateTime(TimeOnly.MinValue),
            _ => deadline,
        }, field => field == "radiusKm" ? Call.RadiusKm : Call.Partners);
        return await DoneAsync("extended", await TryAsync("changePartnerCall", Change(content), write.ChangeAsync, AgainAsync));
    }

    public Task<IActionResult> OnPostOpenAsync(string slug) => StepAsync(slug, "opened", () => TryAsync(
        "openPartnerCall", new ReadInput { Id = Id, Version = PostedNumber("version") ?? 0 }, step.OpenAsync, AgainAsync));

    public Task<IActionResult> OnPostFillAsync(string slug) =>
        StepAsync(slug, "filled", () => TryAsync("fillPartnerCall", Step(), step.FillAsync, AgainAsync));

    public Task<IActionResult> OnPostWithdrawAsync(string slug) =>
        StepAsync(slug, "withdrawn", () => TryAsync("withdrawPartnerCall", Step(), step.WithdrawAsync, AgainAsync), alsoByCentre: true);

    public async Task<IActionResult> OnPostEraseAsync(string slug)
    {
        if (!await FindAsync(slug)) return NotFound();
        var erased = await TryAsync("erasePartnerCall", Step(), step.EraseAsync, id => Task.FromResult<string?>(Id));
        return erased is null ? await ShowAsync() : Redirect(Path("posteingang") + "?getan=erased");
    }

    public Task<IActionResult> OnPostAcceptAsync(string slug) => StepAsync(slug, "accepted", () => TryAsync(
        "acceptPartnerCallResponse", Answered(), respond.AcceptAsync, id => responses.ById.OneAsync(id, Aborted)));

    public Task<IActionResult> OnPostDeclineAsync(string slug) => StepAsync(slug, "responseDeclined", () => TryAsync(
        "declinePartnerCallResponse", Answered(), respond.DeclineAsync, id => responses.ById.OneAsync(id, Aborted)));

    private PartnerCallInput Step() => new() { Id = Id, ExpectedVersion = PostedNumber("version") };

    private PartnerCallResponseInput Answered() => new() { Id = Posted("response") };

    private Task<ListedPartnerCall?> AgainAsync(Guid id) => calls.ById.OneAsync(id, Aborted);

    private async Task<IActionResult> StepAsync<T>(string slug, string done, Func<Task<T?>> run, bool alsoByCentre = false)
        where T : class => await FindAsync(slug, alsoByCentre) ? await DoneAsync(done, await run()) : NotFound();

    private async Task<IActionResult> DoneAsync(string done, object? result) => result is null
        ? await ShowAsync()
        : Redirect($"{Path($"gesuche/{Call.Slug}/bearbeiten")}?getan={done}");

    // Only the organisation that acts keeps its call, and its centre takes it down; for all others there is no such page.
    private async Task<bool> FindAsync(string slug, bool alsoByCentre = false)
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        if (await calls.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } call) return false;
        IsOwn = Viewer.Memberships.OfType<Accounts.OrganisationMembership>().Any(one => one.Organisation == call.Call.OrganisationId);
        if (!IsOwn && !(alsoByCentre && await IsSeatedWithUsAsync(call.Call.OrganisationId))) return false;
        View = new CallView(this, call, Gazetteer);
        Draft = CallDraft.Of(call.Call, Language.Tag, Gazetteer);
        Title = View.Title.Text;
        return true;
    }

    private async Task<bool> IsSeatedWithUsAsync(Guid organisation) =>
        Viewer.Memberships.Any(one => one is Accounts.CentreMembership)
        && await registry.Loaders.ById.Load(organisation, found => found).GetResultAsync(Aborted) is { } entry
        && Rights.Allows(Viewer, Resource.PartnerCall, Operation.Withdraw, new Facts { Seats = [entry.MunicipalityKey] });

    private async Task<IActionResult> ShowAsync()
    {
        if (!IsOwn) return Page();
        var found = await responses.ToAsync(Call.Id, Viewer, Aborted);
        var fitting = State is PartnerCallState.Open or PartnerCallState.Draft
            ? await matches.FindAsync(View.Listed, null, Suggested, withConnected: false, Aborted) : [];
        List<Guid> fit = [.. fitting.Select(one => one.Network.Members[one.Place].Id)];
        List<Guid> named = [.. found.Select(one => one.OrganisationId).Concat(fit).Distinct()];
        if (named.Count == 0) return Page();
        var entries = await registry.Loaders.ById
            .Load(named, load => named.Select(load).OfType<OrganisationEntry>().ToDictionary(entry => entry.Id)).GetResultAsync(Aborted);
        Responses = [.. found.Select(one => (one, entries.GetValueOrDefault(one.OrganisationId)))];
        Silent = await messages.OffAsync(fit, Aborted);
        Fitting = [.. fit.Select(entries.GetValueOrDefault).OfType<OrganisationEntry>()];
        return Page();
    }
}
