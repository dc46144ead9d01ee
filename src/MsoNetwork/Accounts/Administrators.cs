using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>Makes administrators and editors of vocabularies, for whoever has the server's shell. The same again changes nothing.</summary>
public sealed class Administrators(Persons persons, DbContext context, TimeProvider time)
{
    /// <returns>Whether the person was none before.</returns>
    public async Task<bool> AddAsync(string email, CancellationToken cancellationToken, Role role = Role.Administrator)
    {
        var person = await persons.WithAsync(email, "de");
        var now = time.GetUtcNow();
        var duty = role.ToString();
        return await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO duties AS d (person_id, role, since) VALUES ({person.Id}, {duty}, {now})
            ON CONFLICT (person_id, role) DO UPDATE SET institution = NULL WHERE d.institution IS NOT NULL
            """,
            cancellationToken) == 1;
    }

    /// <returns>Whether the person was one before.</returns>
    public async Task<bool> RemoveAsync(
        string normalizedEmail, CancellationToken cancellationToken, Role role = Role.Administrator) =>
        await context.Set<Duty>()
            .Where(duty => duty.Role == role
                && context.Set<Person>().Any(person => person.Id == duty.PersonId && person.NormalizedEmail == normalizedEmail))
            .ExecuteDeleteAsync(cancellationToken) == 1;
}
