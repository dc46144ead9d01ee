using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Mail;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Inbox;

/// <summary>The public address of a page, from its path below the language; whoever serves pages says it.</summary>
public delegate Uri PageAddress(string language, string path);

/// <summary>A mail to the people of an organisation: what happened, and the page where they see it.</summary>
/// <param name="Template">Of src/Texts/mail.</param>
/// <param name="To">The organisation.</param>
/// <param name="From">The other organisation.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Path">The page, below the language.</param>
public sealed record Notice(string Template, Guid To, Guid From, string Title, string Path);

/// <summary>
/// Tells the people of an organisation by mail what concerns it, in the transaction of what happened. Who has no people here gets none.
/// </summary>
public sealed class Notices(MailQueue mails, IServiceProvider services)
{
    private const string People = """
        SELECT p.email, p.language, own.name, other.name FROM organisation_people AS member
        JOIN persons AS p ON p.id = member.person_id AND p.email_confirmed
        JOIN organisations AS own ON own.id = member.organisation_id JOIN organisations AS other ON other.id = $2
        WHERE member.organisation_id = $1 ORDER BY p.email
        """;

    public async Task QueueAsync(NpgsqlConnection connection, Notice notice, CancellationToken cancellationToken)
    {
        // Programs that serve no pages have no address to name.
        if (services.GetService<PageAddress>() is not { } address) return;
        foreach (var (email, language, own, other) in await PeopleAsync(connection, notice, cancellationToken))
        {
            if (MailAddress.Read(email) is not { } to) continue;
            await mails.AddAsync(connection, new MailDraft(to, notice.Template, language, new Dictionary<string, object?>
            {
                ["organisation"] = own,
                ["other"] = other,
                ["title"] = notice.Title,
                ["link"] = address(language, notice.Path),
            }), cancellationToken);
        }
    }

    private static async Task<List<(string Email, string Language, string Own, string Other)>> PeopleAsync(
        NpgsqlConnection connection, Notice notice, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(People, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notice.To });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = notice.From });
        return await command.ListAsync(row => (row.Text(), row.Text(), row.Text(), row.Text()), cancellationToken);
    }
}
