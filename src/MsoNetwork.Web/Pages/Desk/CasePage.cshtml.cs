using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/anliegen/{id}: one case, field by field, and what can be decided.</summary>
internal sealed class CasePageModel(CaseList cases, DecideCase decide, ShowTeam teams, Registry registry) : DeskPage
{
    public ListedCase Listed { get; private set; } = null!;

    public Case Case => Listed.Case;

    public IReadOnlyList<CaseField> Fields { get; private set; } = [];

    public IReadOnlyList<OrganisationSource> Sources { get; private set; } = [];

    /// <summary>The team that nobody leads, where the case says so.</summary>
    public Teams.Team? Team { get; private set; }

    public string Town { get; private set; } = "";

    /// <summary>Fields that could not be written, or that undoing left.</summary>
    public IReadOnlyList<string> Left =>
        [.. Request.Query["felder"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).Take(30).Select(name =>
            FieldTexts.Label(T, name))];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!Guid.TryParseExact(id, "N", out var known) || await cases.FindAsync(known, Aborted) is not { } found) return NotFound();
        Listed = found;
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        Fields = CaseField.Of(Case, found.Entry, vocabularies, Language.Tag);
        Town = gazetteer.ByKey(Case.Seat)?.Name ?? "";
        if (found.Entry is { } entry) Sources = await registry.Loaders.Sources.Load(entry.Id, sources => sources ?? []).GetResultAsync(
            Aborted);
        if (Case is { Kind: CaseKind.LeadGone, IsOpen: true } && found.Entry is { } led) Team = await teams.RunAsync(led.Slug, Aborted);
        Title = T["case.title", found.Name];
        return Page();
    }

    public Task<IActionResult> OnPostAcceptAsync(
        string id, uint version, string[] field, bool partly, string? successor, string? email) =>
        EndAsync(id, "accepted", one => decide.AcceptAsync(one, version, partly ? field : null, Site, Aborted, new Successor(
            Guid.TryParseExact(successor, "N", out var person) ? person : null,
            email, Language.Tag, secret => new Uri($"{Origin}{Path("einladung/" + secret)}"))));

    public Task<IActionResult> OnPostRefuseAsync(string id, uint version, string? reason) =>
        EndAsync(id, "refused", one => decide.RefuseAsync(one, version, reason ?? "", Site, Aborted));

    public Task<IActionResult> OnPostAskAsync(string id, uint version, string? question) =>
        EndAsync(id, "asked", one => decide.AskBackAsync(one, version, question ?? "", Site, Aborted));

    public Task<IActionResult> OnPostUndoAsync(string id, uint version) =>
        EndAsync(id, "undone", one => decide.UndoAsync(one, version, Aborted));

    public string Action(string handler) => Path($"schreibtisch/anliegen/{Case.Id:N}?handler={handler}");

    private async Task<IActionResult> EndAsync(string id, string what, Func<Guid, Task<Decision>> run)
    {
        if (!Guid.TryParseExact(id, "N", out var known)) return NotFound();
        var decision = await run(known);
        var fields = decision.Fields.Count > 0 ? $"?felder={string.Join(',', decision.Fields.Select(Uri.EscapeDataString))}" : "";
        var here = $"schreibtisch/anliegen/{id}{fields}";
        return decision.Outcome switch
        {
            DecisionOutcome.Done when what is "accepted" or "refused" => Done("schreibtisch", what, 1),
            DecisionOutcome.Done => Done(here, what, 1, decision.Fields.Count),
            DecisionOutcome.NotThere => NotFound(),
            DecisionOutcome.Meanwhile => Done(here, "meanwhile", 1),
            DecisionOutcome.Unsaid => Done(here, "unsaid", 1),
            _ => Done(here, "impossible", 1),
        };
    }
}
