using Microsoft.AspNetCore.Identity;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.SignIn;

/// <summary>Where everybody comes in, whatever has proven who they are.</summary>
internal sealed class Entrance(SignInManager<Person> entrance, Persons persons)
{
    /// <summary>By a mail's code or link. The account is made here, not before.</summary>
    /// <returns>The person, and whether it is the first time.</returns>
    public async Task<(Person Person, bool IsFirst)> ByMailAsync(SignInRequest proven)
    {
        var person = await persons.WithAsync(proven.Email, proven.Language);
        AskingBrowser.Forget(entrance.Context);
        return (person, await InAsync(person, proven.Language, "mail"));
    }

    /// <summary>A person that is known to be meant.</summary>
    public async Task<bool> InAsync(Person person, string language, string method)
    {
        await entrance.SignInAsync(person, isPersistent: true, method);
        return await persons.SignedInAsync(person, language);
    }
}
