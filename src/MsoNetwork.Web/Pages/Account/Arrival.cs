using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>Somebody has proven an address: they are let in, get the entry that the mail was for, and are led on.</summary>
internal sealed class Arrival(Entrance entrance, ClaimBySignIn claim)
{
    /// <returns>A path of this site.</returns>
    public async Task<string> OfAsync(SitePage page, SignInRequest proven, CancellationToken cancellationToken)
    {
        var claimed = await claim.ClaimedAsync(proven, cancellationToken);
        var entry = claimed is null ? null : page.Path(EntryAddresses.Claim(claimed.Slug));
        if (await entrance.ByMailAsync(proven) is { } institution)
            return page.Path(institution.Page) + QueryString.Create("returnUrl", entry ?? proven.ReturnTo ?? "");
        if (claimed is null) return proven.ReturnTo ?? page.Path("konto");
        try
        {
            await claim.RunAsync(proven, cancellationToken);
            return page.Path(EntryAddresses.Edit(claimed.Slug));
        }
        catch (NetworkException)
        {
            return entry!; // it says why, and what else can be done
        }
    }
}
