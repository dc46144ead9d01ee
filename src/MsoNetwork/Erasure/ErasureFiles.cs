using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace MsoNetwork.Erasure;

/// <summary>
/// What lies outside of the database: the list of tombstones, mails where no server takes them, and files kept for downloads.
/// </summary>
/// <param name="List">An append-only file; null: none is kept.</param>
/// <param name="Mails">A folder of .eml files; null: there is none.</param>
/// <param name="Exports">A folder with one for each process; null: none is kept.</param>
public sealed record ErasureFiles(string? List, string? Mails, string? Exports = null)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Adds lines; they are on the disk when this returns.</summary>
    public void Append(IEnumerable<string> lines)
    {
        if (List is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(List)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mine;
        var begins = EndsInALine(List) ? "" : "\n";
        using var file = new FileStream(List, options);
        file.Write(Encoding.ASCII.GetBytes(begins + string.Concat(lines.Select(line => line + '\n'))));
        file.Flush(flushToDisk: true);
    }

    // A full disk or a power cut leaves half a line, of what was not erased then. The next one does not go on with it.
    private static bool EndsInALine(string path)
    {
        if (!File.Exists(path)) return true;
        using var file = File.OpenRead(path);
        if (file.Length == 0) return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    /// <summary>All lines, half ones of a write that broke off among them.</summary>
    public IReadOnlyList<string> Lines() => List is not null && File.Exists(List) ? File.ReadAllLines(List) : [];

    /// <summary>Takes away mails that went to one of these addresses or tell of somebody, and all files for downloads.</summary>
    internal void Forget(IReadOnlyCollection<string> addresses, Mentions mentions, params string[] paths)
    {
        if (Exports is not null && Directory.Exists(Exports))
        {
            // Folders of processes have a lock beside them; what else may lie there is nobody's business.
            foreach (var folder in Directory.EnumerateFiles(Exports, "*.lock").Select(held => Path.ChangeExtension(held, null)))
            {
                if (!Directory.Exists(folder)) continue;
                foreach (var path in Directory.EnumerateFiles(folder)) File.Delete(path);
            }
        }

        if (Mails is null || !Directory.Exists(Mails)) return;
        foreach (var path in Directory.EnumerateFiles(Mails, "*.eml"))
        {
            if (Tells(path, addresses, mentions, paths)) File.Delete(path);
        }
    }

    private static bool Tells(string path, IReadOnlyCollection<string> addresses, Mentions mentions, string[] paths)
    {
        using var mail = MimeMessage.Load(path);
        var text = string.Join('\n', mail.Subject, mail.TextBody, mail.HtmlBody, mail.To, mail.ReplyTo);
        return mail.To.Mailboxes.Concat(mail.ReplyTo.Mailboxes)
                .Any(one => addresses.Contains(one.Address, StringComparer.OrdinalIgnoreCase))
            || mentions.AreIn(text) || Array.Exists(paths, one => Regex.IsMatch(text, one));
    }
}
