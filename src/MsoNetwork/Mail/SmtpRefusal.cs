using System.Text.RegularExpressions;
using MailKit.Net.Smtp;

namespace MsoNetwork.Mail;

/// <summary>What a refusal is about: the address, this mail, or something that may pass.</summary>
internal static partial class SmtpRefusal
{
    public static Handover Of(SmtpCommandException refused) => refused switch
    {
        _ when (int)refused.StatusCode < 500 => Handover.Later,
        { ErrorCode: SmtpErrorCode.RecipientNotAccepted } when IsAboutAddress(refused.Message) => Handover.AddressRefused,
        { ErrorCode: SmtpErrorCode.RecipientNotAccepted } => Handover.MailRefused,
        { ErrorCode: SmtpErrorCode.MessageNotAccepted } => Handover.MailRefused,
        // Our own address or our right to send: an operator can mend that before the mail is of no use.
        _ => Handover.Later,
    };

    /// <summary>
    /// Whether a permanent refusal says that the address itself takes no mails (RFC 3463). A full mailbox, a rule against the mail or
    /// against us, and trouble on the way say nothing of it. Who names no code means the address.
    /// </summary>
    public static bool IsAboutAddress(string said) => Enhanced().Match(said) is not { Success: true } match
        || (match.Groups["subject"].Value, match.Groups["detail"].Value) is ("0" or "1", _) or ("2", "0" or "1") or ("4", "4");

    [GeneratedRegex(@"\b5\.(?<subject>\d{1,3})\.(?<detail>\d{1,3})\b")]
    private static partial Regex Enhanced();
}
