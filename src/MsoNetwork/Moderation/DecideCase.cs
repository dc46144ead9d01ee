using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Text;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>
/// A desk decides a case: the entry, the case and the mail to its author are one transaction. Of two who decide at once the second is
/// told, and nothing is written twice.
/// </summary>
public sealed class DecideCase(
    DbContext context,
    CurrentViewer current,
    ApplyCase apply,
    UndoCase undo,
    CaseMails mails,
    ReferenceSnapshot<Gazetteer> gazetteer,
    IdempotencyKeys keys,
    TimeProvider time
)
{
    /// <param name="id">The case.</param>
    /// <param name="version">Its version as it was seen.</param>
    /// <param name="fields">The inputs that are taken over; null: all.</param>
    /// <param name="site">Scheme and host of the pages, for the mail.</param>
    /// <param name="cancellationToken">Ends the statements.</param>
    /// <param name="successor">Who shall lead, where a lead is gone.</param>
    public Task<Decision> AcceptAsync(
        Guid id, uint version, IReadOnlyCollection<string>? fields, Uri site, CancellationToken cancellationToken,
        Successor? successor = null) =>
        RunAsync(id, version, one => one.IsOpen, async (one, by, connection) =>
        {
            var decision = await apply.RunAsync(connection, one, fields, successor, cancellationToken);
            if (decision.Outcome != DecisionOutcome.Done) return decision;
            await EndAsync(one, CaseState.Accepted, by, "case-accepted", "", site, cancellationToken);
            return decision;
        }, cancellationToken);

    public Task<Decision> RefuseAsync(Guid id, uint version, string reason, Uri site, CancellationToken cancellationToken) =>
        RunAsync(id, version, one => one.IsOpen, async (one, by, _) =>
        {
            if (!IsText(reason)) return Decision.Of(DecisionOutcome.Unsaid);
            var why = one.Reason = InvisibleSigns.Typed(reason);
            await EndAsync(one, CaseState.Refused, by, "case-refused", why, site, cancellationToken);
            return Decision.Done;
        }, cancellationToken);

    public Task<Decision> AskBackAsync(Guid id, uint version, string question, Uri site, CancellationToken cancellationToken) =>
        RunAsync(id, version, one => one.IsOpen, async (one, by, _) =>
        {
            if (!IsText(question)) return Decision.Of(DecisionOutcome.Unsaid);
            var asked = InvisibleSigns.Typed(question);
            if (one.PersonId is null && one.Email is null) return Decision.Of(DecisionOutcome.Impossible); // nobody is there to answer
            (one.Question, one.Answer, one.State) = (asked, null, CaseState.AskedBack);
            await mails.TellAsync(one, "case-question", await NameAsync(one, cancellationToken), await CentreAsync(by, cancellationToken),
                asked, site, cancellationToken);
            return Decision.Done;
        }, cancellationToken);

    /// <summary>Whether a desk can say this to an author: 1 to <see cref="Case.LongestMessage"/> characters.</summary>
    public static bool IsText(string? text) => InvisibleSigns.Typed(text) is { Length: > 0 and <= Case.LongestMessage };

    /// <summary>
    /// Puts back what was decided. What accepting wrote is written back by a new change, except what somebody has changed since; what was
    /// refused waits again.
    /// </summary>
    public Task<Decision> UndoAsync(Guid id, uint version, CancellationToken cancellationToken) =>
        RunAsync(id, version, one => one.State is CaseState.Accepted or CaseState.Refused, async (one, by, connection) =>
        {
            if (one.State == CaseState.Refused)
            {
                (one.State, one.Reason, one.DecidedBy, one.DecidedAt) = (CaseState.Waiting, null, DoneBy.Nobody, null);
                one.WaitingSince = time.GetUtcNow();
                return Decision.Done;
            }

            var decision = await undo.RunAsync(connection, one, cancellationToken);
            if (decision.Outcome == DecisionOutcome.Done)
                (one.State, one.DecidedBy, one.DecidedAt) = (CaseState.Undone, by, time.GetUtcNow());
            return decision;
        }, cancellationToken);

    private async Task<Decision> RunAsync(
        Guid id,
        uint version,
        Func<Case, bool> may,
        Func<Case, DoneBy, NpgsqlConnection, Task<Decision>> decide,
        CancellationToken cancellationToken
    )
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        context.ChangeTracker.Clear();
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = (NpgsqlConnection)context.Database.GetDbConnection();
            await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
            var found = await context.Set<Case>().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
            if (found is null or { State: CaseState.Unconfirmed }
                || Rights.Find(viewer, Resource.Case, Operation.Decide, CaseRights.Of(found)) is not { } grant)
                return Decision.Of(DecisionOutcome.NotThere);
            if (found.Version != version || !may(found)) return Decision.Of(DecisionOutcome.Meanwhile);
            var decision = await decide(found, By(viewer, grant, found), connection);
            if (decision.Outcome != DecisionOutcome.Done) return decision;
            await context.SaveChangesAsync(cancellationToken);
            await keys.WriteForAsync(context, connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return decision;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Decision.Of(DecisionOutcome.Meanwhile);
        }
        finally
        {
            await context.Database.UseTransactionAsync(null, CancellationToken.None);
            await context.Database.CloseConnectionAsync();
        }
    }

    // An administrator of the directory speaks for no centre by that, whomever else they act for.
    private static DoneBy By(Viewer viewer, Grant grant, Case one) =>
        grant.Membership is CentreMembership centre && centre.Covers(one.Seat) ? grant.By(viewer) : new DoneBy(viewer.Person, null, null);

    private async Task EndAsync(
        Case one, CaseState state, DoneBy by, string template, string words, Uri site, CancellationToken cancellationToken)
    {
        (one.State, one.DecidedBy, one.DecidedAt, one.NetworkHash) = (state, by, time.GetUtcNow(), null);
        await mails.TellAsync(one, template, await NameAsync(one, cancellationToken), await CentreAsync(by, cancellationToken), words, site,
            cancellationToken);
    }

    private async Task<string> NameAsync(Case one, CancellationToken cancellationToken) =>
        (one.OrganisationId is { } id
            ? await context.Set<Organisation>().Where(organisation => organisation.Id == id).Select(organisation => organisation.Name)
                .FirstOrDefaultAsync(cancellationToken)
            : null)
        ?? (one.Draft is { } draft && DraftJson.Read(draft).GetValueOrDefault("name") is string name ? name : "");

    private async Task<string> CentreAsync(DoneBy by, CancellationToken cancellationToken) =>
        by.Centre is { } centre ? (await gazetteer.GetAsync(cancellationToken)).Centre(centre)?.Name ?? "" : "";
}
