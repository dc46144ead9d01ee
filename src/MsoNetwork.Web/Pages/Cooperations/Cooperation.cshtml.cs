using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Cooperations;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Text;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Inbox;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Cooperations;

/// <summary>
/// /de/organisationen/{slug}/zusammenarbeit: what my organisation does with this one, a proposal to it, and the answers; of my own
/// organisation, and for an integration centre, all that it does with others.
/// </summary>
internal sealed class CooperationModel(
    Registry registry, CooperationLists lists, ProposeCooperation propose, AnswerCooperation answer, DbContext context, TimeProvider time)
    : WorkPage
{
    private static readonly string[] SourceFields = ["name", "url", "retrievedOn"];

    private IReadOnlyDictionary<Guid, OrganisationEntry> _organisations = new Dictionary<Guid, OrganisationEntry>();

    public OrganisationEntry Other { get; private set; } = null!;

    public IReadOnlyList<Cooperation> Cooperations { get; private set; } = [];

    public bool IsOwn => Self?.Organisation == Other.Id;

    public override bool MayAct => Self is not null || Centre is not null;

    /// <summary>Whether the second organisation is to be named: it is not the one that the page is about.</summary>
    public bool NamesPartner => IsOwn || Centre is not null;

    /// <summary>Fields that take several values.</summary>
    public IReadOnlyList<ChoiceField> Choices { get; private set; } = [];

    public string Today => time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Task<IActionResult> OnGetAsync(string slug) => ShowAsync(slug);

    public async Task<IActionResult> OnPostProposeAsync(string slug)
    {
        if (await FindAsync(slug) is not { } other) return NotFound();
        Other = other;
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        var first = Self is { } self ? self.Organisation : other.Id;
        var second = NamesPartner ? await PartnerAsync(Posted("to").Trim()) : other.Id;
        if (second is null) Problems.Add(new WorkProblem("to", "wrong.to"));
        var (one, two) = (GlobalId.Encode("Organisation", first), GlobalId.Encode("Organisation", second ?? Guid.Empty));
        var isTo = Posted("part") == "to";
        var kind = Enum.TryParse<CooperationKind>(Posted("kind"), out var found) && Enum.IsDefined(found) ? found : CooperationKind.Other;
        var input = new ProposeCooperationInput(
            kind,
            Posted("title"),
            isTo ? two : one,
            isTo ? one : two,
            PostedDay("startsOn"),
            PostedDay("endsOn"),
            Regions(gazetteer),
            Topics(vocabularies),
            PostedSource());
        return await DoneAsync(slug, "proposed", await TryAsync("proposeCooperation", input, propose.RunAsync, AgainAsync));
    }

    public async Task<IActionResult> OnPostConfirmAsync(string slug)
    {
        var input = new ConfirmCooperationInput(PostedSource()) { Id = Posted("id"), ExpectedVersion = PostedNumber("version") };
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
    public bool IsMine(Cooperation one) => Self is { } self && one.ProposedBy.Organisation == self.Organisation;

    public bool IsAhead(Cooperation one) => one.IsAhead(time.Today());

    /// <summary>Whether the centre must say where it knows this from, to confirm it.</summary>
    public bool NeedsSource(Cooperation one) => Centre is not null && one.SourceName is null;

    /// <summary>What was typed into the proposal's field.</summary>
    public string Value(string field) => Request.Query["handler"] == "Propose" ? Posted(field) : "";

    /// <summary>What was typed into a field of this cooperation's step.</summary>
    public string Value(Cooperation one, string field) =>
        Request.Query["handler"] == "Confirm" && Posted("id") == GlobalId.Encode("Cooperation", one.Id) ? Posted(field) : "";

    /// <summary>The organisations of a cooperation that the page is not about.</summary>
    public IEnumerable<OrganisationEntry> Partners(Cooperation one) => Centre is null
        ? Partner(one) is { } partner ? [partner] : []
        : new[] { one.FromId, one.ToId }.Where(id => id != Other.Id).Select(_organisations.GetValueOrDefault).OfType<OrganisationEntry>();

    private string[] Regions(Gazetteer gazetteer) => ChoiceField.Read(Request.Form, "regions", word => gazetteer.Region(word)?.Key);

    private string[] Topics(VocabularySet vocabularies) =>
        ChoiceField.Read(Request.Form, "topics", word => vocabularies[VocabularyName.Topics].Resolve(word)?.Key);

    // What an empty form says is no source.
    private SourceInput? PostedSource() =>
        SourceFields.Any(field => Posted(field).Trim().Length > 0)
            ? new SourceInput(Posted("name"), Posted("url").Trim() is { Length: > 0 } url ? url : null, PostedDay("retrievedOn"))
            : null;

    // By its name, or by the address of its page.
    private async Task<Guid?> PartnerAsync(string typed)
    {
        if (typed.Length == 0) return null;
        const string Page = "/organisationen/";
        var at = typed.IndexOf(Page, StringComparison.Ordinal);
        var slug = at < 0 ? typed : typed[(at + Page.Length)..].Split('/', '?', '#')[0];
        if (await FindAsync(slug) is { } found) return found.Id;
        var name = Folding.SortKey(typed);
        var named = await context.Set<Organisation>().Where(one => one.SortName == name).Select(one => one.Id).Take(2).ToListAsync(Aborted);
        return named is [var only] ? only : null;
    }

    private Task<Cooperation?> AgainAsync(Guid id) => lists.ById.OneAsync(id, Aborted);

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
        if (!MayAct) return Page();
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        var isTyped = Request.Query["handler"] == "Propose" && Request.HasFormContentType;
        Choices =
        [
            ChoiceField.Terms(
                "topics", "profile.topics", isTyped ? Topics(vocabularies) : [], vocabularies[VocabularyName.Topics], Language.Tag),
            ChoiceField.Regions("regions", isTyped ? Regions(gazetteer) : [], gazetteer),
        ];
        Cooperations = await lists.OfAsync(Self?.Organisation ?? other.Id, NamesPartner ? null : other.Id, Aborted);
        List<Guid> named = [.. Cooperations.SelectMany(one => new[] { one.FromId, one.ToId }).Distinct()];
        if (named.Count > 0)
            _organisations = await registry.Loaders.ById
                .Load(named, found => named.Select(found).OfType<OrganisationEntry>().ToDictionary(entry => entry.Id))
                .GetResultAsync(Aborted);
        return Page();
    }
}
