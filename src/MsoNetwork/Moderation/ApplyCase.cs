using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Organisations;
using MsoNetwork.Statements;
using MsoNetwork.Teams;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>What an accepted case does, by its kind; in the transaction of the decision.</summary>
public sealed class ApplyCase(DbContext context, ChangeOrganisation change, ReplaceLead lead, TimeProvider time)
{
    internal async Task<Decision> RunAsync(
        NpgsqlConnection connection, Case one, IReadOnlyCollection<string>? fields, Successor? successor,
        CancellationToken cancellationToken) => one.Kind switch
        {
            CaseKind.LeadGone => await lead.RunAsync(one, successor, cancellationToken),
            CaseKind.NewEntry => await EnterAsync(connection, one, cancellationToken),
            CaseKind.Claim => await GiveLeadAsync(one, cancellationToken),
            _ => await WriteAsync(connection, one, fields, cancellationToken),
        };

    private async Task<Decision> WriteAsync(
        NpgsqlConnection connection, Case one, IReadOnlyCollection<string>? fields, CancellationToken cancellationToken)
    {
        if (one is not { Draft: { } draft, OrganisationId: { } organisation }) return Decision.Done; // a message that was read
        var values = DraftJson.Read(draft);
        if (fields is not null)
        {
            foreach (var left in values.Keys.Except(fields).ToList()) values.Remove(left);
            one.Taken = [.. values.Keys];
        }

        if (values.Count == 0) return Decision.Of(DecisionOutcome.Unsaid);
        var said = await KeptStatements.ReadAsync(connection, organisation, cancellationToken);
        var (written, errors) =
            await change.UpdateInAsync(connection, organisation, null, OrganisationDraft.Of(values), cancellationToken);
        if (errors.Count > 0) return Impossible(errors.Select(error => error.Path));
        if (!written) return Decision.Done;
        one.ChangeSet = await ChangeSetValues.NumberAsync(connection, ChangeSubject.Organisation, cancellationToken);
        one.FormerStatements = said;
        return Decision.Done;
    }

    private async Task<Decision> EnterAsync(NpgsqlConnection connection, Case one, CancellationToken cancellationToken)
    {
        if (one.Draft is not { } draft) return Decision.Of(DecisionOutcome.Impossible);
        var (id, errors) = await change.CreateInAsync(connection, OrganisationDraft.Of(DraftJson.Read(draft)), cancellationToken);
        if (id is not { } entered) return Impossible(errors.Select(error => error.Path));
        one.OrganisationId = entered;
        one.ChangeSet = await ChangeSetValues.NumberAsync(connection, ChangeSubject.Organisation, cancellationToken);
        return one.PersonId is null ? Decision.Done : await GiveLeadAsync(one, cancellationToken);
    }

    // Whoever has gone meanwhile can lead nothing, and nobody leads what is dissolved.
    private async Task<Decision> GiveLeadAsync(Case one, CancellationToken cancellationToken)
    {
        if (one is not { PersonId: { } person, OrganisationId: { } organisation }) return Decision.Of(DecisionOutcome.Impossible);
        var isThere = await context.Set<Organisation>()
            .AnyAsync(it => it.Id == organisation && it.Status != OrganisationStatus.Dissolved, cancellationToken);
        if (!isThere) return Impossible([["input", "status"]]);
        await JoinTeam.AddAsync(context, person, organisation, Role.Lead, time.GetUtcNow(), cancellationToken);
        return Decision.Done;
    }

    private static Decision Impossible(IEnumerable<IReadOnlyList<string>> paths) =>
        new(DecisionOutcome.Impossible, [.. paths.Where(path => path.Count > 1).Select(path => path[1]).Distinct()]);
}
