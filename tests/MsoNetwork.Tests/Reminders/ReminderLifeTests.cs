using MsoNetwork.Mail;
using MsoNetwork.Reminders;
using SmtpServer.Protocol;

namespace MsoNetwork.Tests.Reminders;

/// <summary>A round from the first mail to the centre, by a clock that the test sets and over a real mail server.</summary>
[Trait("Speed", "Slow")]
public sealed class ReminderLifeTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_year_two_mails_and_then_the_entry_is_unconfirmed_and_left_to_its_centre()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2025-12-01");
        await network.LeadAsync(id, "leitung@example.org");
        var updated = await network.Network.ScalarAsync<DateTime>($"SELECT updated_at FROM organisations WHERE id = '{id}'");

        network.Wait(1);
        Assert.Equal(0, await network.SendAsync()); // 30 November: a day too early
        network.Wait(1);
        Assert.Equal(1, await network.SendAsync());
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("First 1 ConfirmedByOrganisation 2025-12-01", await network.StateAsync(id));
        var first = Assert.Single(network.MailsTo("leitung@example.org"));
        Assert.StartsWith("Stimmt der Eintrag noch? ", first.Subject, StringComparison.Ordinal);
        Assert.Contains("Zuletzt bestätigt: 1. Dezember 2025.", first.TextBody, StringComparison.Ordinal);
        Assert.Contains("- Name der Organisation: ", first.TextBody, StringComparison.Ordinal);
        Assert.Contains("/bearbeiten", first.TextBody, StringComparison.Ordinal);
        Assert.Contains("kommt noch eine Mail", first.TextBody, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", first.Headers["List-Unsubscribe-Post"]);
        Assert.Contains($"/erinnerung/{RemindedNetwork.KeyIn(first)}/ende", first.Headers["List-Unsubscribe"], StringComparison.Ordinal);

        network.Wait(29);
        Assert.Equal(0, await network.SendAsync());
        network.Wait(1);
        Assert.Equal(1, await network.SendAsync());
        var second = network.MailsTo("leitung@example.org")[1];
        Assert.Contains("zweite und letzte Mail", second.TextBody, StringComparison.Ordinal);
        Assert.NotEqual(RemindedNetwork.KeyIn(first), RemindedNetwork.KeyIn(second));

        network.Wait(29);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Second 2 ConfirmedByOrganisation 2025-12-01", await network.StateAsync(id));
        network.Wait(1);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Unanswered 2 Unverified", await network.StateAsync(id));
        Assert.Equal(2, network.MailsTo("leitung@example.org").Count);
        // The change is the system's; the content did not change, and what was confirmed when stays said.
        Assert.Equal("system", await network.Network.ScalarAsync<string>($"""
            SELECT s.author_kind FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
            WHERE c.key = '{id}' AND s.subject = 'Organisation' ORDER BY c.seq DESC LIMIT 1
            """));
        Assert.Equal(updated, await network.Network.ScalarAsync<DateTime>($"SELECT updated_at FROM organisations WHERE id = '{id}'"));
        Assert.Equal("2025-12-01", await network.Network.ScalarAsync<string>(
            $"SELECT confirmed_on::text FROM statements WHERE organisation_id = '{id}' AND field = ''"));

        // And that was all, for good.
        network.Wait(400);
        await network.ConfirmOthersAsync(id, "2028-01-01");
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Unanswered 2 Unverified", await network.StateAsync(id));
    }

    [Fact]
    public async Task Whoever_presses_the_button_ends_the_round_and_is_asked_again_a_year_later()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2025-11-29", "verein@example.org");
        Assert.Equal(1, await network.SendAsync());
        var mail = Assert.Single(network.MailsTo("verein@example.org"));
        Assert.Contains("/hinweis", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("an die Adresse der Organisation", mail.TextBody, StringComparison.Ordinal);
        network.Wait(40);
        Assert.Equal(1, await network.SendAsync());
        Assert.Equal(id, await network.AnswerAsync(use => use.ConfirmAsync(RemindedNetwork.KeyIn(mail), Token)));
        Assert.Equal("Confirmed 2 ConfirmedByOrganisation 2027-01-08", await network.StateAsync(id));
        Assert.Equal("Organisation 2027-01-08", await network.Network.ScalarAsync<string>($"""
            SELECT string_agg(DISTINCT confirmed_by || ' ' || confirmed_on, ', ') FROM statements WHERE organisation_id = '{id}'
            """));
        Assert.Equal("organisation", await network.Network.ScalarAsync<string>($"""
            SELECT s.author_kind FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
            WHERE c.key = '{id}' AND s.subject = 'Organisation' ORDER BY c.seq DESC LIMIT 1
            """));
        network.Wait(60);
        Assert.Equal(0, await network.SendAsync());
        network.Wait(305);
        await network.ConfirmOthersAsync(id, "2028-01-01");
        Assert.Equal(1, await network.SendAsync());
        Assert.Equal("First 1 ConfirmedByOrganisation 2027-01-08", await network.StateAsync(id));
    }

    [Fact]
    public async Task A_correction_by_the_team_ends_the_round_too()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2025-11-01", "verein@example.org");
        Assert.Equal(1, await network.SendAsync());
        // As ChangeOrganisation writes it when one field was corrected.
        await network.Network.RunAsync($"""
            BEGIN; SELECT set_config('msonet.confirms', 'changes', true);
            UPDATE organisations SET verification = 'ConfirmedByOrganisation', verified_on = '2026-11-29' WHERE id = '{id}'; COMMIT
            """);
        network.Wait(31);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Confirmed 1 ConfirmedByOrganisation 2026-11-29", await network.StateAsync(id));
        var key = RemindedNetwork.KeyIn(network.MailsTo("verein@example.org")[0]);
        Assert.Null(await network.AnswerAsync(use => use.ConfirmAsync(key, Token)));
    }

    [Fact]
    public async Task Who_keeps_the_entry_is_asked_first_each_in_their_language_then_the_consenting_address_then_the_public_one()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var team = await network.EntryAsync("2025-11-01", "a@example.org");
        await network.LeadAsync(team, "ar@example.org", "ar");
        await network.LeadAsync(team, "fr@example.org", "fr");
        await network.LeadAsync(team, "unbestaetigt@example.org", isConfirmed: false);
        var consent = await network.EntryAsync("2025-11-01", "b@example.org");
        await network.Network.RunAsync(
            $"INSERT INTO mailing_consents (organisation_id, email, given_at) VALUES ('{consent}', 'buero@example.org', now())");
        await network.EntryAsync("2025-11-01", "c@example.org");
        var hidden = await network.EntryAsync("2025-11-01");
        await network.Network.RunAsync($"""
            UPDATE organisations SET contact_visible_to = 'Centres' WHERE id = '{hidden}';
            INSERT INTO hidden_contacts (organisation_id, email) VALUES ('{hidden}', 'geheim@example.org')
            """);
        Assert.Equal(4, await network.SendAsync());
        Assert.Equal(
            ["ar@example.org", "buero@example.org", "c@example.org", "fr@example.org"],
            network.Mailed.Server.Received.Select(mail => mail.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        Assert.StartsWith("هل ما زالت البيانات صحيحة؟", network.MailsTo("ar@example.org")[0].Subject, StringComparison.Ordinal);
        Assert.Contains("dir=\"rtl\"", network.MailsTo("ar@example.org")[0].HtmlBody, StringComparison.Ordinal);
        Assert.Contains("/ar/erinnerung/", network.MailsTo("ar@example.org")[0].TextBody, StringComparison.Ordinal);
        Assert.Contains("Dernière confirmation\u00a0: 1 novembre 2025", network.MailsTo("fr@example.org")[0].TextBody,
            StringComparison.Ordinal);
        Assert.Equal("Centre Unreachable 0 ConfirmedByOrganisation 2025-11-01", await network.StateAsync(hidden));
    }

    [Fact]
    public async Task Unless_the_operator_says_so_addresses_of_entries_that_nobody_keeps_are_left_alone()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var kept = await network.EntryAsync("2025-11-01", "a@example.org");
        await network.LeadAsync(kept, "leitung@example.org");
        var seed = await network.EntryAsync("2025-11-01", "b@example.org", isConfirmed: false);
        Assert.Equal(0, await network.SendAsync(new() { To = ReminderAudience.Nobody }));
        Assert.Equal(1, await network.SendAsync(ReminderSettings.Usual));
        Assert.Equal("- Unverified", await network.StateAsync(seed));
        Assert.Equal(1, await network.SendAsync());
        var mail = Assert.Single(network.MailsTo("b@example.org"));
        const string Never = "Bisher hat niemand den Eintrag bestätigt. Eingetragen: 1. November 2025.";
        Assert.Contains(Never, mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_no_mail_reaches_is_left_to_the_centre_at_once_and_counts_as_confirmed_two_months_more()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var none = await network.EntryAsync("2025-11-01");
        var refused = await network.EntryAsync("2025-11-02", "weg@example.org");
        network.Mailed.Server.OnRecipient = to =>
            to == "weg@example.org" ? new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "5.1.1 gone") : null;
        Assert.Equal(1, await network.SendAsync());
        Assert.Equal("Centre Unreachable 0 ConfirmedByOrganisation 2025-11-01", await network.StateAsync(none));
        Assert.Equal(AddressMark.Refused, await network.Mailed.Addresses.FindAsync("weg@example.org", Token));
        network.Wait(30);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Unreachable 1 ConfirmedByOrganisation 2025-11-02", await network.StateAsync(refused));
        network.Wait(30);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Unreachable 0 Unverified", await network.StateAsync(none));
        Assert.Equal("Centre Unreachable 1 ConfirmedByOrganisation 2025-11-02", await network.StateAsync(refused));
        Assert.Empty(network.Mailed.Server.Received);
    }

    [Fact]
    public async Task Who_ends_reminders_gets_none_in_this_round_or_the_next_and_the_centre_is_told()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2025-11-29", "verein@example.org");
        await network.SendAsync();
        var key = RemindedNetwork.KeyIn(network.MailsTo("verein@example.org")[0]);
        Assert.Null(await network.AnswerAsync(use => use.EndAsync(new string('x', 43), Token)));
        Assert.Equal(id, await network.AnswerAsync(use => use.EndAsync(key, Token)));
        Assert.Equal(id, await network.AnswerAsync(use => use.EndAsync(key, Token)));
        Assert.Equal("Centre Ended 1 ConfirmedByOrganisation 2025-11-29", await network.StateAsync(id));
        network.Wait(60);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Ended 1 Unverified", await network.StateAsync(id));

        // The centre confirms it by telephone; a year later it stands on its list again, and no mail is sent.
        await network.Network.RunAsync(
            $"UPDATE organisations SET verification = 'VerifiedByCentre', verified_on = '2027-02-01' WHERE id = '{id}'");
        Assert.Equal("Confirmed 1 VerifiedByCentre 2027-02-01", await network.StateAsync(id));
        network.Wait(370);
        await network.ConfirmOthersAsync(id, "2028-01-01");
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Ended 0 VerifiedByCentre 2027-02-01", await network.StateAsync(id));
        Assert.Single(network.MailsTo("verein@example.org"));
    }

    [Fact]
    public async Task A_confirmed_entry_of_which_reminders_are_ended_counts_as_confirmed_for_its_year()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2026-11-01", "verein@example.org");
        await network.EndAsync(id);
        Assert.Equal("Centre Ended 0 ConfirmedByOrganisation 2026-11-01", await network.StateAsync(id));
        network.Wait(100);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Ended 0 ConfirmedByOrganisation 2026-11-01", await network.StateAsync(id));
        network.Wait(300);
        await network.ConfirmOthersAsync(id, "2027-12-01");
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal("Centre Ended 0 Unverified", await network.StateAsync(id));
        Assert.Empty(network.Mailed.Server.Received);
    }

    [Theory]
    [InlineData("UPDATE organisations SET status = 'Dissolved' WHERE id = ")]
    [InlineData("UPDATE organisations SET status = 'Inactive' WHERE id = ")]
    [InlineData("DELETE FROM organisations WHERE id = ")]
    public async Task Of_what_is_not_there_any_more_nobody_is_asked(string gone)
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var begun = await network.EntryAsync("2025-11-01", "a@example.org");
        Assert.Equal(1, await network.SendAsync());
        var never = await network.EntryAsync("2025-11-01", "b@example.org");
        foreach (var id in new[] { begun, never }) await network.Network.RunAsync($"{gone}'{id}'");
        network.Wait(90);
        Assert.Equal(0, await network.SendAsync());
        Assert.Single(network.Mailed.Server.Received);
    }

    [Fact]
    public async Task A_day_has_so_many_mails_and_the_next_day_goes_on()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var entries = new List<Guid>();
        for (var number = 1; number <= 5; number++) entries.Add(await network.EntryAsync($"2025-11-0{number}", $"v{number}@example.org"));
        var unreachable = await network.EntryAsync("2025-10-01");
        var settings = new ReminderSettings { To = ReminderAudience.All, ADay = 2 };
        Assert.Equal(2, await network.SendAsync(settings));
        Assert.Equal(0, await network.SendAsync(settings));
        Assert.Equal("Centre Unreachable 0 ConfirmedByOrganisation 2025-10-01", await network.StateAsync(unreachable));
        network.Wait(1);
        Assert.Equal(2, await network.SendAsync(settings));
        network.Wait(1);
        Assert.Equal(1, await network.SendAsync(settings));
        Assert.Equal(
            ["v1@example.org", "v2@example.org", "v3@example.org", "v4@example.org", "v5@example.org"],
            network.Mailed.Server.Received.Select(mail => mail.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
    }
}
