using Microsoft.EntityFrameworkCore;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>One who wants the centre's mails.</summary>
public sealed record Recipient(string Name, string Email, string Town, DateTimeOffset GivenAt);

/// <summary>Who wants the mails of their centre. Only those who said so, and only as long as they are active.</summary>
public sealed class MailingList(DbContext context, NpgsqlDataSource database, CurrentViewer current, TimeProvider time)
{
    private static readonly FactColumns Columns = new([]) { Seat = "o.municipality_key" };

    /// <summary>Those of the viewer's centres, by name. An organisation's own consent makes nobody a reader of the list.</summary>
    public async Task<IReadOnlyList<Recipient>> ReadAsync(CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var values = new SqlConditions();
        var mine = Rights.Sql(viewer with { Memberships = [.. viewer.Memberships.OfType<Accounts.CentreMembership>()] },
            Resource.MailingConsent, Operation.See, Columns, values);
        return await values.ListAsync(
            database,
            $"""
            SELECT o.name, m.email, o.town, m.given_at FROM mailing_consents AS m JOIN organisations AS o ON o.id = m.organisation_id
            WHERE o.status = 'Active' AND {mine} ORDER BY o.sort_name, o.id
            """,
            row => new Recipient(row.Text(), row.Text(), row.Text(), row.Value<DateTimeOffset>()),
            cancellationToken
        );
    }

    /// <summary>What an organisation has said; null when it wants no mails, or the viewer is none of its team.</summary>
    public async Task<MailingConsent?> OfAsync(Guid organisation, CancellationToken cancellationToken) =>
        await MayAsync(organisation, Operation.See, cancellationToken)
            ? await context.Set<MailingConsent>().AsNoTracking()
                .SingleOrDefaultAsync(one => one.OrganisationId == organisation, cancellationToken)
            : null;

    /// <summary>Whether the viewer may say whether an organisation wants mails.</summary>
    public Task<bool> MayChangeAsync(Guid organisation, CancellationToken cancellationToken) =>
        MayAsync(organisation, Operation.Change, cancellationToken);

    /// <summary>Consents, or takes it back with null.</summary>
    /// <returns>False when the address is none, or it is not for the viewer to say.</returns>
    public async Task<bool> SayAsync(Guid organisation, string? email, CancellationToken cancellationToken)
    {
        if (!await MayChangeAsync(organisation, cancellationToken)) return false;
        if (email is null)
        {
            await context.Set<MailingConsent>().Where(one => one.OrganisationId == organisation).ExecuteDeleteAsync(cancellationToken);
            return true;
        }

        if (MailAddress.Read(email) is not { } address) return false;
        var consent = await context.Set<MailingConsent>().SingleOrDefaultAsync(one => one.OrganisationId == organisation,
            cancellationToken);
        var viewer = await current.RequiredAsync(cancellationToken);
        if (consent is null)
            context.Add(new MailingConsent
            {
                OrganisationId = organisation,
                Email = address,
                GivenBy = viewer.Person,
                GivenAt = time.GetUtcNow(),
            });
        else
            (consent.Email, consent.GivenBy, consent.GivenAt) = (address, viewer.Person, time.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<bool> MayAsync(Guid organisation, Operation operation, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var seat = await context.Set<Organisation>().Where(one => one.Id == organisation).Select(one => one.MunicipalityKey)
            .FirstOrDefaultAsync(cancellationToken);
        return seat is not null
            && Rights.Allows(viewer, Resource.MailingConsent, operation, new Facts { Owners = [organisation], Seats = [seat] });
    }
}
