using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Text;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/schluessel: passkeys, made by a script; named and removed without one.</summary>
internal sealed class PasskeysModel(UserManager<Person> people, SignInManager<Person> entrance) : PersonPage
{
    private const int LongestName = 60;
    private const int Most = 20;
    private Person _person = null!;

    public IList<UserPasskeyInfo> All { get; private set; } = [];

    public Task OnGetAsync() => ShowAsync();

    /// <summary>What the browser shall make, as JSON; Identity keeps the challenge in a cookie of minutes.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        await ShowAsync();
        var entity = new PasskeyUserEntity
        {
            Id = _person.Id.ToString(),
            Name = _person.Email!,
            DisplayName = _person.DisplayName ?? _person.Email!,
        };
        return Content(await entrance.MakePasskeyCreationOptionsAsync(entity), "application/json; charset=utf-8");
    }

    public async Task<IActionResult> OnPostAddAsync(string? credential, string? name)
    {
        await ShowAsync();
        if (credential is { Length: > 0 and <= 20_000 } && All.Count < Most)
        {
            var made = await AskedPasskey.OrNullAsync(() => entrance.PerformPasskeyAttestationAsync(credential));
            if (made is { Succeeded: true } && made.UserEntity.Id == _person.Id.ToString())
            {
                made.Passkey.Name = Clean(name);
                await people.AddOrUpdatePasskeyAsync(_person, made.Passkey);
                return LocalRedirect(Saved("konto/schluessel"));
            }
        }

        Refuse("passkeys.failed", "credential");
        return Page();
    }

    public async Task<IActionResult> OnPostRenameAsync(string? id, string? name)
    {
        await ShowAsync();
        if (Find(id) is { } passkey)
        {
            passkey.Name = Clean(name);
            await people.AddOrUpdatePasskeyAsync(_person, passkey);
        }

        return LocalRedirect(Saved("konto/schluessel"));
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id)
    {
        await ShowAsync();
        if (Find(id) is { } passkey) await people.RemovePasskeyAsync(_person, passkey.CredentialId);
        return LocalRedirect(Saved("konto/schluessel"));
    }

    // Among the person's own only.
    private UserPasskeyInfo? Find(string? id) => All.FirstOrDefault(one => Base64Url.EncodeToString(one.CredentialId) == id);

    private string Clean(string? name)
    {
        var text = InvisibleSigns.TypedName(name);
        return text.Length == 0 ? T["passkeys.title"] : text.Length <= LongestName ? text : text[..LongestName];
    }

    private async Task ShowAsync()
    {
        Title = T["passkeys.title"];
        _person = await people.FindByIdAsync(Person.ToString()) ?? throw new InvalidOperationException("The viewer has no account.");
        All = [.. (await people.GetPasskeysAsync(_person)).OrderBy(one => one.CreatedAt)];
    }
}
