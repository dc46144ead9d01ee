using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/sitzungen: where the person is signed in.</summary>
internal sealed class SessionsModel(Sessions sessions) : PersonPage
{
    public IReadOnlyList<Session> All { get; private set; } = [];

    /// <summary>The one that looks.</summary>
    public Guid? Own => PersonCookie.SessionOf(User);

    public async Task OnGetAsync()
    {
        Title = T["sessions.title"];
        All = await sessions.OfAsync(Person, Aborted);
    }

    public async Task<IActionResult> OnPostAsync(Guid session)
    {
        await sessions.EndAsync(Person, session, Aborted);
        return LocalRedirect(session == Own ? Path("anmelden") : Saved("konto/sitzungen"));
    }

    public async Task<IActionResult> OnPostOthersAsync()
    {
        await sessions.EndAllAsync(Person, Own, Aborted);
        return LocalRedirect(Saved("konto/sitzungen"));
    }

    /// <summary>The device as people call it: Firefox auf Windows.</summary>
    public string Name(Session session) => Device.Of(session.Agent) switch
    {
        { Browser: { } browser, System: { } system } => T["sessions.on", browser, system],
        { Browser: { } browser } => browser,
        { System: { } system } => T["sessions.on", T["sessions.unknown"], system],
        _ => T["sessions.unknown"],
    };
}
