using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Erasure;
using MsoNetwork.Errors;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>
/// /de/schreibtisch/organisationen/{slug}/loeschen: all about an organisation is erased, when somebody has typed its name.
/// </summary>
internal sealed class EraseOrganisationModel(DeskList lists, EraseOrganisation erase) : DeskPage
{
    public OrganisationEntry Entry { get; private set; } = null!;

    /// <summary>Another name was typed.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>No reason was chosen.</summary>
    public bool IsUnsaid { get; private set; }

    /// <summary>What was typed.</summary>
    public string Name { get; private set; } = "";

    public ErasureReason? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug) => await FindAsync(slug) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, string? name, string? reason)
    {
        if (!await FindAsync(slug)) return NotFound();
        Name = name is { Length: <= 1000 } ? name : "";
        Reason = Enum.TryParse<ErasureReason>(reason, out var meant) && Enum.IsDefined(meant) ? meant : null;
        (IsUnsaid, IsWrong) = (Reason is null, !EraseOrganisation.IsName(Name, Entry.Name));
        if (IsUnsaid || IsWrong) return Page();

        try
        {
            await erase.RunAsync(Entry.Id, Name, meant, Aborted);
            return Done("schreibtisch", "erased", 1);
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.InvalidInput)
        {
            IsWrong = true;
            return Page();
        }
    }

    private async Task<bool> FindAsync(string slug)
    {
        if (await lists.FindAsync(slug, Aborted) is not { } entry) return false;
        (Entry, Title) = (entry, T["erasure.title", entry.Name]);
        return true;
    }
}
