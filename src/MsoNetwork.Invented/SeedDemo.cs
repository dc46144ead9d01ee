using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Organisations;
using Npgsql;

namespace MsoNetwork.Invented;

/// <summary>
/// Fills the demo's database once: organisations with ties and calls, persons, a desk with work in it, an inbox. What was changed since is
/// never reset; a start that was killed is finished by the next.
/// </summary>
public sealed class SeedDemo(
    DbContext context, NpgsqlDataSource database, Persons persons, OrganisationStore organisations, TimeProvider time)
{
    public const int Organisations = 400;

    private const int Cooperations = 700;
    private const int Calls = 60;
    private const ulong Seed = 12;

    public Action<string> Say { get; init; } = _ => { };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenConnectionAsync(cancellationToken);
        await using var taking = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext('demo'))", turn) { CommandTimeout = 0 };
        await taking.ExecuteNonQueryAsync(cancellationToken);
        if (await DemoDatabase.IsCompleteAsync(database, cancellationToken))
        {
            Say("Demo: unchanged.");
            return;
        }

        await new SeedSynthetic(database, time) { For = Invention.Demo }.RunAsync(Organisations, Seed, cancellationToken);
        var ties = await new SeedSyntheticCooperations(database, time) { For = Invention.Demo }
            .RunAsync(Cooperations, Seed, cancellationToken);
        var calls = await new SeedSyntheticCalls(database, time) { For = Invention.Demo }.RunAsync(Calls, Seed, cancellationToken);
        var place = await DemoPlace.FindAsync(database, organisations, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await new ChangeAuthor(ChangeAuthorKind.Seed, Source: Invention.Demo.Source).ApplyAsync(connection, cancellationToken);
        var cases = await WritePersonsAsync(place, cancellationToken);
        await DemoInbox.WriteAsync(connection, place, time.GetUtcNow(), cancellationToken);
        await DemoDatabase.CompleteAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Say($"Demo: {Organisations} invented organisations, {ties} ties, {calls} calls, {cases} cases on the desks.");
    }

    private async Task<int> WritePersonsAsync(DemoPlace place, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var email in (string[])[DemoPersons.Visitor, DemoPersons.Lead, DemoPersons.Centre, DemoPersons.Administrator,
            "editor@example.org", .. DemoCases.Authors])
        {
            var person = await persons.WithAsync(email, "de");
            person.DisplayName = $"Erfunden ({email.Split('@')[0]})";
            ids.Add(email, person.Id);
        }

        void Keeps(string email, int number, Role role) => context.Add(new OrganisationPerson
        {
            PersonId = ids[email],
            OrganisationId = place.Here[number].Id,
            Role = role,
            Since = now,
        });
        Keeps(DemoPersons.Lead, 0, Role.Lead);
        Keeps("editor@example.org", 0, Role.Editor);
        Keeps("former-lead@example.org", 4, Role.Lead);
        Keeps("former-lead@example.org", 11, Role.Lead);
        context.Add(new CentrePerson { PersonId = ids[DemoPersons.Centre], CentreKey = place.Centre, Since = now });
        context.Add(new Duty { PersonId = ids[DemoPersons.Administrator], Role = Role.Administrator, Since = now });
        var cases = new DemoCases(place, email => ids[email], now).All().ToList();
        context.AddRange(cases);
        context.AddRange(DemoContactPersons.All(place, ids[DemoPersons.Lead], now));
        context.AddRange(DemoTrainings.All(place, now));
        await context.SaveChangesAsync(cancellationToken);
        return cases.Count;
    }
}
