using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using MsoNetwork.Mail;
using Npgsql;

namespace MsoNetwork.Tests.Mail;

/// <summary>A database with a queue, a clock that the test sets, and a real server.</summary>
internal sealed class MailedNetwork(SeededNetwork network, DateTimeOffset start) : IAsyncDisposable
{
    public static readonly MailboxAddress From = new("MSO-Netz NRW", "post@netz.example");

    public NpgsqlDataSource Database => network.Database;

    public SeededNetwork Network => network;

    public FakeTimeProvider Clock { get; } = new(start);

    public ReceivingServer Server { get; } = ReceivingServer.Started();

    public MailQueue Queue => new(Clock);

    public MailAddresses Addresses => new(Database, Clock);

    public static async Task<MailedNetwork> NewAsync(TestCluster cluster, DateTimeOffset? start = null) =>
        new(await SeededNetwork.NewAsync(cluster), start ?? new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    public static MailDraft Draft(string to, string recipient = "Verein", MailPurpose purpose = MailPurpose.Notice) =>
        new(to, "confirm-message", "de", new Dictionary<string, object?>
        {
            ["recipient"] = recipient,
            ["link"] = new Uri("https://netz.example/de/bestaetigen?t=GEHEIM"),
        })
        {
            Purpose = purpose,
        };

    public async Task QueueAsync(params IEnumerable<MailDraft> drafts)
    {
        await using var connection = await Database.OpenConnectionAsync(Token);
        foreach (var draft in drafts) await Queue.AddAsync(connection, draft, Token);
    }

    /// <summary>A worker of its own, as another process has one.</summary>
    public MailWorker Worker() => new(Database, Outlet(), Addresses, Clock);

    public SmtpOutlet Outlet() => new(From, SmtpSettings.Read(Server.Address)!, TimeProvider.System);

    public async Task<List<string>> StatesAsync()
    {
        const string States = "SELECT recipient || ' ' || state || ' ' || attempts FROM mails ORDER BY recipient";
        await using var command = Database.CreateCommand(States);
        await using var rows = await command.ExecuteReaderAsync(Token);
        var found = new List<string>();
        while (await rows.ReadAsync(Token)) found.Add(rows.GetString(0));
        return found;
    }

    public static NetworkContext Context(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<NetworkContext>();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await network.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
