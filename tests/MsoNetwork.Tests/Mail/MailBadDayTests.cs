using MailKit.Security;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using MsoNetwork.Mail;
using MsoNetwork.Web.Background;
using SmtpServer.Protocol;

namespace MsoNetwork.Tests.Mail;

/// <summary>
/// Servers that are away or die, processes that are killed, a database that goes: nothing is lost, and each mail goes out once.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class MailBadDayTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_down_for_an_hour_costs_no_mail()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await mailed.Server.StopAsync();
        await mailed.QueueAsync(Enumerable.Range(0, 5).Select(number => MailedNetwork.Draft($"nr{number}@example.org")));
        await mailed.QueueAsync(MailedNetwork.Draft("code@example.org") with { UsefulFor = TimeSpan.FromMinutes(15) });
        var courier = new MailCourier(mailed.Database, mailed.Worker(), mailed.Clock);
        using var sending = new MailSending(courier, mailed.Outlet(), mailed.Clock, NullLogger<MailSending>.Instance);
        await sending.StartAsync(Token);
        var until = mailed.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        while (mailed.Clock.GetUtcNow() < until)
        {
            mailed.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(5, Token);
        }

        await Waiting.UntilAsync(() => courier.Lag > TimeSpan.FromMinutes(50), "the lag is not told");
        Assert.Equal(0, await mailed.Network.ScalarAsync<long>("SELECT count(*) FROM mails WHERE state = 'Sent'"));
        mailed.Server.Start();
        await Waiting.UntilAsync(() =>
        {
            mailed.Clock.Advance(TimeSpan.FromSeconds(1));
            return mailed.Server.Received.Count == 5;
        }, "not all have come");
        await Waiting.UntilAsync(
            async () => (await mailed.StatesAsync()).Count(state => state.EndsWith("Sent 1", StringComparison.Ordinal)) == 5,
            "not all are written down"
        );
        Assert.Contains("code@example.org Expired 0", await mailed.StatesAsync());
        await sending.StopAsync(Token);
        Assert.Equal(5, mailed.Server.Received.Count);
    }

    [Fact]
    public async Task A_server_that_dies_after_it_accepted_has_the_mail()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        mailed.Server.OnMessage = message =>
        {
            _ = Task.Run(mailed.Server.StopAsync, Token);
            return ReceivingServer.Accept(message);
        };
        await mailed.QueueAsync(MailedNetwork.Draft("eins@example.org"));
        await TryAsync(mailed.Worker());
        mailed.Server.OnMessage = ReceivingServer.Accept;
        mailed.Server.Start();
        mailed.Clock.Advance(MailClaim.Pauses[0]);
        await mailed.Worker().RunAsync(Token);
        Assert.Single(mailed.Server.Received.Select(message => message.MessageId).Distinct());
        Assert.StartsWith("eins@example.org Sent", Assert.Single(await mailed.StatesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_dies_before_it_answers_gets_the_same_mail_again()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        MimeMessage? unanswered = null;
        mailed.Server.OnMessage = message =>
        {
            unanswered = message;
            return Task.FromResult<SmtpResponse?>(null);
        };
        await mailed.QueueAsync(MailedNetwork.Draft("eins@example.org"));
        await Assert.ThrowsAsync<MailServerException>(() => mailed.Worker().RunAsync(Token));
        await mailed.QueueAsync(MailedNetwork.Draft("zwei@example.org"));
        Assert.Equal(["eins@example.org Waiting 1", "zwei@example.org Waiting 0"], await mailed.StatesAsync());
        mailed.Server.OnMessage = ReceivingServer.Accept;
        await mailed.Worker().RunAsync(Token);
        Assert.Equal("zwei@example.org", Assert.Single(mailed.Server.Received).To.ToString());
        mailed.Clock.Advance(MailClaim.Pauses[0]);
        await mailed.Worker().RunAsync(Token);
        var again = Assert.Single(mailed.Server.Received, message => message.To.ToString() == "eins@example.org");
        Assert.Equal(unanswered!.MessageId, again.MessageId);
        Assert.Equal(unanswered.Date, again.Date);
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_sends_is_followed_by_another()
    {
        // The process has a clock of its own: the mail is due for it too.
        await using var mailed = await MailedNetwork.NewAsync(cluster, TimeProvider.System.GetUtcNow());
        var killed = new TaskCompletionSource();
        var seen = new TaskCompletionSource<string?>();
        mailed.Server.OnMessage = async message =>
        {
            seen.TrySetResult(message.MessageId);
            await killed.Task.WaitAsync(Token);
            return new SmtpResponse(SmtpReplyCode.TransactionFailed, "nobody is there to hear it");
        };
        await mailed.QueueAsync(MailedNetwork.Draft("eins@example.org"));
        using (var process = MsonetProcess.Start(mailed.Network.ConnectionString, new Dictionary<string, string?>
        {
            ["MSONET_SMTP"] = mailed.Server.Address,
            ["MSONET_PUBLIC_URL"] = "http://localhost",
            ["MSONET_MAIL_FROM"] = MailedNetwork.From.ToString(),
            ["MSONET_URLS"] = "http://127.0.0.1:0",
        }, "serve"))
        {
            await seen.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
            // Another worker sees that somebody holds it, also when its time has come.
            mailed.Clock.Advance(MailClaim.Pauses[0]);
            Assert.Equal(0, await mailed.Worker().RunAsync(Token));
            await process.KillAsync(Token);
        }

        killed.SetResult();
        mailed.Server.OnMessage = ReceivingServer.Accept;
        await Waiting.UntilAsync(async () =>
        {
            mailed.Clock.Advance(MailClaim.Pauses[^1]);
            return await mailed.Worker().RunAsync(Token) == 1;
        }, "the dead process still holds it");
        Assert.Equal(await seen.Task, Assert.Single(mailed.Server.Received).MessageId);
    }

    [Fact]
    public async Task A_database_that_goes_while_a_mail_is_handed_over_is_asked_again()
    {
        await using var own = await TestCluster.OwnAsync();
        await using var mailed = await MailedNetwork.NewAsync(own);
        await mailed.QueueAsync(MailedNetwork.Draft("eins@example.org"));
        mailed.Server.OnMessage = async _ =>
        {
            await own.StopAsync();
            return SmtpResponse.Ok;
        };
        await Assert.ThrowsAnyAsync<Exception>(() => mailed.Worker().RunAsync(Token));
        await own.StartAsync();
        mailed.Server.OnMessage = ReceivingServer.Accept;
        Assert.Equal(["eins@example.org Waiting 1"], await mailed.StatesAsync());
        mailed.Clock.Advance(MailClaim.Pauses[0]);
        await mailed.Worker().RunAsync(Token);
        // Nobody could write down that it had gone. Whoever gets it twice sees by its Message-ID that it is one.
        Assert.Equal(2, mailed.Server.Received.Count);
        Assert.Single(mailed.Server.Received.Select(message => message.MessageId).Distinct());
        Assert.Equal(["eins@example.org Sent 2"], await mailed.StatesAsync());
    }

    [Fact]
    public async Task A_server_that_should_speak_TLS_and_does_not_gets_no_mail()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await mailed.QueueAsync(MailedNetwork.Draft("eins@example.org"));
        foreach (var security in new[] { SecureSocketOptions.StartTls, SecureSocketOptions.SslOnConnect })
        {
            var settings = new SmtpSettings("127.0.0.1", mailed.Server.Port, security, "user", "GEHEIM");
            using var outlet = new SmtpOutlet(MailedNetwork.From, settings, TimeProvider.System);
            var worker = new MailWorker(mailed.Database, outlet, mailed.Addresses, mailed.Clock);
            var refusal = await Assert.ThrowsAsync<MailServerException>(() => worker.RunAsync(Token));
            Assert.DoesNotContain("GEHEIM", refusal.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(["eins@example.org Waiting 0"], await mailed.StatesAsync());
        Assert.Empty(mailed.Server.Received);
    }

    [Fact]
    public async Task In_a_folder_a_mail_that_comes_twice_is_one_file_that_nobody_else_reads()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        var folder = Path.Combine(Directory.CreateTempSubdirectory("msonet-mails-").FullName, "mails");
        var worker = new MailWorker(mailed.Database, new FolderOutlet(MailedNetwork.From, folder), mailed.Addresses, mailed.Clock);
        await mailed.QueueAsync(MailedNetwork.Draft("eins@example.org"));
        await mailed.Network.RunAsync("CREATE TABLE kept AS SELECT * FROM mails");
        await worker.RunAsync(Token);
        await mailed.Network.RunAsync("DELETE FROM mails; INSERT INTO mails SELECT * FROM kept; DROP TABLE kept");
        await worker.RunAsync(Token);
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        Assert.Equal("eins@example.org", (await MimeMessage.LoadAsync(file, Token)).To.ToString());
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(folder));
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    // It may be seen to die, or not.
    private static async Task TryAsync(MailWorker worker)
    {
        try
        {
            await worker.RunAsync(Token);
        }
        catch (MailServerException)
        {
            // Then the mail waits.
        }
    }
}
