using Npgsql;

namespace MsoNetwork.Mail;

/// <summary>Which addresses are marked; see <see cref="MarkedAddress"/>.</summary>
public sealed class MailAddresses(NpgsqlDataSource database, TimeProvider time)
{
    private const string Mark = """
        INSERT INTO mail_addresses (address, mark, reason, marked_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (address) DO UPDATE SET mark = excluded.mark, reason = excluded.reason, marked_at = excluded.marked_at
        """;

    /// <summary>Somebody has shown that they read it: mails go there again.</summary>
    /// <returns>Whether it was marked.</returns>
    public async Task<bool> ConfirmAsync(string address, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM mail_addresses WHERE address = $1");
        command.Parameters.Add(new() { Value = MailAddress.Key(address) });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Why no mail but confirmations goes there; null when all go.</summary>
    public async Task<AddressMark?> FindAsync(string address, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT mark FROM mail_addresses WHERE address = $1");
        command.Parameters.Add(new() { Value = MailAddress.Key(address) });
        return await command.ExecuteScalarAsync(cancellationToken) is string mark ? Enum.Parse<AddressMark>(mark) : null;
    }

    internal async Task MarkAsync(
        NpgsqlConnection connection,
        string address,
        AddressMark mark,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Mark, connection)
        {
            Parameters =
            {
                new() { Value = MailAddress.Key(address) },
                new() { Value = mark.ToString() },
                new() { Value = reason },
                new() { Value = time.GetUtcNow() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
