using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.ChangeFeed;
using MsoNetwork.Web.Background;
using MsoNetwork.Web.SignIn;
using MsoNetwork.Webhooks;
using Npgsql;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>A process that is killed in the middle of deliveries: nothing is left out, and what comes again has the same id.</summary>
[Trait("Speed", "Slow")]
public sealed class WebhookKillTests(TestCluster cluster)
{
    private const int Hooks = 4, Changes = 60, Kills = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_change_arrives_in_order_and_at_most_once_more_for_each_kill()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var random = new Random(16);
        await using var receiver = await Receiver.StartAsync(_ => Task.Delay(random.Next(1, 8)));
        await MakeAsync(network, receiver.Address);
        var organisation = (await Feed.IdsAsync(network, 1))[0];
        for (var at = 0; at < Changes; at++)
        {
            await Feed.RenameAsync(network, organisation, $"Name {at} (erfunden)");
            await Feed.PublishAsync(network);
        }

        var settings = new Dictionary<string, string?>
        {
            ["MSONET_URLS"] = "http://127.0.0.1:0",
            ["MSONET_WEBHOOK_NETWORKS"] = "127.0.0.1/32",
            ["MSONET_MAILS"] = Path.Combine(Directory.CreateTempSubdirectory("msonet-mails-").FullName, "mails"),
        };
        for (var kill = 0; kill < Kills; kill++)
        {
            var enough = receiver.Messages.Count + random.Next(1, Hooks * Changes / Kills);
            using var process = MsonetProcess.Start(network.ConnectionString, settings, "serve");
            await Waiting.UntilAsync(() => receiver.Messages.Count >= enough, $"Kill {kill}: {process.Output}");
            await process.KillAsync(Token);
            await network.RunAsync("UPDATE webhooks SET due_at = now() - INTERVAL '1 second'"); // as after a minute
        }

        using (var last = MsonetProcess.Start(network.ConnectionString, settings, "serve"))
        {
            await Waiting.UntilAsync(
                async () => await network.ScalarAsync<long>(
                    "SELECT count(*) FROM webhooks, change_feed WHERE position <> last_position") == 0,
                last.Output);
            await last.KillAsync(Token);
        }

        foreach (var hook in receiver.Messages.GroupBy(message => message.Id[..36]))
        {
            var told = hook.Select(message => message.Position).ToList();
            Assert.Equal(Enumerable.Range(0, Changes).Select(at => told[0] + at), told.Distinct());
            Assert.InRange(told.Count, Changes, Changes + Kills);
            Assert.Equal(Changes, hook.Select(message => message.Id).Distinct().Count());
        }

        Assert.Equal(Hooks, receiver.Messages.Select(message => message.Id[..36]).Distinct().Count());
    }

    // With the keys that the processes find in the database.
    private static async Task MakeAsync(SeededNetwork network, Uri url)
    {
        var services = new ServiceCollection();
        services.AddMsoNetwork(network.ConnectionString);
        services.AddDataProtection().SetApplicationName("msonet");
        services.AddOptions<KeyManagementOptions>().Configure<NpgsqlDataSource>(
            (keys, database) => keys.XmlRepository = new ProtectionKeys(database));
        services.AddSingleton(HookedNetwork.Here);
        services.AddSingleton(provider => WebhookSealing.With(provider.GetRequiredService<IDataProtectionProvider>()));
        await using var provider = services.BuildServiceProvider();
        await Feed.PublishAsync(network);
        for (var at = 0; at < Hooks; at++)
        {
            var person = await SignIn.SignedIn.PersonAsync(provider, $"kill-{at}@example.org");
            await using var scope = provider.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new(null) { Person = person };
            await scope.ServiceProvider.GetRequiredService<KeepWebhooks>().CreateAsync(new(url.AbsoluteUri, null, null), Token);
        }
    }
}
