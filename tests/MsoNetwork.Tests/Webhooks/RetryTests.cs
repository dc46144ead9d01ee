using MsoNetwork.Errors;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>What becomes of messages that nobody takes.</summary>
[Trait("Speed", "Medium")]
public sealed class RetryTests(TestCluster cluster)
{
    private static readonly TimeSpan[] Schedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_tried_again_by_the_schedule_then_switched_off_with_a_mail_and_goes_on_from_where_it_stopped()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        var status = 500;
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var person = await network.PersonAsync("pl");
        var id = (await network.HookAsync(receiver.Address, person)).Webhook.Id;
        await network.ChangeAsync(3);
        var worker = network.Worker();
        await worker.RunAsync(Token);
        var attempts = 1;
        foreach (var pause in Schedule)
        {
            network.Clock.Advance(pause - TimeSpan.FromMilliseconds(100));
            await worker.RunAsync(Token);
            Assert.Equal(attempts, receiver.Messages.Count);
            network.Clock.Advance(pause * 0.1 + TimeSpan.FromSeconds(1));
            await worker.RunAsync(Token);
            Assert.Equal(++attempts, receiver.Messages.Count);
            if (await network.StateAsync(id, "off") is { Length: > 0 }) break;
        }

        network.Clock.Advance(TimeSpan.FromDays(1));
        await worker.RunAsync(Token);
        Assert.Equal("Failing Status 500", await network.StateAsync(id, "off, failure, failure_status"));
        var tried = receiver.Messages.Count;
        Assert.InRange(tried, 10, 12);
        Assert.Single(receiver.Messages.Select(message => message.Id).Distinct());
        Assert.Equal(
            "pl hook-1@example.org Webhook wyłączony: 127.0.0.1",
            await network.Network.ScalarAsync<string>(
                "SELECT string_agg(concat_ws(' ', language, recipient, subject), ', ') FROM mails WHERE template = 'webhook-off'"));
        network.Clock.Advance(TimeSpan.FromDays(2));
        await worker.RunAsync(Token);
        Assert.Equal(tried, receiver.Messages.Count);

        status = 204;
        var on = await network.AsAsync(person, keep => keep.ChangeAsync(id, new(null, null, null, true), Token));
        Assert.Null(on.MissedAt);
        await worker.RunAsync(Token);
        var told = receiver.Messages.Skip(tried).ToList();
        Assert.Equal(3, told.Count);
        Assert.Equal(receiver.Messages.First().Id, told[0].Id);
        Assert.Equal(told.Select(message => message.Position).Order(), told.Select(message => message.Position));
        Assert.Equal("0", await network.StateAsync(id, "off, failure, failing_since, attempts"));
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_said_to_be_missed()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync();
        var person = await network.PersonAsync();
        var id = (await network.HookAsync(receiver.Address, person)).Webhook.Id;
        await network.AsAsync(person, keep => keep.ChangeAsync(id, new(null, null, null, false), Token));
        await network.ChangeAsync(3);
        await network.Worker().RunAsync(Token);
        Assert.Empty(receiver.Messages);
        await network.Network.RunAsync("DELETE FROM published_changes WHERE position < (SELECT max(position) FROM published_changes)");
        var on = await network.AsAsync(person, keep => keep.ChangeAsync(id, new(null, null, null, true), Token));
        Assert.NotNull(on.MissedAt);
        await network.ChangeAsync(1);
        await network.Worker().RunAsync(Token);
        Assert.Single(receiver.Messages);
    }

    [Theory]
    [InlineData("3600", 3600)]
    [InlineData("1", 5)]
    [InlineData("99999999", 86400)]
    public async Task Retry_After_is_obeyed_within_bounds(string asked, int seconds)
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.SayAsync(503, asked);
        await network.HookAsync(receiver.Address);
        await network.ChangeAsync(1);
        var worker = network.Worker();
        await worker.RunAsync(Token);
        network.Clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        await worker.RunAsync(Token);
        Assert.Single(receiver.Messages);
        network.Clock.Advance(TimeSpan.FromSeconds(2));
        await worker.RunAsync(Token);
        Assert.Equal(2, receiver.Messages.Count);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_any_more_ends_it_with_a_mail_and_a_new_one_goes_on()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync();
        var person = await network.PersonAsync("tr");
        var id = (await network.HookAsync(receiver.Address, person)).Webhook.Id;
        await network.Network.RunAsync($"UPDATE webhooks SET secret = 'sealed elsewhere' WHERE id = '{id}'");
        await network.ChangeAsync(2);
        await network.Worker().RunAsync(Token);
        network.Clock.Advance(TimeSpan.FromDays(1));
        await network.Worker().RunAsync(Token);
        Assert.Empty(receiver.Messages);
        Assert.Equal("Secret", await network.StateAsync(id, "off, failure"));
        Assert.Contains("Anahtarı sunucumuzda artık okunamıyor", await MailAsync(network), StringComparison.Ordinal);
        await network.AsAsync(person, keep => keep.RotateAsync(id, Token));
        await network.Worker().RunAsync(Token);
        Assert.Equal(2, receiver.Messages.Count);
        Assert.Equal("", await network.StateAsync(id, "off"));
    }

    [Fact]
    public async Task A_topic_that_is_gone_ends_it_with_a_mail_and_others_are_told_meanwhile()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync();
        await using var other = await Receiver.StartAsync();
        var person = await network.PersonAsync();
        var id = (await network.HookAsync(receiver.Address, person, ["05"], ["education"])).Webhook.Id;
        await network.HookAsync(other.Address);
        await network.Network.RunAsync($"UPDATE webhooks SET topics = '{{gone}}' WHERE id = '{id}'");
        await network.ChangeAsync(2);
        await network.Worker().RunAsync(Token);
        Assert.Empty(receiver.Messages);
        Assert.Equal(2, other.Messages.Count);
        Assert.Equal("Filter", await network.StateAsync(id, "off, failure"));
        Assert.Contains("ist nicht mehr im Verzeichnis", await MailAsync(network), StringComparison.Ordinal);
        // Switching on alone mends nothing.
        var refusal = await Assert.ThrowsAsync<NetworkException>(
            () => network.AsAsync(person, keep => keep.ChangeAsync(id, new(null, null, null, true), Token)));
        Assert.Equal(ErrorCode.InvalidInput, refusal.Code);
        await network.AsAsync(person, keep => keep.ChangeAsync(id, new(null, null, []), Token));
        Assert.Equal("", await network.StateAsync(id, "off"));
        await network.Worker().RunAsync(Token);
        Assert.Equal(2, receiver.Messages.Count);
    }

    private static Task<string> MailAsync(HookedNetwork network) => network.Network.ScalarAsync<string>(
        "SELECT replace(string_agg(concat_ws(' ', subject, text), ', '), chr(10), ' ') FROM mails WHERE template = 'webhook-off'");

    [Fact]
    public async Task Who_says_that_it_is_gone_is_left_alone_at_once()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.SayAsync(410);
        var id = (await network.HookAsync(receiver.Address)).Webhook.Id;
        await network.ChangeAsync(2);
        await network.Worker().RunAsync(Token);
        network.Clock.Advance(TimeSpan.FromDays(1));
        await network.Worker().RunAsync(Token);
        Assert.Single(receiver.Messages);
        Assert.Equal("Gone", await network.StateAsync(id, "off"));
        Assert.Equal(1, await network.Network.ScalarAsync<long>("SELECT count(*) FROM mails WHERE template = 'webhook-off'"));
    }
}
