using MsoNetwork.Mail;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Reminders;

/// <summary>Somebody who is asked.</summary>
/// <param name="Address">A mail address.</param>
/// <param name="Language">Of the mail.</param>
/// <param name="IsTeam">Whether they keep the entry here.</param>
internal sealed record ReminderRecipient(string Address, string Language, bool IsTeam);

/// <summary>
/// Who is asked about an entry: those who keep it; else the address that it gave for its centre's mails; else, where the settings say so,
/// the address that stands in the entry. Addresses that refused mails count for nothing.
/// </summary>
internal static class ReminderRecipients
{
    /// <summary>A condition over <c>o</c>: somebody keeps the entry, or has consented to mails.</summary>
    public const string IsKept = """
        (EXISTS (SELECT FROM organisation_people AS k WHERE k.organisation_id = o.id)
            OR EXISTS (SELECT FROM mailing_consents AS k WHERE k.organisation_id = o.id))
        """;

    private const string Known = """
        SELECT 0, p.email, p.language FROM organisation_people AS m JOIN persons AS p ON p.id = m.person_id AND p.email_confirmed
        WHERE m.organisation_id = $1
        UNION ALL SELECT 1, c.email, 'de' FROM mailing_consents AS c WHERE c.organisation_id = $1
        UNION ALL SELECT 2, o.email, 'de' FROM organisations AS o
        WHERE o.id = $1 AND o.email IS NOT NULL AND o.contact_visible_to = 'Public' AND $2
        """;

    private const string Open = $"""
        SELECT k.rank, k.email, k.language FROM ({Known}) AS k (rank, email, language)
        WHERE NOT EXISTS (SELECT FROM mail_addresses AS a WHERE a.address = lower(btrim(k.email))) ORDER BY k.rank, k.email
        """;

    public static async Task<IReadOnlyList<ReminderRecipient>> FindAsync(
        NpgsqlConnection connection, Guid organisation, ReminderAudience to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Open, connection);
        command.Parameters.Add(new() { Value = organisation });
        command.Parameters.Add(new() { Value = to == ReminderAudience.All });
        var all = await command.ListAsync(
            row => (Rank: row.Value<int>(), Address: MailAddress.Read(row.TextOrNull()), Language: row.Text()), cancellationToken);
        var good = all.FindAll(one => one.Address is not null);
        return
        [
            .. good.Where(one => one.Rank == good[0].Rank)
                .Select(one => new ReminderRecipient(one.Address!, one.Language, one.Rank == 0)),
        ];
    }
}
