using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.Accounts;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Mail;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Tests.ChangeFeed;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Background;
using MsoNetwork.Webhooks;
using Npgsql;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>A registry with persons who have webhooks, a clock that the test sets, and real receivers on this machine.</summary>
internal sealed class HookedNetwork(SeededNetwork network, Guid[] organisations) : IAsyncDisposable
{
    private readonly WebhookSecrets _secrets = WebhookSealing.With(new EphemeralDataProtectionProvider());
    private int _persons, _names;

    public SeededNetwork Network => network;

    public NpgsqlDataSource Database => network.Database;

    /// <summary>Of the real day: what is kept is kept by the database's clock.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public static WebhookNetworks Here { get; } = new([IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("::1/128")]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HookedNetwork> NewAsync(TestCluster cluster)
    {
        var network = await SeededNetwork.NewAsync(cluster);
        await Feed.PublishAsync(network);
        return new(network, await Feed.IdsAsync(network, 3));
    }

    public async Task<Guid> PersonAsync(string language = "de", bool isConfirmed = true)
    {
        var id = Guid.NewGuid();
        var mail = $"hook-{Interlocked.Increment(ref _persons)}@example.org";
        await using var scope = network.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<NetworkContext>();
        context.Add(new Person
        {
            Id = id,
            UserName = mail,
            NormalizedUserName = mail.ToUpperInvariant(),
            Email = mail,
            NormalizedEmail = mail.ToUpperInvariant(),
            EmailConfirmed = isConfirmed,
            Language = language,
        });
        await context.SaveChangesAsync(Token);
        return id;
    }

    /// <summary>Does something with webhooks as a person.</summary>
    public async Task<T> AsAsync<T>(Guid person, Func<KeepWebhooks, Task<T>> run, WebhookNetworks? networks = null)
    {
        await using var scope = network.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentViewer>().Identity = new Identity(null) { Person = person };
        var check = new CheckWebhook(
            networks ?? Here, services.GetRequiredService<ReferenceSnapshot<Gazetteer>>(),
            services.GetRequiredService<ReferenceSnapshot<VocabularySet>>());
        return await run(ActivatorUtilities.CreateInstance<KeepWebhooks>(services, check, _secrets, Clock));
    }

    public async Task<WebhookWithSecret> HookAsync(Uri url, Guid? person = null, string[]? regions = null, string[]? topics = null)
    {
        var whose = person ?? await PersonAsync();
        return await AsAsync(whose, keep => keep.CreateAsync(new(url.AbsoluteUri, regions, topics), Token));
    }

    /// <summary>A worker, as another process has one.</summary>
    /// <param name="networks">Of its own; none: the public internet only.</param>
    /// <param name="longest">Of one attempt.</param>
    /// <param name="clock">Another than the test's.</param>
    public DeliverWebhooks Worker(WebhookNetworks? networks = null, TimeSpan? longest = null, TimeProvider? clock = null) => new(
        Database, network.Services.GetRequiredService<ReadFeed>(),
        new WebhookClient(networks ?? Here, clock ?? Clock, longest ?? WebhookClient.Longest), _secrets,
        new MailQueue(Clock), (language, path) => new Uri($"https://netz.example/{language}/{path}"), clock ?? Clock);

    /// <summary>Changes entries one after another, each published; all in Köln.</summary>
    public async Task ChangeAsync(int times)
    {
        for (var at = 0; at < times; at++)
        {
            var number = Interlocked.Increment(ref _names);
            await Feed.RenameAsync(network, organisations[number % organisations.Length], $"Umbenannt {number} (erfunden)");
            await Feed.PublishAsync(network);
        }
    }

    /// <summary>What the row of a webhook says.</summary>
    public Task<string> StateAsync(Guid webhook, string columns) =>
        network.ScalarAsync<string>($"SELECT concat_ws(' ', {columns}) FROM webhooks WHERE id = '{webhook}'");

    public ValueTask DisposeAsync() => network.DisposeAsync();
}
