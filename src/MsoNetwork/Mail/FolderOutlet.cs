using MimeKit;

namespace MsoNetwork.Mail;

/// <summary>
/// Puts mails as files into a folder, for whoever has no server yet. A file is whole or not there, and a mail that comes twice is the same
/// file: its name is the Message-ID. They hold links that sign in, so nobody else reads them.
/// </summary>
public sealed class FolderOutlet(MailboxAddress from, string folder) : MailOutlet(from)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public override string Name => folder;

    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(folder)) return Task.CompletedTask;
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, Mine | UnixFileMode.UserExecute);
            return Task.CompletedTask;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MailServerException(error.Message, error);
        }
    }

    public override async Task<(Handover Outcome, string? Said)> HandAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var at = $"{message.Date.UtcDateTime:yyyyMMdd-HHmmss}-{message.MessageId!.Split('@')[0]}";
        var path = Path.Combine(folder, $"{at}.eml");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mine;
            await using (var file = new FileStream($"{path}.new", options))
                await message.WriteToAsync(file, cancellationToken);
            File.Move($"{path}.new", path, overwrite: true);
            return (Handover.Taken, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MailServerException(error.Message, error);
        }
    }

    public override Task CloseAsync() => Task.CompletedTask;
}
