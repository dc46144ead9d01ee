using Microsoft.AspNetCore.Identity;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.SignIn;

/// <summary>Where everybody comes in, whatever has proven who they are.</summary>
internal sealed class Entrance(SignInManager<Person> entrance, Persons persons, InstitutionRoles roles, Institutions institutions)
{
    /// <summary>By a mail's code or link. The account is made here, not before.</summary>
    /// <returns>As <see cref="InAsync"/>.</returns>
    public async Task<Institution?> ByMailAsync(SignInRequest proven)
    {
        var person = await persons.WithAsync(proven.Email, proven.Language);
        AskingBrowser.Forget(entrance.Context);
        return await InAsync(person, proven.Language, "mail");
    }

    /// <summary>A person that is known to be meant.</summary>
    /// <returns>
    /// Null: they are in. Else the institution that gave them a role and alone says whether they still have it: nobody is signed in.
    /// </returns>
    public async Task<Institution?> InAsync(Person person, string language, string method)
    {
        if (await OfAsync(person.Id) is { } institution && institution.Scheme != method) return institution;
        await entrance.SignInAsync(person, isPersistent: true, method);
        await persons.SignedInAsync(person, language);
        return null;
    }

    /// <summary>The institution at which alone the person signs in; null: anywhere.</summary>
    public async Task<Institution?> OfAsync(Guid person) =>
        await roles.OfAsync(person, entrance.Context.RequestAborted) is { } name ? institutions.Find(name) : null;
}
