using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Erasure;

[Description("Why an organisation is erased.")]
public enum ErasureReason
{
    [Description("It wants it.")] OwnWish,
    [Description("It has a right to it, for example by Art. 17 GDPR.")] Right,
    [Description("Its entry should never have been there.")] Unlawful,
}

/// <summary>
/// All about an organisation is erased, everywhere and at once; nobody can take it back. By its integration centre or an administrator,
/// who type its name.
/// </summary>
public sealed class EraseOrganisation(
    DbContext context,
    NpgsqlDataSource database,
    CurrentViewer current,
    IdempotencyKeys keys,
    MailQueue mails,
    ErasureFiles files,
    TimeProvider time)
{
    public async Task<bool> MayAsync(KnownOrganisation organisation, CancellationToken cancellationToken) => Rights.Allows(
        await current.GetAsync(cancellationToken), Resource.Organisation, Operation.Erase, FactsOf(organisation));

    private static Facts FactsOf(KnownOrganisation organisation) =>
        new() { Owners = [organisation.Id], Seats = [organisation.MunicipalityKey] };

    /// <summary>Whether what was typed is the name.</summary>
    public static bool IsName(string typed, string name) => typed.Trim() == name;

    /// <param name="id">The organisation.</param>
    /// <param name="typedName">Its name, typed by whoever erases it.</param>
    /// <param name="reason">Kept with the hashes, without who it was.</param>
    /// <param name="cancellationToken">Ends it; then nothing was erased.</param>
    /// <exception cref="NetworkException">UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID_INPUT for another name.</exception>
    public async Task RunAsync(Guid id, string typedName, ErasureReason reason, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var organisation = await KnownOrganisation.ByIdAsync(context, id, cancellationToken)
            ?? throw NetworkException.NotFound("input.organisation", "There is no organisation with this id.");
        if (Rights.Find(viewer, Resource.Organisation, Operation.Erase, FactsOf(organisation)) is not { } grant)
            throw NetworkException.Forbidden("Only the integration centre of its area and administrators erase an organisation.");
        if (!IsName(typedName, organisation.Name))
            throw NetworkException.Invalid("input.name", "This is not the organisation's name: type it exactly as it stands there.");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        await (grant.By(viewer) with { Person = null }).Author.ApplyAsync(connection, cancellationToken);
        var wishes = await WishesAsync(connection, id, cancellationToken);
        if (await WipedOrganisation.RunAsync(connection, id, $"{reason}", time, files, cancellationToken) is not { } wiped) return;
        // After everything else: what asks again hears the same, and who asked for it hears that it is done, without a name.
        await keys.WriteAsync(connection, id, cancellationToken);
        foreach (var (to, language) in wishes)
        {
            var mail = new MailDraft(to, "entry-erased", language, new Dictionary<string, object?>());
            await mails.AddAsync(connection, mail, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        files.Forget(wiped.Mails, wiped.Mentions, wiped.Paths);
    }

    // Whoever asked for it, and whoever keeps the entry.
    private static async Task<List<(string To, string Language)>> WishesAsync(
        NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            SELECT DISTINCT ON (lower(email)) email, language FROM (
                SELECT coalesce(c.email, p.email) AS email, c.language FROM cases AS c LEFT JOIN persons AS p ON p.id = c.person_id
                WHERE c.organisation_id = @id AND c.state IN ('Waiting', 'AskedBack', 'Accepted')
                    AND starts_with(c.message, '{SubmittedCase.ErasureWish}')
                UNION ALL SELECT p.email, p.language FROM organisation_people AS o JOIN persons AS p ON p.id = o.person_id
                WHERE o.organisation_id = @id) AS one
            WHERE email <> '' ORDER BY lower(email), language
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddWithValue("id", id);
        return await command.ListAsync(row => (row.Text(), row.Text()), cancellationToken);
    }
}
