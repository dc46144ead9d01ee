using System.Text;
using MsoNetwork.Mail;

namespace MsoNetwork.Tests.Mail;

/// <summary>Reports that come back mark the address that we wrote to, and nobody else's.</summary>
[Trait("Speed", "Medium")]
public sealed class MailBounceTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("failed", "5.1.1", "smtp; 550 5.1.1 unknown user", ReportOutcome.Marked)]
    [InlineData("failed", "5.0.0", "smtp; 550 no such mailbox", ReportOutcome.Marked)]
    [InlineData("failed", "5.4.4", "x-unix; host not found", ReportOutcome.Marked)]
    [InlineData("failed", "5.2.2", "smtp; 552 5.2.2 mailbox full", ReportOutcome.Noted)]
    [InlineData("failed", "5.7.1", "smtp; 550 5.7.1 refused by policy", ReportOutcome.Noted)]
    [InlineData("failed", "4.4.7", "smtp; 421 too long in the queue", ReportOutcome.Noted)]
    [InlineData("delayed", "4.4.1", "smtp; no answer", ReportOutcome.NoFailure)]
    [InlineData("delivered", "2.0.0", "smtp; 250 ok", ReportOutcome.NoFailure)]
    public async Task A_report_says_what_becomes_of_the_address(string action, string status, string said, ReportOutcome outcome)
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        var id = await SentAsync(mailed);
        Assert.Equal(outcome, await TakeAsync(mailed, Report(id, "weitergeleitet@example.net", action, status, said)));
        AddressMark? mark = outcome == ReportOutcome.Marked ? AddressMark.Bounced : null;
        Assert.Equal(mark, await mailed.Addresses.FindAsync("verein@example.org", Token));
        Assert.Null(await mailed.Addresses.FindAsync("weitergeleitet@example.net", Token));
        Assert.Equal(
            outcome >= ReportOutcome.Noted ? "Refused" : "Sent",
            await mailed.Network.ScalarAsync<string>("SELECT state FROM mails")
        );
    }

    [Fact]
    public async Task A_report_with_the_whole_mail_or_only_its_envelope_is_understood_too()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        var id = await SentAsync(mailed);
        var whole = Report(id, "a@example.org", "failed", "5.1.1", "smtp; 550", whole: true);
        Assert.Equal(ReportOutcome.Marked, await TakeAsync(mailed, whole));
        Assert.True(await mailed.Addresses.ConfirmAsync("verein@example.org", Token));
        var bare = Report("nobody@example.net", "a@example.org", "failed", "5.1.1", "smtp; 550", returned: false)
            .Replace("Reporting-MTA", $"Original-Envelope-Id: {id}\r\nReporting-MTA", StringComparison.Ordinal);
        Assert.Equal(ReportOutcome.Marked, await TakeAsync(mailed, bare));
    }

    [Fact]
    public async Task Who_invents_a_report_marks_nobody()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await SentAsync(mailed);
        var invented = Report($"{Guid.NewGuid():N}@netz.example", "verein@example.org", "failed", "5.1.1", "smtp; 550");
        Assert.Equal(ReportOutcome.Unknown, await TakeAsync(mailed, invented));
        foreach (var other in new[] { "", "\0\0\0", "From: a@example.org\r\nSubject: Abwesend\r\n\r\nBin weg.", new string('x', 100_000) })
            Assert.Equal(ReportOutcome.NoFailure, await TakeAsync(mailed, other));
        Assert.Equal(0, await mailed.Network.ScalarAsync<long>("SELECT count(*) FROM mail_addresses"));
    }

    [Fact]
    public async Task The_command_takes_a_file()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        var id = await SentAsync(mailed);
        var file = mailed.Network.Write("bounce.eml", Report(id, "verein@example.org", "failed", "5.1.1", "smtp; 550 unknown"));
        using var command = MsonetProcess.Start(mailed.Network.ConnectionString, "mail-bounce", file);
        Assert.Equal(0, await command.EndAsync(Token));
        Assert.Contains("marked", command.Output, StringComparison.Ordinal);
        Assert.Equal(AddressMark.Bounced, await mailed.Addresses.FindAsync("verein@example.org", Token));
        using var missing = MsonetProcess.Start(mailed.Network.ConnectionString, "mail-bounce", file + ".nix");
        Assert.Equal(1, await missing.EndAsync(Token));
    }

    private static async Task<string> SentAsync(MailedNetwork mailed)
    {
        await mailed.QueueAsync(MailedNetwork.Draft("verein@example.org"));
        await mailed.Worker().RunAsync(Token);
        return Assert.Single(mailed.Server.Received).MessageId!;
    }

    private static async Task<ReportOutcome> TakeAsync(MailedNetwork mailed, string report)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(report));
        return await new TakeDeliveryReport(mailed.Database, mailed.Addresses).RunAsync(stream, Token);
    }

    // As Postfix writes them.
    private static string Report(
        string id, string to, string action, string status, string said, bool whole = false, bool returned = true) => $"""
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        To: post@netz.example
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="B"

        --B
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --B
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net
        Arrival-Date: Sun, 29 Nov 2026 12:00:00 +0000 (UTC)

        Final-Recipient: rfc822; {to}
        Action: {action}
        Status: {status}
        Diagnostic-Code: {said}

        {(returned ? Returned(id, whole) : "")}--B--
        """.ReplaceLineEndings("\r\n");

    private static string Returned(string id, bool whole) => $"""
        --B
        Content-Type: {(whole ? "message/rfc822" : "text/rfc822-headers")}

        From: post@netz.example
        Subject: Hallo
        Message-Id: <{id}>

        {(whole ? "Guten Tag" : "")}

        """;
}
