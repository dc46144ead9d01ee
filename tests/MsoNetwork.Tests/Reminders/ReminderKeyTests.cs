using MsoNetwork.Tests.Merges;

namespace MsoNetwork.Tests.Reminders;

/// <summary>The key in a reminder confirms its entry, once, for a time, and does nothing else.</summary>
[Trait("Speed", "Medium")]
public sealed class ReminderKeyTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_confirms_its_own_entry_once_also_when_it_is_used_twice_at_once()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var own = await network.EntryAsync("2025-11-01", "a@example.org");
        var other = await network.EntryAsync("2025-11-01", "b@example.org");
        Assert.Equal(2, await network.SendAsync());
        var key = RemindedNetwork.KeyIn(network.MailsTo("a@example.org")[0]);
        foreach (var wrong in new[] { "", new string('x', 43), key[..42], key + "A", key.ToUpperInvariant() })
            Assert.Null(await network.AnswerAsync(use => use.ConfirmAsync(wrong, Token)));
        var used = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => network.AnswerAsync(use => use.ConfirmAsync(key, Token))));
        Assert.Equal(own, Assert.Single(used.OfType<Guid>()));
        Assert.Equal("Confirmed 1 ConfirmedByOrganisation 2026-11-29", await network.StateAsync(own));
        Assert.Equal("First 1 ConfirmedByOrganisation 2025-11-01", await network.StateAsync(other));
        Assert.Null(await network.AnswerAsync(use => use.ConfirmAsync(key, Token)));
        // Ending still works, however late somebody finds the link.
        network.Wait(200);
        Assert.Equal(own, await network.AnswerAsync(use => use.EndAsync(key, Token)));
        Assert.Equal("Centre Ended 1 ConfirmedByOrganisation 2026-11-29", await network.StateAsync(own));
    }

    [Fact]
    public async Task A_key_is_valid_for_60_days_also_when_the_entry_is_with_its_centre()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var late = await network.EntryAsync("2025-11-01", "a@example.org");
        await network.SendAsync();
        network.Wait(30);
        await network.SendAsync();
        network.Wait(30);
        await network.SendAsync();
        var mails = network.MailsTo("a@example.org");
        Assert.Equal("Centre Unanswered 2 Unverified", await network.StateAsync(late));
        Assert.Null(await network.AnswerAsync(use => use.ConfirmAsync(RemindedNetwork.KeyIn(mails[0]), Token)));
        Assert.Equal(late, await network.AnswerAsync(use => use.ConfirmAsync(RemindedNetwork.KeyIn(mails[1]), Token)));
        Assert.Equal("Confirmed 2 ConfirmedByOrganisation 2027-01-28", await network.StateAsync(late));
    }

    [Fact]
    public async Task A_key_of_an_entry_that_was_merged_or_erased_does_nothing_until_the_entry_is_back()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var (loser, survivor) = (await network.EntryAsync("2025-11-01", "a@example.org"), await network.EntryAsync("2026-11-01"));
        await network.SendAsync();
        var key = RemindedNetwork.KeyIn(network.MailsTo("a@example.org")[0]);
        var before = await network.StateAsync(survivor);
        await network.Network.MergeAsync(new(survivor, loser));
        Assert.Null(await network.AnswerAsync(use => use.FindAsync(key, Token)));
        Assert.Null(await network.AnswerAsync(use => use.ConfirmAsync(key, Token)));
        Assert.Null(await network.AnswerAsync(use => use.EndAsync(key, Token)));
        network.Wait(31);
        Assert.Equal(0, await network.SendAsync());
        Assert.Equal(before, await network.StateAsync(survivor));
        await network.Network.UnmergeAsync(loser);
        Assert.Equal("First 1 ConfirmedByOrganisation 2025-11-01", await network.StateAsync(loser));
        Assert.Equal(1, await network.SendAsync());
        Assert.Equal(loser, await network.AnswerAsync(use => use.ConfirmAsync(key, Token)));
        await network.Network.RunAsync($"DELETE FROM organisations WHERE id = '{loser}'");
        Assert.Null(await network.AnswerAsync(use => use.EndAsync(key, Token)));
        Assert.Equal(0, await network.Network.ScalarAsync<long>("SELECT count(*) FROM reminders"));
    }

    [Fact]
    public async Task Who_wants_no_reminders_of_an_entry_wants_none_of_what_it_became_until_they_are_two_again()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var loser = await network.EntryAsync("2025-11-01", "a@example.org");
        var survivor = await network.EntryAsync("2025-11-02", "b@example.org");
        var never = await network.EntryAsync("2026-11-01");
        await network.SendAsync();
        var key = RemindedNetwork.KeyIn(network.MailsTo("a@example.org")[0]);
        Assert.Equal(loser, await network.AnswerAsync(use => use.EndAsync(key, Token)));
        await network.Network.MergeAsync(new(survivor, loser));
        Assert.Equal("Centre Ended 1 ConfirmedByOrganisation 2025-11-02", await network.StateAsync(survivor));
        network.Wait(31);
        Assert.Equal(0, await network.SendAsync());
        await network.Network.UnmergeAsync(loser);
        Assert.Equal("Centre Ended 1 ConfirmedByOrganisation 2025-11-01", await network.StateAsync(loser));
        Assert.Equal("Confirmed 1 ConfirmedByOrganisation 2025-11-02", await network.StateAsync(survivor));
        // One that was never asked remembers it, too, and what its own team ended stays ended.
        await network.Network.MergeAsync(new(never, loser));
        Assert.Equal("Centre Ended 0 ConfirmedByOrganisation 2026-11-01", await network.StateAsync(never));
        Assert.Equal(1, await CountAsync(network, never));
        await network.Network.RunAsync($"UPDATE reminders SET ended_at = now() WHERE organisation_id = '{never}'");
        await network.Network.UnmergeAsync(loser);
        Assert.Equal(1, await CountAsync(network, never));
    }

    private static Task<long> CountAsync(RemindedNetwork network, Guid id) => network.Network.ScalarAsync<long>(
        $"SELECT count(*) FROM reminders WHERE organisation_id = '{id}' AND ended_at IS NOT NULL");

    [Fact]
    public async Task A_key_of_an_organisation_that_is_dissolved_confirms_nothing()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        var id = await network.EntryAsync("2025-11-01", "a@example.org");
        await network.SendAsync();
        await network.Network.RunAsync($"UPDATE organisations SET status = 'Dissolved' WHERE id = '{id}'");
        var key = RemindedNetwork.KeyIn(network.MailsTo("a@example.org")[0]);
        Assert.Null(await network.AnswerAsync(use => use.ConfirmAsync(key, Token)));
    }

    [Fact]
    public async Task The_database_holds_no_key()
    {
        await using var network = await RemindedNetwork.NewAsync(cluster);
        await network.EntryAsync("2025-11-01", "a@example.org");
        await network.SendAsync();
        var key = RemindedNetwork.KeyIn(network.MailsTo("a@example.org")[0]);
        Assert.Equal(0, await network.Network.ScalarAsync<long>($"""
            SELECT (SELECT count(*) FROM reminders AS r WHERE r::text LIKE '%{key}%')
                + (SELECT count(*) FROM mails AS m WHERE concat(text, html) LIKE '%{key}%')
            """));
    }
}
