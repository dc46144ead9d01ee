using MailKit.Security;
using MsoNetwork.Mail;

namespace MsoNetwork.Tests.Mail;

/// <summary>Settings of sending: what is taken, and that a wrong one ends the start in one sentence without the password.</summary>
public sealed class MailSettingsTests(TestCluster cluster)
{
    [Theory]
    [InlineData("smtp://mail.example.org", "mail.example.org", 587, SecureSocketOptions.StartTls, null, null)]
    [InlineData("smtp://a%40b:p%3Aw%2F@mail.example.org:25", "mail.example.org", 25, SecureSocketOptions.StartTls, "a@b", "p:w/")]
    [InlineData("smtps://u:p@mail.example.org", "mail.example.org", 465, SecureSocketOptions.SslOnConnect, "u", "p")]
    [InlineData("smtp://localhost:2525", "localhost", 2525, SecureSocketOptions.None, null, null)]
    [InlineData("smtp://[::1]:2525", "::1", 2525, SecureSocketOptions.None, null, null)]
    public void A_server_elsewhere_must_speak_TLS(
        string text, string host, int port, SecureSocketOptions security, string? user, string? password) =>
        Assert.Equal(new SmtpSettings(host, port, security, user, password), SmtpSettings.Read(text));

    [Theory]
    [InlineData("mail.example.org:587")]
    [InlineData("https://mail.example.org")]
    [InlineData("smtp://user@mail.example.org")]
    [InlineData("smtp://mail.example.org/box")]
    [InlineData("smtp://")]
    public void What_is_no_servers_address_is_none(string text) => Assert.Null(SmtpSettings.Read(text));

    [Theory]
    [InlineData("smtp://user:GEHEIM@mail example", "post@example.org", "MSONET_SMTP")]
    [InlineData("smtp://user:GEHEIM@mail.example.org", null, "MSONET_MAIL_FROM")]
    [InlineData("smtp://user:GEHEIM@mail.example.org", "post", "MSONET_MAIL_FROM")]
    [InlineData("smtp://user:GEHEIM@mail.example.org", "a@example.org, b@example.org", "MSONET_MAIL_FROM")]
    public async Task A_wrong_setting_ends_the_start_in_one_sentence(string smtp, string? from, string named)
    {
        var settings = new Dictionary<string, string?> { ["MSONET_SMTP"] = smtp, ["MSONET_MAIL_FROM"] = from };
        using var start = MsonetProcess.Start(cluster.Administration, settings, "serve");
        Assert.Equal(2, await start.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains(named, Assert.Single(start.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("GEHEIM", start.Output, StringComparison.Ordinal);
    }
}
