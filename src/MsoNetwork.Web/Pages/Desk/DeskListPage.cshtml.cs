using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Letters;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Time;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/listen/{list}: the desk's organisations by what is to be done, and doing it with many at once.</summary>
internal sealed class DeskListPage(DeskList lists, MarkOrganisations marks, InviteOrganisations invite, TimeProvider time) : DeskPage
{
    private static readonly Dictionary<string, DeskListName> BySlug = new(StringComparer.Ordinal)
    {
        ["alle"] = DeskListName.All,
        ["unbestaetigt"] = DeskListName.Unconfirmed,
        ["veraltet"] = DeskListName.Stale,
        ["ohne-kontakt"] = DeskListName.NoContact,
        ["webseite-nicht-erreichbar"] = DeskListName.WebsiteUnreachable,
        ["ohne-verbindung"] = DeskListName.NoTie,
    };

    public DeskQuestion Question { get; private set; } = null!;

    public IReadOnlyList<OrganisationEntry> Entries { get; private set; } = [];

    public int Total { get; private set; }

    public static string Slug(DeskListName name) => BySlug.First(pair => pair.Value == name).Key;

    public async Task<IActionResult> OnGetAsync(string list)
    {
        if (!Ask(list)) return NotFound();
        (Entries, Total) = await lists.ReadAsync(Question, Aborted);
        Title = T["desk.list." + Question.Name];
        return Page();
    }

    public async Task<IActionResult> OnPostMarkAsync(string list, Guid[] chosen, string? mark)
    {
        if (!Ask(list) || !Enum.TryParse<Mark>(mark, out var meant) || !Enum.IsDefined(meant)) return NotFound();
        var (done, left) = await marks.RunAsync(chosen, meant, Aborted);
        return Done(Below(Question), "marked", done, left.Count);
    }

    public async Task<IActionResult> OnPostInviteAsync(string list, Guid[] chosen)
    {
        if (!Ask(list)) return NotFound();
        var (sent, left) = await invite.ByMailAsync(chosen, "de", Site, Aborted);
        return Done(Below(Question), "invited", sent, left.Count);
    }

    /// <summary>The links are known only now, so the letters are the answer itself.</summary>
    public async Task<IActionResult> OnPostPrintAsync(string list, Guid[] chosen)
    {
        if (!Ask(list)) return NotFound();
        var printed = await invite.ByLetterAsync(chosen, "de", Site, Aborted);
        if (printed.Count == 0) return Done(Below(Question), "invited", 0, chosen.Length);
        var letters = printed.Select(one => new InvitationLetter(
            [
                one.Organisation.Name,
                .. one.Organisation.Street is { } street ? [street] : Array.Empty<string>(),
                $"{one.Organisation.Postcode} {one.Organisation.Town}".Trim(),
            ],
            one.Organisation.Name,
            one.Centre,
            one.Link,
            BerlinDay.Of(one.ValidUntil)
        )).ToList();
        var file = new MemoryStream();
        LetterPdf.Write(letters, time.Today(), file);
        return File(file.ToArray(), "application/pdf", "einladungen.pdf");
    }

    public string Address(DeskQuestion question, string? handler = null) => Path(Below(question, handler));

    public bool HasMore => Question.Page * DeskList.OnPage < Total;

    private bool Ask(string list)
    {
        if (!BySlug.TryGetValue(list, out var name)) return false;
        Question = new(name, Request.Query["q"].ToString() is { Length: <= 200 } words ? words : "",
            int.TryParse(Request.Query["seite"], out var page) ? Math.Clamp(page, 1, 10_000) : 1);
        return true;
    }

    private static string Below(DeskQuestion question, string? handler = null) =>
        $"schreibtisch/listen/{Slug(question.Name)}" + QueryString.Create(new Dictionary<string, string?>
        {
            ["handler"] = handler,
            ["q"] = question.Search.Length > 0 ? question.Search : null,
            ["seite"] = question.Page > 1 ? $"{question.Page}" : null,
        }.Where(pair => pair.Value is not null));
}
