using System.Text.RegularExpressions;
using MimeKit;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>The mails that the site wrote into its folder.</summary>
internal static partial class SignInMails
{
    /// <summary>Waits for the newest mail to an address.</summary>
    /// <param name="site">The running site.</param>
    /// <param name="address">Of the recipient.</param>
    /// <param name="number">How many there are with it.</param>
    public static async Task<(string Code, string Link, MimeMessage Mail)> LastAsync(RunningSite site, string address, int number = 1)
    {
        List<MimeMessage> mails = [];
        await Waiting.UntilAsync(() => (mails = To(site, address)).Count >= number, $"No mail number {number} to {address}");
        var (mail, text) = (mails[^1], mails[^1].TextBody ?? "");
        var link = Link().Match(text).Value;
        return (Code().Match(text).Value, link.Length == 0 ? "" : new Uri(link).PathAndQuery, mail);
    }

    public static int Count(RunningSite site, string address) => To(site, address).Count;

    // By the names of the files, which begin with the time and go on with the id.
    private static List<MimeMessage> To(RunningSite site, string address)
    {
        var folder = site.Mails;
        return !Directory.Exists(folder) ? []
            : [.. Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file))
                .Where(mail => mail.To.Mailboxes.Any(to => string.Equals(to.Address, address, StringComparison.OrdinalIgnoreCase)))];
    }

    [GeneratedRegex(@"\b\d{4} \d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
