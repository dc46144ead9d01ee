using System.Net;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Erasure;
using MsoNetwork.Mail;
using MsoNetwork.Messages;

namespace MsoNetwork.Tests.Messages;

/// <summary>Writing to an organisation: who gets it, whose name it is in, what is kept, and what nobody can do with it.</summary>
[Trait("Speed", "Medium")]
public sealed class MessageTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_delivered_before_the_senders_address_is_confirmed()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        Assert.True((await written.SendAsync(written.Input())).WaitsForConfirmation);
        var asked = Assert.Single(await written.MailsAsync());
        Assert.Equal((WrittenNetwork.Sender, MailPurpose.Confirmation), (asked.Recipient, asked.Purpose));
        Assert.DoesNotContain("Kurs", asked.Text, StringComparison.Ordinal); // else a stranger could write by us to anybody
        var secret = WrittenNetwork.SecretOf(asked);
        var hashed = await written.Network.ScalarAsync<string>("SELECT string_agg(m::text, '') FROM messages AS m");
        Assert.DoesNotContain(secret, hashed, StringComparison.Ordinal);
        Assert.NotNull(await written.AsAsync((ConfirmMessage confirm) => confirm.FindAsync(secret, Token)));
        Assert.Single(await written.MailsAsync());

        written.Clock.Advance(TimeSpan.FromMinutes(1));
        var done = await ConfirmAsync(written, secret);
        Assert.Equal(MessageOutcome.HandedOn, done.Outcome);
        var told = (await written.MailsAsync())[1];
        Assert.Equal(("verein@example.org", WrittenNetwork.Sender), (told.Recipient, told.ReplyTo));
        Assert.Contains("> Guten Tag, wann ist der Kurs?", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kurs", await written.Network.ScalarAsync<string>("SELECT string_agg(m::text, '') FROM messages AS m"),
            StringComparison.Ordinal);

        Assert.Equal(MessageOutcome.Over, (await ConfirmAsync(written, secret)).Outcome);
        var again = written.Input() with { ConfirmedBrowser = done.Browser };
        Assert.False((await written.SendAsync(again)).WaitsForConfirmation);
        Assert.True((await written.SendAsync(again with { Address = "andere@example.org" })).WaitsForConfirmation);
    }

    [Fact]
    public async Task Of_two_who_press_the_button_at_once_one_delivers()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        await written.SendAsync(written.Input());
        var secret = WrittenNetwork.SecretOf((await written.MailsAsync())[0]);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConfirmAsync(written, secret)));
        Assert.Single(outcomes, one => one.Outcome == MessageOutcome.HandedOn);
        Assert.Equal(2, (await written.MailsAsync()).Count);
    }

    [Fact]
    public async Task After_a_day_the_link_is_over_and_the_text_is_gone()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        await written.SendAsync(written.Input());
        var secret = WrittenNetwork.SecretOf((await written.MailsAsync())[0]);
        written.Clock.Advance(Message.Confirmable);
        Assert.Null(await written.AsAsync((ConfirmMessage confirm) => confirm.FindAsync(secret, Token)));
        Assert.Equal(MessageOutcome.Over, (await ConfirmAsync(written, secret)).Outcome);
        await TidyAsync(written);
        Assert.Equal(0, await written.Network.ScalarAsync<long>("SELECT count(*) FROM messages"));
    }

    [Fact]
    public async Task Two_write_to_each_other_without_seeing_the_others_address()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        var sender = await PersonAsync(written, "lead@example.org", "tr");
        await written.SendAsync(written.Input() with { Person = sender, ShowsAddress = false });
        var first = Assert.Single(await written.MailsAsync());
        Assert.Null(first.ReplyTo);
        Assert.DoesNotContain("lead@example.org", first.Text + first.Html, StringComparison.Ordinal);
        await AnswerAsync(written, WrittenNetwork.SecretOf(first), "Am Montag.");
        var answer = (await written.MailsAsync())[1];
        Assert.Equal("lead@example.org", answer.Recipient);
        Assert.DoesNotContain("verein@example.org", answer.Text + answer.Html, StringComparison.Ordinal);
        Assert.Contains("> Am Montag.", answer.Text, StringComparison.Ordinal);
        await AnswerAsync(written, WrittenNetwork.SecretOf(answer), "Danke!");
        Assert.Equal("verein@example.org", (await written.MailsAsync())[2].Recipient);
        written.Clock.Advance(Message.Answerable);
        Assert.Null(await written.AsAsync((AnswerMessage page) => page.FindAsync(WrittenNetwork.SecretOf(first), Token)));
        await TidyAsync(written);
        Assert.Equal(0, await written.Network.ScalarAsync<long>("SELECT count(*) FROM message_links"));
    }

    [Fact]
    public async Task A_message_goes_to_the_entrys_address_else_its_editors_else_the_centre_of_its_area()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        Assert.Equal(RecipientKind.Nobody, (await FindAsync(written, written.Silent)).Kind);
        var centre = await written.Network.ScalarAsync<string>("SELECT key FROM integration_centres WHERE region_key = '05315'");
        var staff = await PersonAsync(written, "zentrum@example.org", "de");
        await written.Network.RunAsync($"INSERT INTO centre_people VALUES ('{staff}', '{centre}', now())");
        var toCentre = await FindAsync(written, written.Silent);
        Assert.Equal((RecipientKind.Centre, "zentrum@example.org"), (toCentre.Kind, Assert.Single(toCentre.Mailboxes).Address));
        Assert.NotNull(toCentre.Centre);

        var editor = await PersonAsync(written, "editor@example.org", "ar");
        await written.Network.RunAsync(
            $"""
            INSERT INTO organisation_people (person_id, organisation_id, role, since)
            VALUES ('{editor}', '{written.Silent}', 'Editor', now())
            """);
        Assert.Equal(("editor@example.org", "ar"), Assert.Single((await FindAsync(written, written.Silent)).Mailboxes));

        Assert.Equal("verein@example.org", Assert.Single((await FindAsync(written, written.Open)).Mailboxes).Address);
        await written.Network.RunAsync(
            "INSERT INTO mail_addresses (address, mark, marked_at, reason) VALUES ('verein@example.org', 'Bounced', now(), '')");
        Assert.Equal("zentrum@example.org", Assert.Single((await FindAsync(written, written.Open)).Mailboxes).Address);
        await written.Network.RunAsync($"INSERT INTO message_settings VALUES ('{written.Open}', false)");
        Assert.Equal(RecipientKind.SwitchedOff, (await FindAsync(written, written.Open)).Kind);
        Assert.Equal([MessageProblem.NotTaken], (await written.SendAsync(written.Input())).Problems);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_nothing_is_written()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        var wrong = new MessageInput(written.Open, " \u202e ", "a@example.org\r\nBcc: b@example.org", " \n ", true);
        Assert.Equal([MessageProblem.NameMissing, MessageProblem.AddressWrong, MessageProblem.TextMissing],
            (await written.SendAsync(wrong)).Problems);
        var text = "https://a.example http://b.example WWW.c.example" + new string('x', Message.LongestText);
        Assert.Equal([MessageProblem.NameTooLong, MessageProblem.TextTooLong, MessageProblem.TooManyLinks],
            (await written.SendAsync(written.Input(text: text) with { Name = new string('n', 101) })).Problems);
        Assert.Empty(await written.MailsAsync());
    }

    [Fact]
    public async Task Markup_and_headers_in_a_message_stay_text()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        var sender = await PersonAsync(written, "lead@example.org", "de");
        await written.SendAsync(written.Input(text: "<script>x</script>\r\nBcc: b@example.org\r\n\r\n-- \r\nMSO-Netz \ud800\0") with
        {
            Person = sender,
            Name = "<b>Name</b>\r\nBcc: b@example.org",
            Call = "\"Raum\"\r\nBcc: b@example.org",
        });
        var mail = Assert.Single(await written.MailsAsync());
        Assert.DoesNotContain('\n', mail.Subject!);
        Assert.DoesNotMatch("<script|<b>", mail.Html);
        Assert.DoesNotMatch("(?m)^(Bcc:|MSO-Netz \ufffd)", mail.Text);
    }

    [Fact]
    public async Task A_stranger_cannot_fill_a_mailbox_with_mails_that_ask_to_confirm()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        var results = new List<MessageResult>();
        for (var number = 0; number < 6; number++) results.Add(await written.SendAsync(written.Input(from: "Opfer@example.org")));
        Assert.Equal(3, results.Count(result => result.Problems.Count == 0));
        Assert.All(results.Skip(3), result => Assert.Equal([MessageProblem.TooManyMessages], result.Problems));
        Assert.Equal(3, (await written.MailsAsync()).Count);
        written.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty((await written.SendAsync(written.Input(from: "opfer@example.org"))).Problems);
    }

    [Fact]
    public async Task One_network_writes_ten_messages_an_hour_and_another_is_not_held_up()
    {
        await using var written = await WrittenNetwork.NewAsync(cluster);
        var blocked = 0;
        for (var number = 0; number < 15; number++)
        {
            var input = written.Input(from: $"nr{number}@example.org") with { Network = IPAddress.Parse($"203.0.113.{number}") };
            blocked += (await written.SendAsync(input)).Problems.Count;
        }

        Assert.Equal(5, blocked);
        Assert.Empty((await written.SendAsync(written.Input() with { Network = IPAddress.Parse("198.51.100.1") })).Problems);
        written.Clock.Advance(TimeSpan.FromHours(1));
        var later = written.Input(from: "z@example.org") with { Network = IPAddress.Parse("203.0.113.1") };
        Assert.Empty((await written.SendAsync(later)).Problems);
    }

    private static Task<MessageConfirmation> ConfirmAsync(WrittenNetwork written, string secret) =>
        written.AsAsync((ConfirmMessage confirm) => confirm.RunAsync(secret, WrittenNetwork.Links.Answer, Token));

    private static async Task AnswerAsync(WrittenNetwork written, string secret, string text)
    {
        written.Clock.Advance(TimeSpan.FromMinutes(1));
        var result = await written.AsAsync((AnswerMessage answer) => answer.RunAsync(secret, text, WrittenNetwork.Links.Answer, Token));
        Assert.Empty(result.Problems);
    }

    private static Task<MessageRecipient> FindAsync(WrittenNetwork written, Guid organisation) =>
        written.AsAsync((MessageRecipients recipients) => recipients.FindAsync(organisation, Token));

    private static Task<int> TidyAsync(WrittenNetwork written) => written.AsAsync(async (ApplyRetention retention) =>
    {
        await retention.RunAsync(Token);
        return 0;
    });

    private static Task<Guid> PersonAsync(WrittenNetwork written, string email, string language) =>
        written.AsAsync(async (DbContext context) =>
    {
        var person = new Person
        {
            Id = Guid.NewGuid(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            Language = language,
        };
        context.Add(person);
        await context.SaveChangesAsync(Token);
        return person.Id;
    });
}
