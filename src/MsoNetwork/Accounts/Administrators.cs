using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>Makes administrators, for whoever has the server's shell. The same again changes nothing.</summary>
public sealed class Administrators(Persons persons, DbContext context, TimeProvider time)
{
    /// <returns>Whether the person was none before.</returns>
    public async Task<bool> AddAsync(string email, CancellationToken cancellationToken)
    {
        var person = await persons.WithAsync(email, "de");
        var now = time.GetUtcNow();
        return await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO duties AS d (person_id, role, since) VALUES ({person.Id}, 'Administrator', {now})
            ON CONFLICT (person_id, role) DO UPDATE SET institution = NULL WHERE d.institution IS NOT NULL
            """,
            cancellationToken) == 1;
    }

    /// <returns>Whether the person was one before.</returns>
    public async Task<bool> RemoveAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        await context.Set<Duty>()
            .Where(duty => duty.Role == Role.Administrator
                && context.Set<Person>().Any(person => person.Id == duty.PersonId && person.NormalizedEmail == normalizedEmail))
            .ExecuteDeleteAsync(cancellationToken) == 1;
}
