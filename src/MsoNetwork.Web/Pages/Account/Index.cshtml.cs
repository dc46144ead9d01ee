using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Text;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto: what a person is here, and where one goes from here.</summary>
internal sealed class AccountModel(
    UserManager<Person> people,
    SignInManager<Person> entrance,
    Sessions sessions,
    BodyNames names
) : PersonPage
{
    public Person Account { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public bool HasPasskey { get; private set; }

    /// <summary>What the viewer may act for, by its name, and as what.</summary>
    public IReadOnlyList<(ActingFor Body, string Name, string? Path, Role Role)> Bodies { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await ShowAsync();
        Name = Account.DisplayName ?? "";
    }

    public async Task<IActionResult> OnPostDetailsAsync(string? name, string? mails)
    {
        await ShowAsync();
        Name = InvisibleSigns.TypedName(name);
        if (Name.Length > Accounts.Person.LongestName) Refuse("account.problem.name", "name");
        if (PageLanguage.Find(mails) is not { } language) Refuse("account.problem.choice", "mails");
        else if (Problems.Count == 0)
        {
            (Account.DisplayName, Account.Language) = (Name.Length == 0 ? null : Name, language.Tag);
            await people.UpdateAsync(Account);
            return LocalRedirect(Saved("konto"));
        }

        return Page();
    }

    public async Task<IActionResult> OnPostActingAsync(string? body)
    {
        var chosen = ActingFor.Parse(body);
        if (PersonCookie.SessionOf(User) is { } session && (chosen is null || Viewer.Memberships.Any(one => one.Name == chosen)))
            await sessions.ActForAsync(session, chosen, Aborted);
        return LocalRedirect(Saved("konto"));
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await entrance.SignOutAsync();
        return LocalRedirect(Path(""));
    }

    private async Task ShowAsync()
    {
        Title = T["account.title"];
        Account = await people.FindByIdAsync(Person.ToString()) ?? throw new InvalidOperationException("The viewer has no account.");
        HasPasskey = (await people.GetPasskeysAsync(Account)).Count > 0;
        Bodies = await names.OfAsync(Viewer, this, Aborted);
    }
}
