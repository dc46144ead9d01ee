using MailKit.Security;

namespace MsoNetwork.Mail;

/// <summary>
/// Which server takes our mails: smtp://user:password@host:587 (STARTTLS, which must be there unless the server is on this machine) or
/// smtps://user:password@host:465 (TLS from the beginning).
/// </summary>
public sealed record SmtpSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password)
{
    /// <summary>Null for what is no such address.</summary>
    public static SmtpSettings? Read(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("smtp" or "smtps")
            || address.Host.Length == 0 || address.PathAndQuery is not ("" or "/") || address.Fragment.Length > 0)
            return null;
        var secret = address.UserInfo.Length == 0 ? [] : address.UserInfo.Split(':', 2);
        if (secret.Length == 1) return null; // a user without a password is an accident
        var isWrapped = address.Scheme == "smtps";
        return new SmtpSettings(
            address.Host.Trim('[', ']'),
            address.Port > 0 ? address.Port : isWrapped ? 465 : 587,
            isWrapped ? SecureSocketOptions.SslOnConnect : address.IsLoopback ? SecureSocketOptions.None : SecureSocketOptions.StartTls,
            secret.Length > 0 ? Uri.UnescapeDataString(secret[0]) : null,
            secret.Length > 0 ? Uri.UnescapeDataString(secret[1]) : null
        );
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
