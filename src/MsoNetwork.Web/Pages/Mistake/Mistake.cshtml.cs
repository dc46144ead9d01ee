using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Mistake;

/// <summary>/de/organisationen/{slug}/hinweis: something is wrong here. Needs no account.</summary>
internal sealed class MistakeModel(
    Registry registry, ReportMistake report, Responsible responsible, NetworkMark network, CurrentViewer current) : SitePage
{
    public OrganisationEntry Entry { get; private set; } = null!;

    public MistakeForm Form { get; private set; } = null!;

    /// <summary>The field that somebody came from; null when it is none that can be typed.</summary>
    public string? Asked { get; private set; }

    /// <summary>What somebody came from and says in own words, for example topics.</summary>
    public string? About { get; private set; }

    public IReadOnlyList<string> Wrong { get; private set; } = [];

    /// <summary>Somebody wants all of the entry erased, and says so without naming fields.</summary>
    public bool WantsErasure { get; private set; }

    /// <summary>The centre that reads it; null when those who run the directory do.</summary>
    public string? Centre { get; private set; }

    /// <summary>What became of it: mail (look into your mails) or done.</summary>
    public string? Sent { get; private set; }

    public bool IsKnown => current.Identity.Person is not null;

    public IReadOnlyList<FormProblem> Problems =>
        [.. Wrong.Select(name => name is "message" or "sender" or "limit" ? new FormProblem("mistake.wrong." + name, "", name)
            : new FormProblem("mistake.wrong.field", Desk.FieldTexts.Label(T, name), name))];

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (!await LoadAsync(slug)) return NotFound();
        Form = MistakeForm.Of(Entry, Language);
        Sent = Request.Query["gesendet"].ToString() is var sent and ("mail" or "ja") ? sent : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug)
    {
        if (!await LoadAsync(slug)) return NotFound();
        Form = MistakeForm.Of(await Request.ReadFormAsync(Aborted));
        if (Form.IsFromProgram) return Redirect(Here + "?gesendet=mail"); // it learns nothing
        var outcome = await report.RunAsync(
            new MistakeReport(
                Entry,
                WantsErasure ? new Dictionary<string, object?>() : Form.Values(Language.Tag),
                Message,
                WantsErasure || Form.ShouldNotBeThere,
                Form.Sender,
                Language.Tag,
                network.Of(HttpContext.Connection.RemoteIpAddress)
            ),
            new Uri(Origin),
            Aborted
        );
        if (outcome.Case is not null) return Redirect($"{Here}?gesendet={(outcome.IsWaiting ? "ja" : "mail")}");
        Wrong = outcome.Wrong;
        return Page();
    }

    /// <summary>Characters; the wish's own words count.</summary>
    public int LongestMessage => Case.LongestMessage - (WantsErasure ? Case.ErasureWish.Length + 2 : 0);

    public string Here => Path($"organisationen/{Entry.Slug}/hinweis");

    // A centre reads German, whatever language asks it to erase.
    private string Message =>
        WantsErasure ? $"{Case.ErasureWish}: {Form.Message}".TrimEnd(' ', ':')
        : About is { } about && Form.Message.Length > 0 ? $"{Desk.FieldTexts.Label(T, about)}: {Form.Message}" : Form.Message;

    private async Task<bool> LoadAsync(string slug)
    {
        if (await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } entry) return false;
        Entry = entry;
        var field = Request.Query["feld"].ToString();
        Asked = MistakeForm.Names.Contains(field) ? field : null;
        About = Asked is null && field is "topics" or "offers" or "targetGroups" or "languages" or "origins" or "kind" or "legalForm"
            or "foundedYear" or "activeIn" or "keywords" or "alternateNames" ? field : null;
        Centre = await responsible.CentreAsync(entry.MunicipalityKey, Aborted);
        WantsErasure = Request.Query.ContainsKey("loeschen");
        Title = T[WantsErasure ? "mistake.erase.title" : "mistake.title"];
        Unlisted = true;
        Response.Headers.CacheControl = "private, no-store";
        return true;
    }
}
