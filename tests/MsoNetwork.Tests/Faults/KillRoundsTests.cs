using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Faults;

/// <summary>
/// Two servers on one PostgreSQL with one mail server; each round one of the four is killed (SIGKILL) at a random moment while two programs
/// write. MSONET_KILL_ROUNDS says how many rounds.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class KillRoundsTests : IAsyncLifetime
{
    private static readonly int Rounds = KillRounds.Or(8);

    // Each transaction that wrote a description stands in the feed once.
    private const string IsPublished = """
        SELECT (SELECT count(*) FROM changes JOIN change_sets ON number = change_set
                WHERE subject = 'Organisation' AND after ? 'descriptions')
            = (SELECT count(*) FROM published_changes WHERE kind = 'UPDATED' AND 'description' = ANY (fields))
        """;

    private readonly MailServerProcess _mails = new();
    private readonly ServedProcess?[] _servers = new ServedProcess?[2];
    private readonly Uri?[] _addresses = new Uri?[2];
    private TestCluster _cluster = null!;
    private SeededNetwork _network = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.OwnAsync();
        _network = await SeededNetwork.NewAsync(_cluster);
        await _mails.StartAsync(Token);
        for (var one = 0; one < _servers.Length; one++) await ServeAsync(one);
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_done_twice()
    {
        var random = new Random(20261130);
        var writers = await Writing.SomeAsync(_network, Server, 2, 1 + (Rounds / 60), Token);
        using var over = new CancellationTokenSource();
        var writing = writers.Select(one => one.RunAsync(over.Token, Token)).ToArray();
        var kills = new Dictionary<string, int>();
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(random.Next(600), Token);
            var victim = random.Next(4) switch { 0 => "PostgreSQL", 1 => "mail server", var server => $"server {server - 2}" };
            await KillAsync(victim);
            kills[victim] = kills.GetValueOrDefault(victim) + 1;
            Assert.True(writing.All(one => !one.IsFaulted), string.Join('\n', writing.Select(one => one.Exception)));
        }

        await over.CancelAsync();
        await Task.WhenAll(writing);
        _network.Database.Clear(); // connections of before the kills
        await Waiting.UntilAsync(MailsAreOutAsync, "mails still wait");
        await CheckMailsAsync(writers, kills.Values.Sum());
        await CheckLogAsync(writers);
        await Waiting.UntilAsync(async () => await _network.ScalarAsync<bool>(IsPublished), "changes are not published");
        Assert.True(await _network.ScalarAsync<bool>("SELECT max(position) - min(position) + 1 = count(*) FROM published_changes"));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{string.Join(", ", kills.Select(kill => $"{kill.Key} {kill.Value}"))}; "
            + $"{writers.Sum(one => one.Invited.Count)} mails, "
            + $"{_mails.Received().Count} received; {writers.Sum(one => one.Described.Count)} changes; "
            + $"{writers.Sum(one => one.Repeats)} repeats");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            if (server is not null) await server.DisposeAsync();
        }

        _mails.Dispose();
        await _network.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    // Whoever has a mail twice has it with one Message-ID: the server was killed between taking it and saying so, or ours between hearing
    // that and writing it down. A kill may do that to what either server hands over just then.
    private async Task CheckMailsAsync(IReadOnlyList<Writing> writers, int kills)
    {
        var received = _mails.Received();
        var ids = received.ToLookup(mail => mail.To, mail => mail.Id);
        var invited = writers.SelectMany(one => one.Invited).ToList();
        Assert.NotEmpty(invited);
        Assert.Equal([], invited.Where(address => ids[address].Distinct().Count() != 1));
        Assert.Equal(invited.Count, ids.Count);
        Assert.InRange(received.Count - invited.Count, 0, 2 * kills);
        Assert.Equal(invited.Count, await _network.ScalarAsync<long>("SELECT count(*) FROM mails WHERE state = 'Sent'"));
        Assert.Equal(invited.Count, await _network.ScalarAsync<long>("SELECT count(*) FROM team_invitations"));
    }

    private async Task CheckLogAsync(IReadOnlyList<Writing> writers)
    {
        await using var command = _network.Database.CreateCommand("""
            SELECT key, coalesce(after->'descriptions'->>'de', after::text) FROM changes JOIN change_sets ON number = change_set
            WHERE subject = 'Organisation' AND after ? 'descriptions' ORDER BY change_set, seq
            """);
        await using var rows = await command.ExecuteReaderAsync(Token);
        var logged = new List<(Guid, string)>();
        while (await rows.ReadAsync(Token)) logged.Add((Guid.Parse(rows.GetString(0)), rows.GetString(1)));
        foreach (var writer in writers)
        {
            Assert.NotEmpty(writer.Described);
            Assert.Equal(writer.Described, logged.Where(one => writer.Described.Contains(one)));
        }

        Assert.Equal(writers.Sum(one => one.Described.Count), logged.Count);
    }

    // The pauses between attempts are longer than a test: what waits is due at once.
    private async Task<bool> MailsAreOutAsync()
    {
        await _network.RunAsync("UPDATE mails SET due_at = now() WHERE state = 'Waiting' AND due_at > now()");
        return await _network.ScalarAsync<long>("SELECT count(*) FROM mails WHERE state = 'Waiting'") == 0;
    }

    private async Task KillAsync(string victim)
    {
        switch (victim)
        {
            case "PostgreSQL":
                await _cluster.KillAsync();
                await _cluster.StartAsync();
                break;
            case "mail server":
                _mails.Kill();
                await Task.Delay(50, Token);
                await _mails.StartAsync(Token);
                break;
            default:
                await ServeAsync(victim[^1] - '0');
                break;
        }
    }

    private async Task ServeAsync(int one)
    {
        _addresses[one] = null;
        if (_servers[one] is { } before) await before.DisposeAsync();
        _servers[one] = new ServedProcess(
            _network.ConnectionString, ("MSONET_SMTP", _mails.Address), ("MSONET_MAIL_FROM", "netz@example.org"),
            ("MSONET_PUBLIC_URL", "https://netz.example"));
        using var client = await _servers[one]!.ReadyAsync();
        _addresses[one] = client.BaseAddress;
    }

    private Uri Server() => _addresses.FirstOrDefault(one => one is not null) ?? new Uri("http://127.0.0.1:1");
}
