using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Entries;
using MsoNetwork.Logos;
using MsoNetwork.Organisations;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>/de/organisationen/{slug}/bearbeiten/logo: a logo is set or taken away.</summary>
[RequestSizeLimit(ChangeLogo.MostBytes + (64 * 1024))]
internal sealed class LogoModel(EditEntry edit, ChangeLogo change, FindLogo logos) : SignedInPage
{
    public KnownOrganisation Organisation { get; private set; } = null!;

    public ShownLogo? Logo { get; private set; }

    public LogoProblem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug) => await FindAsync(slug) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string slug, IFormFile? file)
    {
        if (await FindAsync(slug) is { } other) return other;
        if (file is null || file.Length == 0) Problem = LogoProblem.NoPicture;
        else if (file.Length > ChangeLogo.MostBytes) Problem = LogoProblem.TooManyBytes;
        else
        {
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, Aborted);
            Problem = await change.SetAsync(slug, bytes.ToArray(), Aborted);
        }

        return Problem is null ? Redirect(Path(EntryAddresses.Edit(slug)) + "#logo") : Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromRoute] string slug)
    {
        if (await FindAsync(slug) is { } other) return other;
        await change.RemoveAsync(slug, Aborted);
        return Redirect(Path(EntryAddresses.Edit(slug)) + "#logo");
    }

    private async Task<IActionResult?> FindAsync(string slug)
    {
        Title = T["entry.section.Logo"];
        if (await this.AllowedAsync(() => edit.FindAsync(slug, [], Aborted)) is not { } edited) return this.NotForThem(slug);
        Organisation = edited.Organisation;
        Logo = (await logos.OfAsync([edited.Organisation.Id], Aborted)).GetValueOrDefault(edited.Organisation.Id);
        return null;
    }
}
