using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Demo;

/// <summary>/de/demo: one click to be a visitor, the lead of an organisation, a centre, an administrator.</summary>
internal sealed class DemoModel(
    Entrance entrance, SignInManager<Person> people, Persons persons, CurrentViewer current) : SitePage
{
    public bool IsSignedIn => current.Identity.Person is not null;

    public void OnGet() => (Title, Unlisted) = (T["demo.title"], true);

    public async Task<IActionResult> OnPostAsync(string? role)
    {
        if (role == "nobody")
        {
            await people.SignOutAsync();
            return LocalRedirect(Path("demo"));
        }

        if (DemoRole.All.FirstOrDefault(one => one.Name == role) is not { } chosen) return BadRequest();
        // Whoever erased the account in the demo begins anew, with nothing.
        var person = await persons.WithAsync(chosen.Email, Language.Tag);
        await entrance.InAsync(person, Language.Tag, "demo");
        return LocalRedirect(Path(chosen.Start));
    }
}
