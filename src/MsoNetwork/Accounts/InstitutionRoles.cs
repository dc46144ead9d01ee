using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>Centres and duties that an institution speaks for, and those of them that one person has there now.</summary>
public sealed record InstitutionSays(
    string Institution,
    IReadOnlyCollection<string> KnownCentres,
    IReadOnlyCollection<string> Centres,
    IReadOnlyCollection<Role> KnownDuties,
    IReadOnlyCollection<Role> Duties
);

/// <summary>
/// Gives a person at each sign-in what their institution says, and takes what it says no more. What it never speaks of is left alone.
/// An institution tells nobody whom it has blocked: so what it gives counts for a day, in sessions, with passkeys and for tokens alike,
/// and only signing in there makes it count again (docs/decisions.md, 300).
/// </summary>
public sealed class InstitutionRoles(DbContext context, TimeProvider time)
{
    /// <summary>So long a role counts after the person signed in at the institution.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromHours(24);

    public const int LongestName = 40;

    public async Task SetAsync(Person who, InstitutionSays says, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        var (person, name) = (who.Id, says.Institution);
        who.InstitutionAt = now; // whoever saves the person next saves it too
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (lostCentres, lostDuties) = (says.KnownCentres.Except(says.Centres).ToList(), says.KnownDuties.Except(says.Duties).ToList());
        await context.Set<CentrePerson>().Where(one => one.PersonId == person && lostCentres.Contains(one.CentreKey))
            .ExecuteDeleteAsync(cancellationToken);
        await context.Set<Duty>().Where(one => one.PersonId == person && lostDuties.Contains(one.Role))
            .ExecuteDeleteAsync(cancellationToken);
        foreach (var centre in says.Centres)
            await context.Database.ExecuteSqlAsync($"""
                INSERT INTO centre_people AS p (person_id, centre_key, since, institution) VALUES ({person}, {centre}, {now}, {name})
                ON CONFLICT (person_id, centre_key) DO UPDATE SET institution = excluded.institution
                WHERE p.institution IS DISTINCT FROM excluded.institution
                """, cancellationToken);
        foreach (var duty in says.Duties.Select(duty => duty.ToString()))
            await context.Database.ExecuteSqlAsync($"""
                INSERT INTO duties AS p (person_id, role, since, institution) VALUES ({person}, {duty}, {now}, {name})
                ON CONFLICT (person_id, role) DO UPDATE SET institution = excluded.institution
                WHERE p.institution IS DISTINCT FROM excluded.institution
                """, cancellationToken);
        await context.Set<Person>().Where(one => one.Id == person)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.InstitutionAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The institution at which the person has to sign in, because a role that it gave counts now; null: anywhere.</summary>
    public async Task<string?> OfAsync(Guid person, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Valid;
        if (!await context.Set<Person>().AnyAsync(one => one.Id == person && one.InstitutionAt > since, cancellationToken)) return null;
        return await context.Set<CentrePerson>().Where(one => one.PersonId == person && one.Institution != null)
            .Select(one => one.Institution)
            .Concat(context.Set<Duty>().Where(one => one.PersonId == person && one.Institution != null).Select(one => one.Institution))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes all that an institution gave: whoever leaves its address leaves its roles.</summary>
    public async Task LeaveAsync(Guid person, CancellationToken cancellationToken)
    {
        await context.Set<CentrePerson>().Where(one => one.PersonId == person && one.Institution != null)
            .ExecuteDeleteAsync(cancellationToken);
        await context.Set<Duty>().Where(one => one.PersonId == person && one.Institution != null).ExecuteDeleteAsync(cancellationToken);
    }
}
