using Npgsql;

namespace MsoNetwork.Tests.Reminders;

/// <summary>Whatever dies and however many work at once: each mail is sent once, and none is lost.</summary>
[Trait("Speed", "Slow")]
public sealed class ReminderKillTests(TestCluster cluster)
{
    /// <summary>The database ends the connection in each statement of a step, before and after it takes effect, and at commit.</summary>
    [Theory]
    [InlineData("BEFORE INSERT ON reminders", false, 0)]
    [InlineData("AFTER INSERT ON reminders", false, 0)]
    [InlineData("BEFORE INSERT ON mails", false, 0)]
    [InlineData("AFTER INSERT ON mails", false, 0)]
    [InlineData("AFTER INSERT ON mails", true, 0)]
    [InlineData("AFTER UPDATE ON reminders", false, 1)]
    [InlineData("AFTER INSERT ON mails", true, 1)]
    [InlineData("AFTER UPDATE ON reminders", true, 2)]
    [InlineData("BEFORE UPDATE ON organisations", false, 2)]
    [InlineData("AFTER UPDATE ON organisations", true, 2)]
    public async Task A_connection_that_ends_in_any_statement_leaves_all_or_nothing(string when, bool atCommit, int steps)
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2025-11-01", "a@example.org");
        for (var step = 0; step < steps; step++)
        {
            await network.SendAsync();
            network.Wait(30);
        }

        var before = await network.StateAsync(id);
        await network.Network.RunAsync($"""
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_terminate_backend(pg_backend_pid());
                RETURN NEW;
            END $$;
            CREATE {(atCommit ? "CONSTRAINT" : "")} TRIGGER kills {when} {(atCommit ? "DEFERRABLE INITIALLY DEFERRED" : "")}
                FOR EACH ROW EXECUTE FUNCTION die()
            """);
        await Assert.ThrowsAsync<AggregateException>(() => network.QueueAsync());
        await network.Network.RunAsync($"DROP TRIGGER kills ON {when.Split(' ')[^1]}");
        // The dying connection gives its locks back one after the other, the turn of those that send among the last.
        const string Turns = """
            SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND d.datname = current_database()
            """;
        await Waiting.UntilAsync(
            async () => await network.Network.ScalarAsync<long>(Turns) == 0, "The turn of those that send was not given back.");
        Assert.Equal(before, await network.StateAsync(id));
        await network.SendAsync();
        await network.SendAsync();
        string[] after =
        [
            "First 1 ConfirmedByOrganisation 2025-11-01", "Second 2 ConfirmedByOrganisation 2025-11-01", "Centre Unanswered 2 Unverified",
        ];
        Assert.Equal(after[steps], await network.StateAsync(id));
        Assert.Equal(Math.Min(steps + 1, 2), network.MailsTo("a@example.org").Count);
    }

    [Fact]
    public async Task Many_at_once_send_each_mail_once_and_never_more_than_a_day_has()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        for (var number = 10; number < 40; number++) await network.EntryAsync("2025-11-01", $"v{number}@example.org");
        var settings = new MsoNetwork.Reminders.ReminderSettings { To = MsoNetwork.Reminders.ReminderAudience.All, ADay = 20 };
        var sent = 0;
        for (var round = 0; round < 10; round++)
            sent += (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => network.QueueAsync(settings)))).Sum();
        Assert.Equal(20, sent);
        network.Wait(1);
        for (var round = 0; round < 10; round++)
            sent += (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => network.QueueAsync(settings)))).Sum();
        Assert.Equal(30, sent);
        await network.SendAsync(settings);
        var all = network.Mailed.Server.Received.Select(mail => mail.To.Mailboxes.Single().Address).ToList();
        Assert.Equal((30, 30), (all.Count, all.Distinct().Count()));
    }

    [Fact]
    public async Task Who_confirms_while_a_mail_is_being_written_is_not_asked()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2025-11-01", "a@example.org");
        await using (var connection = await network.Mailed.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var confirm = new NpgsqlCommand(
                $"UPDATE organisations SET verified_on = '2026-11-29' WHERE id = '{id}'", connection);
            await confirm.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, await network.SendAsync());
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await network.SendAsync());
        Assert.Empty(network.Mailed.Server.Received);
    }
}
