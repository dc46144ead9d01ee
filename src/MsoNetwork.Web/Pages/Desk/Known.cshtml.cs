using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Letters;
using MsoNetwork.Merges;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/organisationen/{slug}: what the centre knows of one organisation for itself: notes and letters.</summary>
internal sealed class KnownModel(
    DeskList lists, Notes notes, IssueLetter issue, MarkOrganisations marks, PartnerCallLists calls, Registry registry, TimeProvider time,
    MergePreview merges)
    : DeskPage
{
    public OrganisationEntry Entry { get; private set; } = null!;

    public IReadOnlyList<Note> Notes { get; private set; } = [];

    public IReadOnlyList<Letter> Letters { get; private set; } = [];

    /// <summary>Calls that the centre could take down.</summary>
    public IReadOnlyList<ListedPartnerCall> Calls { get; private set; } = [];

    /// <summary>Entries that became part of it, the latest first.</summary>
    public IReadOnlyList<(Guid Loser, string Name, DateTimeOffset MergedAt)> Merged { get; private set; } = [];

    /// <summary>What was typed and not taken.</summary>
    public (string? On, string Text, string Purpose) Typed { get; private set; } = (null, "", "");

    public string Today => time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await lists.FindAsync(slug, Aborted) is not { } entry) return NotFound();
        (Entry, Title) = (entry, entry.Name);
        if (await merges.MayAsync(entry.MunicipalityKey, entry.MunicipalityKey, Aborted))
            Merged = await merges.IntoAsync(entry.Id, Aborted);
        Notes = await notes.OfAsync(entry.Id, Aborted);
        Letters = await issue.ReadAsync(entry.Id, 1, Aborted);
        await registry.ReferenceAsync(Aborted);
        var filter = new PartnerCallFilter
        {
            Organisations = [GlobalId.Encode("Organisation", entry.Id)],
            States = [PartnerCallState.Open, PartnerCallState.Expired],
        };
        var page = await calls.PageAsync(
            filter, PartnerCallOrder.Newest, PageRequest.Check(PageSize.Most, null, null, null), Aborted);
        Calls = [.. (await page.EdgesAsync(Aborted)).Select(edge => edge.Row)];
        return Page();
    }

    public async Task<IActionResult> OnPostNoteAsync(string slug, string? on, string? text)
    {
        if (await lists.FindAsync(slug, Aborted) is not { } entry) return NotFound();
        Typed = (on, text ?? "", "");
        DateOnly? day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed)
            ? typed : null;
        if (!string.IsNullOrEmpty(on) && (day is null || !notes.IsDay(day))) Fault("on", "desk.noteOn", "desk.wrong.day");
        if (!Moderation.Notes.IsText(text)) Fault("text", "desk.noteText", "desk.wrong.text", Note.Longest);
        if (Faults.Count > 0) return await OnGetAsync(slug);
        if (await notes.WriteAsync(entry.Id, day, text!, Aborted)) return Done(Here(slug), "noted", 1);
        Say("impossible");
        return await OnGetAsync(slug);
    }

    public async Task<IActionResult> OnPostEraseAsync(string slug, Guid note) =>
        await notes.EraseAsync(note, Aborted) ? Redirect(Path(Here(slug))) : NotFound();

    public async Task<IActionResult> OnPostLetterAsync(string slug, string? purpose)
    {
        if (await lists.FindAsync(slug, Aborted) is not { } entry) return NotFound();
        if (await issue.RunAsync(entry.Id, purpose ?? "", Aborted) is not null) return Done(Here(slug), "issued", 1);
        Typed = (null, "", purpose ?? "");
        if (IssueLetter.IsPurpose(Typed.Purpose)) Say("impossible");
        else Fault("purpose", "letter.purpose", "desk.wrong.long", Letter.LongestPurpose);
        return await OnGetAsync(slug);
    }

    public async Task<IActionResult> OnPostMarkAsync(string slug, string? mark)
    {
        if (await lists.FindAsync(slug, Aborted) is not { } entry) return NotFound();
        if (!Enum.TryParse<Mark>(mark, out var meant) || !Enum.IsDefined(meant)) return NotFound();
        var (done, left) = await marks.RunAsync([entry.Id], meant, Aborted);
        return Done(Here(slug), "marked", done, left.Count);
    }

    public string Action(string handler) => Path($"{Here(Entry.Slug)}?handler={handler}");

    private static string Here(string slug) => $"schreibtisch/organisationen/{slug}";
}
