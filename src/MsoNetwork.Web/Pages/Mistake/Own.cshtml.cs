using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Mistake;

/// <summary>/de/anliegen/{id}: what became of what somebody handed in, and where they answer the desk's question.</summary>
internal sealed class OwnModel(OwnCase own, OrganisationStore organisations, Registry registry) : SitePage
{
    public Case Case { get; private set; } = null!;

    public OrganisationEntry? Entry { get; private set; }

    public IReadOnlyList<CaseField> Fields { get; private set; } = [];

    public Gazetteer Regions { get; private set; } = null!;

    public string? Key { get; private set; }

    /// <summary>The last answer did not come in.</summary>
    public bool IsLost { get; private set; }

    /// <summary>An answer that did not come in, as it was typed.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>It says nothing, or too much.</summary>
    public bool IsWrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAnswerAsync(string id, string? answer)
    {
        if (!await LoadAsync(id)) return NotFound();
        if (await own.AnswerAsync(Case.Id, Key, answer ?? "", Aborted)) return Again(id, true);
        if (!await LoadAsync(id)) return NotFound();
        (Answer, IsWrong) = (answer ?? "", !DecideCase.IsText(answer));
        IsLost = !IsWrong;
        return Page();
    }

    public async Task<IActionResult> OnPostTakeBackAsync(string id)
    {
        if (!await LoadAsync(id)) return NotFound();
        return Again(id, await own.TakeBackAsync(Case.Id, Key, Aborted));
    }

    public string Action(string handler) =>
        Path($"anliegen/{Case.Id:N}") + QueryString.Create("handler", handler).Add("key", Key ?? "");

    private RedirectResult Again(string id, bool done) =>
        Redirect(Path($"anliegen/{id}") + QueryString.Create("key", Key ?? "").Add("verloren", done ? "" : "1"));

    private async Task<bool> LoadAsync(string id)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Key = Request.Query["key"].ToString() is { Length: > 0 } key ? key : null;
        if (!Guid.TryParseExact(id, "N", out var known) || await own.FindAsync(known, Key, Aborted) is not { } found) return false;
        Case = found;
        if (found.OrganisationId is { } organisation)
            Entry = (await organisations.ByIdsAsync([organisation], OrganisationColumns.All, Aborted)).GetValueOrDefault(organisation);
        (Regions, var vocabularies) = await registry.ReferenceAsync(Aborted);
        Fields = CaseField.Of(found, Entry, vocabularies, Language.Tag);
        IsLost = Request.Query["verloren"] == "1";
        (Title, Unlisted) = (T["own.title"], true);
        return true;
    }
}
