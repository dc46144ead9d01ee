using System.Text.Json;
using MsoNetwork.Browser.Tests.Audits;
using MsoNetwork.Mail;
using MsoNetwork.Tests;

namespace MsoNetwork.Browser.Tests;

/// <summary>A second reader, which shares no code with the writer (npm mailparser), reads the same in our mails.</summary>
[Collection<Site>]
public sealed class MailParserTests(BrowserSite site)
{
    private const string To = "parser@example.org";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_reader_sees_one_recipient_both_forms_and_no_header_of_a_value()
    {
        const string Name = BrowserSite.Payload + "\r\nBcc: victim@example.org\r\n\r\nÇelik ‮";
        var draft = new MailDraft(To, "confirm-message", "de", new Dictionary<string, object?>
        {
            ["recipient"] = Name,
            ["link"] = new Uri("https://netz.example/de/weiter?a=1&b=2"),
        })
        {
            Purpose = MailPurpose.Digest,
            Unsubscribe = new Uri("https://netz.example/de/abbestellen?t=1&u=2"),
        };
        await using (var connection = await site.Database.OpenConnectionAsync(Token))
            await new MailQueue(TimeProvider.System).AddAsync(connection, draft, Token);
        string[] found = [];
        await Waiting.UntilAsync(() => (found = Files()).Length > 0, "no mail");
        using var read = JsonDocument.Parse(Assert.Single(await Audit.RunAsync("mail.mjs", [], found)));
        var mail = read.RootElement;
        Assert.Equal(To, Assert.Single(mail.GetProperty("to").EnumerateArray()).GetString());
        Assert.Contains("Çelik", mail.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bcc", mail.GetProperty("headers").EnumerateArray().Select(header => header.GetString()));
        Assert.Contains("auto-submitted", mail.GetProperty("headers").EnumerateArray().Select(header => header.GetString()));
        Assert.Contains("https://netz.example/de/weiter?a=1&b=2", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<img|<b>", mail.GetProperty("html").GetString()!);
        Assert.Equal("https://netz.example/de/abbestellen?t=1&u=2", mail.GetProperty("unsubscribe").GetString());
        Assert.Equal(0, mail.GetProperty("attachments").GetInt32());
    }

    private string[] Files() => !Directory.Exists(site.Mails) ? [] :
        [.. Directory.GetFiles(site.Mails, "*.eml").Where(file => File.ReadAllText(file).Contains(To, StringComparison.Ordinal))];
}
