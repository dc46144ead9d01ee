using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Tests.Cooperations;
using Npgsql;

namespace MsoNetwork.Tests.PartnerCalls;

/// <summary>A clock that a test sets.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A seeded registry on 1 June 2026, whoever runs the tests when.</summary>
public sealed class CallNetwork(TestCluster cluster) : IAsyncLifetime
{
    public const string Caller = "organisation:migrafrica";
    public const string Other = "organisation:coach-e-v";
    public const string Third = "organisation:bana-afrika-e-v";
    public const string Centre = "centre:ki-koeln";
    public const string Shown = "done: partnerCall { id slug state version openUntil }";

    private readonly CancellationTokenSource _end = new();
    private SeededNetwork? _network;
    private ServiceProvider? _services;
    private Task _following = Task.CompletedTask;

    public SeededNetwork Network => _network!;

    public IServiceProvider Services => _services!;

    public TestClock Clock { get; } = new(At("2026-06-01T10:00Z"));

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        _network = await SeededNetwork.NewAsync(cluster);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddMsoNetwork(_network.ConnectionString)
            .BuildServiceProvider();
        await RunAsync(
            "UPDATE organisations SET email = 'verein@example.org', phone = NULL, website = 'https://example.org' WHERE slug = 'migrafrica'"
        );
    }

    public Task RunAsync(string sql) => Network.RunAsync(sql);

    public Task<JsonElement> AskAsync(string actor, string query, object? variables = null) => Services.AskAsync(actor, query, variables);

    public async Task<JsonElement> DataAsync(string actor, string query, object? variables = null)
    {
        var answer = await AskAsync(actor, query, variables);
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data");
    }

    /// <summary>What a call says, with some of it changed.</summary>
    public static Dictionary<string, object?> Content(string title, params (string Field, object? Value)[] changes)
    {
        var content = new Dictionary<string, object?>
        {
            ["direction"] = "SEEKS",
            ["subject"] = "ROOMS",
            ["texts"] = new[] { new { language = "de", title, text = "Wir suchen (erfunden)." } },
            ["regions"] = new[] { "05315" },
        };
        foreach (var (field, value) in changes) content[field] = value;
        return content;
    }

    public Task<JsonElement> CreateAsync(string actor, object content) =>
        AskAsync(
            actor,
            $"mutation ($content: PartnerCallContentInput!) {{ result: createPartnerCall(input: {{content: $content}}) {{ {Shown} }} }}",
            new { content }
        );

    public Task<JsonElement> ChangeAsync(string actor, string id, int version, object content) =>
        AskAsync(
            actor,
            $"mutation ($id: ID!, $version: Int!, $content: PartnerCallContentInput!) {{ result: changePartnerCall(input: {{id: $id, "
                + $"version: $version, content: $content}}) {{ {Shown} }} }}",
            new
            {
                id,
                version,
                content,
            }
        );

    public Task<JsonElement> OpenAsync(string actor, string id, int version = 1) =>
        AskAsync(
            actor,
            $"mutation ($id: ID!, $version: Int!) {{ result: openPartnerCall(input: {{id: $id, version: $version}}) {{ {Shown} }} }}",
            new { id, version }
        );

    /// <summary>fill or withdraw.</summary>
    public Task<JsonElement> StepAsync(string actor, string step, string id) =>
        AskAsync(actor, $"mutation ($id: ID!) {{ result: {step}PartnerCall(input: {{id: $id}}) {{ {Shown} }} }}", new { id });

    public Task<JsonElement> RespondAsync(
        string actor,
        string id,
        string message = "Wir haben einen Raum.",
        string contact = "raum@example.org"
    ) =>
        AskAsync(
            actor,
            "mutation ($id: ID!, $message: String!, $contact: String!) { result: respondToPartnerCall(input: {id: $id, message: $message, "
                + "contact: $contact}) { done: response { id state message contact } } }",
            new
            {
                id,
                message,
                contact,
            }
        );

    /// <summary>accept, decline or withdraw.</summary>
    public Task<JsonElement> AnswerAsync(string actor, string step, string id) =>
        AskAsync(
            actor,
            $"mutation ($id: ID!) {{ result: {step}PartnerCallResponse(input: {{id: $id}}) {{ done: response {{ id state message contact "
                + $"}} }} }}",
            new { id }
        );

    /// <summary>An open call's id.</summary>
    public async Task<string> OpenedAsync(string title, string actor = Caller, params (string Field, object? Value)[] changes)
    {
        var id = Done(await CreateAsync(actor, Content(title, changes))).Text("id");
        return Done(await OpenAsync(actor, id)).Text("id");
    }

    public static JsonElement Done(JsonElement answer)
    {
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("result").GetProperty("done");
    }

    /// <summary>Titles that a filter finds, in order.</summary>
    public async Task<List<string>> ListAsync(string arguments, string actor = "") =>
        Titles(
            (await DataAsync(actor, $"{{ partnerCalls(first: 100, {arguments}) {{ nodes {{ title {{ text }} }} }} }}")).GetProperty(
                "partnerCalls"
            )
        );

    public static List<string> Titles(JsonElement connection) =>
        [.. connection.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("title").Text("text"))];

    /// <summary>Runs the follower of the search as a server does, also through outages.</summary>
    public async Task FollowAsync()
    {
        var follower = Services.GetRequiredKeyedService<ChangeFollower>(PartnerCallIndex.Name);
        var listener = Services.GetRequiredService<ChangeListener>();
        _following = Task.WhenAll(
            Task.Run(() => AgainAsync(token => listener.ListenAsync(null, token))),
            Task.Run(() => AgainAsync(follower.FollowAsync))
        );
        await follower.Loaded.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private async Task AgainAsync(Func<CancellationToken, Task> work)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await work(_end.Token);
            }
            catch (Exception error) when (error is NpgsqlException or IOException or InvalidOperationException)
            {
                await Task.Delay(50, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        if (_services is not null) await _services.DisposeAsync();
        if (_network is not null) await _network.DisposeAsync();
    }
}
