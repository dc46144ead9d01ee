using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>Centres and duties that an institution speaks for, and those of them that one person has there now.</summary>
public sealed record InstitutionSays(
    IReadOnlyCollection<string> KnownCentres,
    IReadOnlyCollection<string> Centres,
    IReadOnlyCollection<Role> KnownDuties,
    IReadOnlyCollection<Role> Duties
);

/// <summary>
/// Gives a person at each sign-in what their institution says, and takes what it says no more. What it never speaks of is left alone.
/// </summary>
public sealed class InstitutionRoles(DbContext context, TimeProvider time)
{
    public async Task SetAsync(Guid person, InstitutionSays says, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (lostCentres, lostDuties) = (says.KnownCentres.Except(says.Centres).ToList(), says.KnownDuties.Except(says.Duties).ToList());
        await context.Set<CentrePerson>().Where(one => one.PersonId == person && lostCentres.Contains(one.CentreKey))
            .ExecuteDeleteAsync(cancellationToken);
        await context.Set<Duty>().Where(one => one.PersonId == person && lostDuties.Contains(one.Role))
            .ExecuteDeleteAsync(cancellationToken);
        foreach (var centre in says.Centres)
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO centre_people (person_id, centre_key, since) VALUES ({person}, {centre}, {now}) ON CONFLICT DO NOTHING",
                cancellationToken);
        foreach (var duty in says.Duties.Select(duty => duty.ToString()))
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO duties (person_id, role, since) VALUES ({person}, {duty}, {now}) ON CONFLICT DO NOTHING", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
