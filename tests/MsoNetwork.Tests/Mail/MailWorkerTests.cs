using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.Mail;
using Npgsql;
using SmtpServer.Protocol;

namespace MsoNetwork.Tests.Mail;

/// <summary>From the queue to a real server: each mail once, and what is refused is not tried for ever.</summary>
[Trait("Speed", "Medium")]
public sealed class MailWorkerTests(TestCluster cluster)
{
    private static readonly SmtpResponse Unknown = new(SmtpReplyCode.MailboxUnavailable, "5.1.1 no such user");
    private static readonly SmtpResponse Greylisted = new((SmtpReplyCode)450, "4.7.1 come back later");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_exists_exactly_when_the_change_does()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await using (var scope = mailed.Network.Services.CreateAsyncScope())
        {
            var context = MailedNetwork.Context(scope);
            context.Queue(MailedNetwork.Draft("eins@example.org"));
            Assert.Empty(await mailed.StatesAsync());
            await context.SaveChangesAsync(Token);
            context.Queue(MailedNetwork.Draft("zwei@example.org"));
            context.Add(new MarkedAddress { Address = "GROSS@example.org", Mark = AddressMark.Bounced, Reason = "", MarkedAt = default });
            await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(Token));
        }

        await using (var connection = await mailed.Database.OpenConnectionAsync(Token))
        await using (await connection.BeginTransactionAsync(Token))
            await mailed.Queue.AddAsync(connection, MailedNetwork.Draft("drei@example.org"), Token);
        Assert.Equal(["eins@example.org Waiting 0"], await mailed.StatesAsync());
    }

    [Fact]
    public async Task What_was_sent_is_read_by_the_other_side_and_forgotten_by_ours()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await mailed.QueueAsync(MailedNetwork.Draft("info@verein.example", "Türk-Alman Derneği"));
        Assert.Equal(1, await mailed.Worker().RunAsync(Token));
        var message = Assert.Single(mailed.Server.Received);
        Assert.Equal("Bitte bestätigen: Ihre Nachricht an Türk-Alman Derneği", message.Subject);
        Assert.Equal(MailedNetwork.From.ToString(), message.From.ToString());
        Assert.Equal("info@verein.example", message.To.ToString());
        Assert.Equal(mailed.Clock.GetUtcNow(), message.Date);
        Assert.Contains("https://netz.example/de/bestaetigen?t=GEHEIM", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("<a class=\"button\" href=\"https://netz.example/de/bestaetigen?t=GEHEIM\">", message.HtmlBody,
            StringComparison.Ordinal);
        Assert.Equal(["info@verein.example Sent 1"], await mailed.StatesAsync());
        Assert.DoesNotContain("GEHEIM", await mailed.Network.ScalarAsync<string>("SELECT string_agg(m::text, '') FROM mails AS m"),
            StringComparison.Ordinal);
        Assert.Equal(0, await mailed.Worker().RunAsync(Token));
        mailed.Clock.Advance(MailRetention.Sent + TimeSpan.FromMinutes(1));
        await new ApplyRetention(mailed.Database, RetentionPeriods.Usual, mailed.Clock).RunAsync(Token);
        Assert.Empty(await mailed.StatesAsync());
    }

    [Fact]
    public async Task One_recipient_refused_marks_that_address_and_stops_nobody_else()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        mailed.Server.OnRecipient = to => to == "weg@example.org" ? Unknown : null;
        await mailed.QueueAsync(new[] { "a@example.org", "weg@example.org", "z@example.org" }.Select(to => MailedNetwork.Draft(to)));
        await mailed.Worker().RunAsync(Token);
        Assert.Equal(["a@example.org Sent 1", "weg@example.org Refused 1", "z@example.org Sent 1"], await mailed.StatesAsync());
        Assert.Equal(AddressMark.Refused, await mailed.Addresses.FindAsync("Weg@Example.org", Token));
        Assert.Null(await mailed.Addresses.FindAsync("a@example.org", Token));
    }

    [Fact]
    public async Task A_marked_address_gets_only_what_confirms_it_until_it_is_confirmed()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        mailed.Server.OnRecipient = _ => Unknown;
        await mailed.QueueAsync(MailedNetwork.Draft("weg@example.org"));
        await mailed.Worker().RunAsync(Token);
        mailed.Server.OnRecipient = _ => null;
        await mailed.QueueAsync(
            MailedNetwork.Draft("WEG@example.org"),
            MailedNetwork.Draft("weg@example.org", purpose: MailPurpose.Confirmation)
        );
        await mailed.Worker().RunAsync(Token);
        Assert.Equal(["WEG@example.org Withheld 1", "weg@example.org Refused 1", "weg@example.org Sent 1"],
            (await mailed.StatesAsync()).Order(StringComparer.Ordinal));
        Assert.True(await mailed.Addresses.ConfirmAsync("weg@example.org", Token));
        await mailed.QueueAsync(MailedNetwork.Draft("weg@example.org"));
        await mailed.Worker().RunAsync(Token);
        Assert.Equal(2, mailed.Server.Received.Count);
    }

    [Fact]
    public async Task What_is_refused_for_now_comes_later_and_marks_nobody()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        mailed.Server.OnRecipient = _ => Greylisted;
        await mailed.QueueAsync(MailedNetwork.Draft("spaeter@example.org"));
        Assert.Equal(1, await mailed.Worker().RunAsync(Token));
        Assert.Equal(0, await mailed.Worker().RunAsync(Token));
        mailed.Clock.Advance(MailClaim.Pauses[0]);
        Assert.Equal(1, await mailed.Worker().RunAsync(Token));
        mailed.Server.OnRecipient = _ => null;
        mailed.Clock.Advance(MailClaim.Pauses[0]);
        Assert.Equal(0, await mailed.Worker().RunAsync(Token));
        mailed.Clock.Advance(MailClaim.Pauses[1]);
        Assert.Equal(1, await mailed.Worker().RunAsync(Token));
        Assert.Equal(["spaeter@example.org Sent 3"], await mailed.StatesAsync());
        Assert.Null(await mailed.Addresses.FindAsync("spaeter@example.org", Token));
    }

    [Fact]
    public async Task A_rule_against_the_mail_marks_no_address()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        var blocked = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "5.7.1 blocked");
        mailed.Server.OnRecipient = to => to == "regel@example.org" ? blocked : null;
        mailed.Server.OnMessage = _ => Task.FromResult<SmtpResponse?>(new SmtpResponse(SmtpReplyCode.TransactionFailed, "5.6.0 spam"));
        await mailed.QueueAsync(MailedNetwork.Draft("inhalt@example.org"), MailedNetwork.Draft("regel@example.org"));
        await mailed.Worker().RunAsync(Token);
        Assert.Equal(["inhalt@example.org Refused 1", "regel@example.org Refused 1"], await mailed.StatesAsync());
        Assert.Equal(0, await mailed.Network.ScalarAsync<long>("SELECT count(*) FROM mail_addresses"));
    }

    [Fact]
    public async Task What_is_of_no_use_any_more_is_not_sent()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await mailed.QueueAsync(MailedNetwork.Draft("code@example.org") with { UsefulFor = TimeSpan.FromMinutes(15) });
        mailed.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(0, await mailed.Worker().RunAsync(Token));
        Assert.Equal(["code@example.org Expired 0"], await mailed.StatesAsync());
    }

    [Fact]
    public async Task Three_workers_at_once_send_each_of_sixty_mails_once()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await mailed.QueueAsync(Enumerable.Range(0, 60).Select(number => MailedNetwork.Draft($"nr{number}@example.org")));
        var counts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => mailed.Worker().RunAsync(Token)));
        Assert.Equal(60, counts.Sum());
        Assert.Equal(60, mailed.Server.Received.Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(60, mailed.Server.Received.Count);
    }

    [Fact]
    public async Task A_claimed_mail_that_somebody_else_locks_for_a_moment_is_waited_for()
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await mailed.QueueAsync(Enumerable.Range(0, 60).Select(number => MailedNetwork.Draft($"nr{number}@example.org")));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var lookers = Enumerable.Range(0, 3).Select(_ => LockClaimedAsync(mailed, over.Token)).ToArray();
        var handed = await mailed.Worker().RunAsync(Token);
        await over.CancelAsync();
        Assert.True((await Task.WhenAll(lookers)).Sum() > 0);
        Assert.Equal((60, 60), (handed, mailed.Server.Received.Count));
    }

    [Theory]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("a@example.org, b@example.org")]
    public async Task No_address_carries_a_second_one(string to)
    {
        await using var mailed = await MailedNetwork.NewAsync(cluster);
        await Assert.ThrowsAsync<ArgumentException>(() => mailed.QueueAsync(MailedNetwork.Draft(to)));
        await Assert.ThrowsAsync<ArgumentException>(() => mailed.QueueAsync(MailedNetwork.Draft("a@example.org") with { ReplyTo = to }));
    }

    // How often there was one: as a worker does whose snapshot is older than the claim.
    private static async Task<int> LockClaimedAsync(MailedNetwork mailed, CancellationToken over)
    {
        await using var connection = await mailed.Database.OpenConnectionAsync(Token);
        var times = 0;
        while (!over.IsCancellationRequested)
        {
            await using var claimed = new NpgsqlCommand("""
                SELECT count(pg_sleep(0.002))
                FROM (SELECT FROM mails WHERE state = 'Waiting' AND attempts > 0 FOR UPDATE SKIP LOCKED) AS claimed
                """, connection);
            if (await claimed.ExecuteScalarAsync(Token) is > 0L) times++;
        }

        return times;
    }
}
