using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
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

    public Gazetteer Regions { get; private set; } = null!;

    public string Town { get; private set; } = "";

    /// <summary>What was typed or chosen and not taken: which button, and what with it.</summary>
    public TypedDecision? Typed { get; private set; }

    /// <summary>Fields that could not be written, or that undoing left.</summary>
    public IReadOnlyList<string> Left =>
        [.. (_left ?? Request.Query["felder"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)).Take(30).Select(name =>
            FieldTexts.Label(T, name))];

    private IReadOnlyList<string>? _left;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!Guid.TryParseExact(id, "N", out var known) || await cases.FindAsync(known, Aborted) is not { } found) return NotFound();
        Listed = found;
        (Regions, var vocabularies) = await registry.ReferenceAsync(Aborted);
        Fields = CaseField.Of(Case, found.Entry, vocabularies, Language.Tag);
        Town = Regions.ByKey(Case.Seat)?.Name ?? "";
        if (found.Entry is { } entry) Sources = await registry.Loaders.Sources.Load(entry.Id, sources => sources ?? []).GetResultAsync(
            Aborted);
        if (Case is { Kind: CaseKind.LeadGone, IsOpen: true } && found.Entry is { } led) Team = await teams.RunAsync(led.Slug, Aborted);
        Title = T["case.title", found.Name];
        return Page();
    }

    public Task<IActionResult> OnPostAcceptAsync(
        string id, uint version, string[] field, bool partly, string? successor, string? email)
    {
        var next = new Successor(
            Guid.TryParseExact(successor, "N", out var person) ? person : null,
            email, Language.Tag, secret => new Uri($"{Origin}{Path("einladung/" + secret)}"));
        return EndAsync(
            id, "accepted", new("Accept", "", field, successor, email),
            one => decide.AcceptAsync(one, version, partly ? field : null, Site, Aborted, next));
    }

    public Task<IActionResult> OnPostRefuseAsync(string id, uint version, string? reason) =>
        EndAsync(id, "refused", new("Refuse", reason ?? ""), one => decide.RefuseAsync(one, version, reason ?? "", Site, Aborted));

    public Task<IActionResult> OnPostAskAsync(string id, uint version, string? question) =>
        EndAsync(id, "asked", new("Ask", question ?? ""), one => decide.AskBackAsync(one, version, question ?? "", Site, Aborted));

    public Task<IActionResult> OnPostUndoAsync(string id, uint version) =>
        EndAsync(id, "undone", new("Undo", ""), one => decide.UndoAsync(one, version, Aborted));

    public string Action(string handler) => Path($"schreibtisch/anliegen/{Case.Id:N}?handler={handler}");

    private async Task<IActionResult> EndAsync(string id, string what, TypedDecision typed, Func<Guid, Task<Decision>> run)
    {
        if (!Guid.TryParseExact(id, "N", out var known)) return NotFound();
        var decision = await run(known);
        if (decision.Outcome == DecisionOutcome.NotThere) return NotFound();
        if (decision.Outcome == DecisionOutcome.Done)
        {
            if (what is "accepted" or "refused") return Done("schreibtisch", what, 1);
            var fields = decision.Fields.Count > 0 ? $"?felder={string.Join(',', decision.Fields.Select(Uri.EscapeDataString))}" : "";
            return Done($"schreibtisch/anliegen/{id}{fields}", what, 1, decision.Fields.Count);
        }

        (Typed, _left) = (typed, decision.Fields);
        if (decision.Outcome == DecisionOutcome.Unsaid && typed.Field is { } field)
            Fault(field, "case." + field, "desk.wrong.text", Case.LongestMessage);
        else
            Say(decision.Outcome switch
            {
                DecisionOutcome.Meanwhile => "meanwhile",
                DecisionOutcome.Unsaid => "unsaid",
                _ => "impossible",
            });
        return await OnGetAsync(id);
    }
}

/// <summary>A decision that was not taken, as it was typed.</summary>
/// <param name="Button">Accept, Refuse, Ask or Undo.</param>
/// <param name="Text">The reason or the question.</param>
/// <param name="Fields">What was to be taken over; null where nothing could be chosen.</param>
internal sealed record TypedDecision(
    string Button, string Text, string[]? Fields = null, string? Successor = null, string? Email = null)
{
    /// <summary>Where the text is typed.</summary>
    public string? Field => Button switch { "Refuse" => "reason", "Ask" => "question", _ => null };

    public string TextOf(string button) => Button == button ? Text : "";
}
