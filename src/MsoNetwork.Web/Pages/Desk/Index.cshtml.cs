using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Reminders;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch: what waits for me, oldest first, and the way to everything else of the desk.</summary>
internal sealed class DeskModel(
    CaseList cases, DeskList lists, UnansweredList unanswered, DecideCase decide, CaseDigests digests) : DeskPage
{
    public CaseCounts Counts { get; private set; } = null!;

    public IReadOnlyList<ListedCase> Cases { get; private set; } = [];

    public IReadOnlyDictionary<DeskListName, int> Lists { get; private set; } = new Dictionary<DeskListName, int>();

    /// <summary>Entries that reminders have left to this desk.</summary>
    public int Unanswered { get; private set; }

    public CaseQuestion Question { get; private set; } = null!;

    public bool HasMore { get; private set; }

    /// <summary>What was chosen and typed, and not taken.</summary>
    public (string[] Chosen, string Reason) Typed { get; private set; } = ([], "");

    /// <summary>Whether whoever looks is told of new cases by mail.</summary>
    public bool GetsMails { get; private set; }

    public async Task OnGetAsync()
    {
        Ask();
        Title = T["desk.title"];
        Counts = await cases.CountsAsync(Question.AlsoOfCentres, Aborted);
        (Cases, HasMore) = await cases.ReadAsync(Question, Aborted);
        (Lists, Unanswered) = (await lists.CountsAsync(Aborted), await unanswered.CountAsync(Aborted));
        GetsMails = await digests.IsOnAsync(Aborted);
    }

    public async Task<IActionResult> OnPostMailsAsync(bool on)
    {
        await digests.SetAsync(on, Aborted);
        return LocalRedirect(Path("schreibtisch"));
    }

    public async Task<IActionResult> OnPostAcceptAsync(string[] chosen, string? reason)
    {
        if (chosen.Length == 0) return await AgainAsync(chosen, reason);
        var (done, left) = await EachAsync(chosen, (id, version) => decide.AcceptAsync(id, version, null, Site, Aborted));
        return Done(Below(Question with { Page = 1 }), "accepted", done, left);
    }

    public async Task<IActionResult> OnPostRefuseAsync(string[] chosen, string? reason)
    {
        if (chosen.Length == 0 || !DecideCase.IsText(reason)) return await AgainAsync(chosen, reason, isReason: true);
        var (done, left) = await EachAsync(chosen, (id, version) => decide.RefuseAsync(id, version, reason!, Site, Aborted));
        if (left == 0) return Done(Below(Question with { Page = 1 }), "refused", done);
        // Somebody was quicker: the reason stays there for what is still to be decided.
        Say("refused", done, left);
        return await AgainAsync(chosen, reason);
    }

    /// <summary>The address of another view of the same.</summary>
    public string Address(CaseQuestion question, string? handler = null) => Path(Below(question, handler));

    /// <summary>A case and the version in which it is seen, as a form sends it.</summary>
    public static string Chosen(Case one) => $"{one.Id:N}.{one.Version}";

    private async Task<IActionResult> AgainAsync(string[] chosen, string? reason, bool isReason = false)
    {
        Typed = (chosen, reason ?? "");
        if (chosen.Length == 0) Fault("chosen", "desk.chosen", "desk.wrong.none");
        else if (isReason) Fault("reason", "case.reason", "desk.wrong.text", Case.LongestMessage);
        await OnGetAsync();
        return Page();
    }

    private async Task<(int Done, int Left)> EachAsync(string[] chosen, Func<Guid, uint, Task<Decision>> decideOne)
    {
        Ask();
        var (done, left) = (0, 0);
        foreach (var one in chosen.Take(CaseList.OnPage))
        {
            if (one.Split('.') is not [var id, var version] || !Guid.TryParseExact(id, "N", out var known)
                || !uint.TryParse(version, out var seen))
                continue;
            if ((await decideOne(known, seen)).Outcome == DecisionOutcome.Done) done++;
            else left++;
        }

        return (done, left);
    }

    private void Ask() => Question = new CaseQuestion(
        Enum.TryParse<CaseKind>(Request.Query["art"], out var kind) && Enum.IsDefined(kind) ? kind : null,
        Request.Query["ansicht"] == "erledigt",
        IsAdministrator && Request.Query["alle"] == "1",
        int.TryParse(Request.Query["seite"], out var page) ? Math.Clamp(page, 1, 10_000) : 1);

    private static string Below(CaseQuestion question, string? handler = null) => "schreibtisch" + QueryString.Create(
        new Dictionary<string, string?>
        {
            ["handler"] = handler,
            ["art"] = question.Kind?.ToString(),
            ["ansicht"] = question.IsDecided ? "erledigt" : null,
            ["alle"] = question.AlsoOfCentres ? "1" : null,
            ["seite"] = question.Page > 1 ? $"{question.Page}" : null,
        }.Where(pair => pair.Value is not null));
}
