using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>
/// Erases a person with all that hangs on them: sessions, passkeys, tokens, roles. Refused as long as an organisation would be left without
/// anybody who answers for it.
/// </summary>
public sealed class EraseAccount(DbContext context)
{
    /// <param name="person">Who.</param>
    /// <param name="cancellationToken">Ends it; nothing is erased then.</param>
    /// <param name="besides">What else goes in the same transaction, before the person; null: nothing.</param>
    /// <returns>The organisations whose last lead the person is; nothing was erased where there are any.</returns>
    public async Task<IReadOnlyList<Guid>> RunAsync(
        Guid person, CancellationToken cancellationToken, Func<Task>? besides = null)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Of two leads who erase themselves at once, or one who leaves meanwhile, the second sees that the first is gone.
        await TeamLock.HoldLedAsync(context, person, cancellationToken);
        var people = await context.Set<OrganisationPerson>().FromSql($"""
            SELECT * FROM organisation_people
            WHERE organisation_id IN (SELECT organisation_id FROM organisation_people WHERE person_id = {person} AND role = 'Lead')
            ORDER BY organisation_id, person_id FOR UPDATE
            """).AsNoTracking().ToListAsync(cancellationToken);
        var left = people.GroupBy(one => one.OrganisationId)
            .Where(team => team.Any(one => one.PersonId == person) && !team.Any(one => one.PersonId != person && one.Role == Role.Lead))
            .Select(team => team.Key).ToList();
        if (left.Count > 0) return left;
        if (besides is not null) await besides();
        await context.Database.ExecuteSqlAsync(
            $"DELETE FROM sign_in_requests WHERE normalized_email = (SELECT p.normalized_email FROM persons AS p WHERE p.id = {person})",
            cancellationToken);
        await context.Set<Person>().Where(one => one.Id == person).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }
}
