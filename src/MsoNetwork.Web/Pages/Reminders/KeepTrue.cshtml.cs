using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Entries;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reminders;
using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Reminders;

/// <summary>
/// /de/organisationen/{slug}/bestaetigen: those who may write an entry say that all of it is true; its team, whether it is asked by mail.
/// </summary>
internal sealed class KeepTrueModel(KeepTrue keep, EntryLines lines, Registry registry, TimeProvider time) : SignedInPage
{
    public OrganisationEntry Entry { get; private set; } = null!;

    public ShownBox Shown { get; private set; } = null!;

    /// <summary>Who runs the directory vouches for nothing.</summary>
    public bool CanConfirm { get; private set; }

    /// <summary>Null for whom it does not concern.</summary>
    public bool? TakesReminders { get; private set; }

    /// <summary>From the address, so the entry must say so, too.</summary>
    public bool IsConfirmed => Request.Query["getan"] == "confirmed"
        && Entry is { Verification: not VerificationState.Unverified, VerifiedOn: { } on } && on == time.Today();

    public bool IsSaved => Request.Query["getan"] == "saved";

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await FindAsync(slug) is { } refusal) return refusal;
        Shown = await lines.BoxAsync(Entry, Language, Aborted);
        if (await keep.MayAsync(Entry.Id, Operation.See, Aborted))
            TakesReminders = await keep.Ended.Load(Entry.Id, isEnded => !isEnded).GetResultAsync(Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug)
    {
        if (await FindAsync(slug) is { } refusal) return refusal;
        if (!CanConfirm) return StatusCode(StatusCodes.Status403Forbidden);
        await keep.ConfirmAsync(Entry.Id, Aborted);
        return LocalRedirect($"{Path(PathBelow)}?getan=confirmed");
    }

    public async Task<IActionResult> OnPostMailsAsync(string slug, bool wanted)
    {
        if (await FindAsync(slug) is { } refusal) return refusal;
        if (!await keep.MayAsync(Entry.Id, Operation.Change, Aborted)) return StatusCode(StatusCodes.Status403Forbidden);
        await keep.SetAsync(Entry.Id, wanted, Aborted);
        return LocalRedirect($"{Path(PathBelow)}?getan=saved");
    }

    private async Task<IActionResult?> FindAsync(string slug)
    {
        if (await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } entry) return NotFound();
        if (!EditEntry.Allows(Viewer, new(entry.Id, entry.Slug, entry.Name, entry.MunicipalityKey, entry.Status)))
            return this.ForOthers(slug);
        (Entry, Title) = (entry, T["reminder.title"]);
        CanConfirm = Viewer.Memberships.Any(one => one is OrganisationMembership own
            ? own.Organisation == entry.Id : one is CentreMembership centre && centre.Covers(entry.MunicipalityKey));
        return null;
    }
}
