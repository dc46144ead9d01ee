using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.Mail;
using MsoNetwork.Messages;

namespace MsoNetwork.Tests.Messages;

/// <summary>The rooms over a seeded database with a clock that the test sets.</summary>
internal sealed class WrittenNetwork : IAsyncDisposable
{
    public const string Sender = "frage@example.org";
    public static readonly MessageLinks Links = new(
        secret => new Uri($"https://netz.example/bestaetigen/{secret}"), secret => new Uri($"https://netz.example/antworten/{secret}"));

    private readonly SeededNetwork _network;
    private readonly ServiceProvider _services;

    private WrittenNetwork(SeededNetwork network)
    {
        _network = network;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddMsoNetwork(network.ConnectionString);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    public SeededNetwork Network => _network;

    /// <summary>An organisation in Köln that shows no address.</summary>
    public Guid Silent { get; private set; }

    /// <summary>One that shows <c>verein@example.org</c>.</summary>
    public Guid Open { get; private set; }

    public static async Task<WrittenNetwork> NewAsync(TestCluster cluster)
    {
        var written = new WrittenNetwork(await SeededNetwork.NewAsync(cluster));
        const string InCologne = """
            SELECT id FROM organisations WHERE municipality_key = '05315000' AND status = 'Active'
            AND kind IS DISTINCT FROM 'integration-centre' ORDER BY slug
            """;
        written.Silent = await written.Network.ScalarAsync<Guid>($"{InCologne} LIMIT 1");
        written.Open = await written.Network.ScalarAsync<Guid>($"{InCologne} OFFSET 1 LIMIT 1");
        await written.Network.RunAsync(
            $"UPDATE organisations SET email = NULL WHERE id = '{written.Silent}' OR kind = 'integration-centre'");
        await written.Network.RunAsync($"UPDATE organisations SET email = 'verein@example.org' WHERE id = '{written.Open}'");
        return written;
    }

    /// <summary>Runs in a scope of its own, as a request does.</summary>
    public async Task<TResult> AsAsync<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task<MessageResult> SendAsync(MessageInput input) => AsAsync((SendMessage send) => send.RunAsync(input, Links, Token));

    public MessageInput Input(Guid? to = null, string from = Sender, string text = "Guten Tag, wann ist der Kurs?") =>
        new(to ?? Open, "Frage", from, text, ShowsAddress: true);

    /// <summary>All mails in the queue, the oldest first.</summary>
    public async Task<List<OutgoingMail>> MailsAsync() =>
        await AsAsync((DbContext context) => context.Set<OutgoingMail>().OrderBy(mail => mail.QueuedAt).ThenBy(mail => mail.Id)
            .ToListAsync(Token));

    /// <summary>The secret at the end of a mail's link.</summary>
    public static string SecretOf(OutgoingMail mail) =>
        System.Text.RegularExpressions.Regex.Match(mail.Text!, "https://netz.example/[a-z]+/([A-Za-z0-9_-]{43})").Groups[1].Value;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _network.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
