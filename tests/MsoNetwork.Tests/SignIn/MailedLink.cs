using System.Text.RegularExpressions;
using MimeKit;
using Npgsql;

namespace MsoNetwork.Tests.SignIn;

/// <summary>The link in the newest mail to somebody, whether it still waits or lies in the folder already.</summary>
internal static class MailedLink
{
    /// <param name="database">Where mails wait.</param>
    /// <param name="folder">Where they go.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="page">The word before the secret.</param>
    public static async Task<string> FindAsync(NpgsqlDataSource database, string folder, string to, string page)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            await using var mail = database.CreateCommand("SELECT text FROM mails WHERE recipient = $1 ORDER BY queued_at DESC LIMIT 1");
            mail.Parameters.Add(new() { Value = to });
            var text = await mail.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string ?? InFolder(folder, to);
            if (Regex.Match(text ?? "", $"http\\S+/{page}/[A-Za-z0-9_-]{{43}}") is { Success: true } found)
                return new Uri(found.Value).AbsolutePath;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"No mail to {to} has a link to {page}.");
    }

    private static string? InFolder(string folder, string to) => !Directory.Exists(folder) ? null
        : new DirectoryInfo(folder).EnumerateFiles("*.eml", SearchOption.AllDirectories)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => MimeMessage.Load(file.FullName))
            .FirstOrDefault(mail => mail.To.Mailboxes.Any(one => one.Address == to))?.TextBody;
}
