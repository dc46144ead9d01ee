using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Tests.GraphQl.Clients;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>What receivers get: each change, in order, signed, and nothing that is not for them.</summary>
[Trait("Speed", "Medium")]
public sealed class DeliveryTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_come_in_the_order_of_changes_and_say_little()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync();
        await network.ChangeAsync(1);
        var made = await network.HookAsync(receiver.Address);
        await network.ChangeAsync(5);
        await network.Worker().RunAsync(Token);
        var positions = receiver.Messages.Select(message => message.Position).ToList();
        Assert.Equal(Enumerable.Range(0, 5).Select(at => positions[0] + at), positions);
        var message = receiver.Messages.First();
        Assert.Equal("organisation.updated", message.Type);
        Assert.Equal($"msg_{made.Webhook.Id:N}_{message.Json.GetProperty("data").GetProperty("cursor").GetString()}", message.Id);
        Assert.Equal(
            ["position", "cursor", "kind", "id", "survivor", "url"],
            message.Json.GetProperty("data").EnumerateObject().Select(property => property.Name));
        Assert.StartsWith(
            "https://netz.example/de/organisationen/", message.Json.GetProperty("data").GetProperty("url").GetString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("Umbenannt", message.Body, StringComparison.Ordinal);
        await network.Worker().RunAsync(Token);
        Assert.Equal(5, receiver.Messages.Count);
    }

    /// <summary>The library of the specification is asked, with both secrets after a change, for a day.</summary>
    [Fact]
    public async Task The_library_of_the_specification_verifies_messages_and_refuses_changed_ones()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync();
        var person = await network.PersonAsync();
        var first = await network.HookAsync(receiver.Address, person);
        var id = first.Webhook.Id;
        await network.ChangeAsync(1);
        await network.Worker().RunAsync(Token);
        Assert.Equal("organisation.updated", await VerifyAsync(first.Secret!, receiver.Messages.Last()));
        Assert.NotEqual("organisation.updated", await VerifyAsync(first.Secret!, receiver.Messages.Last() with { Id = "msg_other" }));

        var second = await network.AsAsync(person, keep => keep.RotateAsync(id, Token));
        await network.ChangeAsync(1);
        await network.Worker().RunAsync(Token);
        Assert.Equal("organisation.updated", await VerifyAsync(first.Secret!, receiver.Messages.Last()));
        Assert.Equal("organisation.updated", await VerifyAsync(second.Secret!, receiver.Messages.Last()));
        Assert.Equal(2, receiver.Messages.Last().Signature.Split(' ').Length);

        // As after a day.
        await network.Network.RunAsync("UPDATE webhooks SET old_secret_until = old_secret_until - INTERVAL '24 hours 1 minute'");
        await network.ChangeAsync(1);
        await network.Worker().RunAsync(Token);
        Assert.NotEqual("organisation.updated", await VerifyAsync(first.Secret!, receiver.Messages.Last()));
        Assert.Equal("organisation.updated", await VerifyAsync(second.Secret!, receiver.Messages.Last()));
    }

    [Fact]
    public async Task A_filter_lets_through_what_it_is_for_and_another_one_goes_on_from_the_same_place()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync();
        var person = await network.PersonAsync();
        var hook = await network.HookAsync(receiver.Address, person, regions: ["05913"]);
        await network.ChangeAsync(3);
        await network.Worker().RunAsync(Token);
        Assert.Empty(receiver.Messages);
        await network.AsAsync(person, keep => keep.ChangeAsync(hook.Webhook.Id, new(null, ["05315", "05913"], null), Token));
        await network.ChangeAsync(2);
        await network.Worker().RunAsync(Token);
        Assert.Equal(2, receiver.Messages.Count);
    }

    [Fact]
    public async Task Two_workers_tell_each_change_once()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync(_ => Task.Delay(10));
        for (var at = 0; at < 4; at++) await network.HookAsync(receiver.Address);
        await network.ChangeAsync(20);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => network.Worker().RunAsync(Token)));
        Assert.Equal(80, receiver.Messages.Select(message => message.Id).Distinct().Count());
        Assert.Equal(80, receiver.Messages.Count);
        Assert.All(
            receiver.Messages.GroupBy(message => message.Id[..36]),
            one => Assert.Equal(one.Select(message => message.Position).Order(), one.Select(message => message.Position)));
    }

    [Fact]
    public async Task A_receiver_that_is_slow_holds_up_no_other()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        var released = new TaskCompletionSource();
        await using var slow = await Receiver.StartAsync(_ => released.Task);
        await using var quick = await Receiver.StartAsync();
        await network.HookAsync(slow.Address);
        await network.HookAsync(quick.Address);
        await network.ChangeAsync(3);
        var working = network.Worker().RunAsync(Token);
        await Waiting.UntilAsync(() => slow.Messages.Count == 1 && quick.Messages.Count == 3, "The quick one waits");
        released.SetResult();
        await working;
        Assert.Equal(3, slow.Messages.Count);
    }

    /// <summary>Whoever was held up longer than the claim is overtaken, and what it notes at last changes nothing.</summary>
    [Fact]
    public async Task A_worker_that_was_overtaken_moves_nothing_back()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        var (released, isFirst) = (new TaskCompletionSource(), 1);
        await using var receiver = await Receiver.StartAsync(
            _ => Interlocked.Exchange(ref isFirst, 0) == 1 ? released.Task : Task.CompletedTask);
        var hook = (await network.HookAsync(receiver.Address)).Webhook.Id;
        await network.ChangeAsync(3);
        var held = network.Worker().RunAsync(Token);
        await Waiting.UntilAsync(() => receiver.Messages.Count == 1, "Nothing came");
        await network.Network.RunAsync("UPDATE webhooks SET due_at = created_at"); // the claim has run out
        await network.Worker().RunAsync(Token); // or the first one, where it still looked for more to do
        await Waiting.UntilAsync(
            async () => receiver.Messages.Count == 4
                && await network.StateAsync(hook, "position") == receiver.Messages.Last().Position.ToString(CultureInfo.InvariantCulture),
            "Nobody goes on");
        var position = await network.StateAsync(hook, "position");
        released.SetResult();
        await held;
        Assert.Equal(position, await network.StateAsync(hook, "position"));
        Assert.Equal(4, receiver.Messages.Count);
        Assert.Single(receiver.Messages.GroupBy(message => message.Id), one => one.Count() == 2);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_leads_nowhere()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var elsewhere = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.Address.AbsoluteUri);
            return Task.CompletedTask;
        });
        var hook = (await network.HookAsync(receiver.Address)).Webhook.Id;
        await network.ChangeAsync(1);
        await network.Worker().RunAsync(Token);
        Assert.Empty(elsewhere.Messages);
        Assert.Equal("Status 302", await network.StateAsync(hook, "failure, failure_status"));
    }

    [Fact]
    public async Task An_endless_answer_and_none_at_all_are_not_waited_for()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var endless = await Receiver.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 64 * 1024), context.RequestAborted);
        });
        await using var silent = await Receiver.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var first = (await network.HookAsync(endless.Address)).Webhook.Id;
        var second = (await network.HookAsync(silent.Address)).Webhook.Id;
        await network.ChangeAsync(1);
        await network.Worker(longest: TimeSpan.FromSeconds(1)).RunAsync(Token);
        Assert.Equal("0", await network.StateAsync(first, "failure, attempts"));
        Assert.Equal("Timeout 1", await network.StateAsync(second, "failure, attempts"));
    }

    private static async Task<string> VerifyAsync(string secret, Received message)
    {
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = message.Id,
            ["webhook-timestamp"] = message.Timestamp,
            ["webhook-signature"] = message.Signature,
        };
        return (await NpmClients.RunAsync("verify.mjs", JsonSerializer.Serialize(new { secret, headers, body = message.Body })))[0];
    }
}
