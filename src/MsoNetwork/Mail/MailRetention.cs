using Npgsql;

namespace MsoNetwork.Mail;

/// <summary>
/// How long what is kept. Texts go when a mail waits no more; that it went, and to whom, is known as long as a report about it may come
/// back. Who reads an address again, or another person it was given to, is not shut out by a mark for ever.
/// </summary>
public static class MailRetention
{
    /// <summary>Of rows without texts. Servers try for five days, as a rule, before they report.</summary>
    public static readonly TimeSpan Sent = TimeSpan.FromDays(30);

    /// <summary>Of marks.</summary>
    public static readonly TimeSpan Marks = TimeSpan.FromDays(365);

    internal static async Task TidyAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var tidy = database.CreateBatch();
        Add("DELETE FROM mails WHERE ended_at < $1", now - Sent);
        Add("DELETE FROM mail_addresses WHERE marked_at < $1", now - Marks);
        await tidy.ExecuteNonQueryAsync(cancellationToken);

        void Add(string sql, DateTimeOffset before)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
            tidy.BatchCommands.Add(command);
        }
    }
}
