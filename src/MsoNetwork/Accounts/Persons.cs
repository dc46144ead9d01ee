using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>Finds and makes persons by their address.</summary>
public sealed class Persons(UserManager<Person> people, DbContext context, TimeProvider time)
{
    /// <summary>The person with an address that was proven, or of whom somebody answerable says so; made where there is none.</summary>
    public async Task<Person> WithAsync(string email, string language)
    {
        if (await people.FindByEmailAsync(email) is { } known) return known;
        var now = time.GetUtcNow();
        var person = new Person
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            Language = language,
            CreatedAt = now,
        };
        try
        {
            var made = await people.CreateAsync(person);
            if (made.Succeeded) return person;
            return await people.FindByEmailAsync(email)
                ?? throw new InvalidOperationException(string.Join(' ', made.Errors.Select(error => error.Description)));
        }
        catch (DbUpdateException)
        {
            // Made by another request at the same moment: the address is unique.
            context.ChangeTracker.Clear();
            return await people.FindByEmailAsync(email) ?? throw new InvalidOperationException("A person could not be made.");
        }
    }

    /// <summary>Notes that the person signed in, with the language of the pages.</summary>
    /// <returns>Whether it was the first time.</returns>
    public async Task<bool> SignedInAsync(Person person, string language)
    {
        var isFirst = person.LastSignInAt is null;
        (person.LastSignInAt, person.Language) = (time.GetUtcNow(), language);
        await people.UpdateAsync(person);
        return isFirst;
    }
}
