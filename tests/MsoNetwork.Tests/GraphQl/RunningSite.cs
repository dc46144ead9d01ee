using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Web;
using MsoNetwork.Web.Commands;
using MsoNetwork.Web.Serving;
using Npgsql;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>The real site on a free port, over a database of its own with the committed regions and vocabularies.</summary>
public sealed class RunningSite(TestCluster cluster) : IAsyncLifetime
{
    public const string DevelopmentToken = "the token of the tests";

    private WebApplication? _site;

    /// <summary>Services in the place of the site's own.</summary>
    public Action<IServiceCollection>? InPlace { get; init; }

    /// <summary>Settings beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder of what it would send.</summary>
    public string Mails { get; } = Path.Combine(Directory.CreateTempSubdirectory("msonet-mails-").FullName, "mails");

    /// <summary>Sends to the site; follows nothing, decompresses nothing.</summary>
    public HttpClient Client { get; private set; } = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public IServiceProvider Services => _site!.Services;

    public async ValueTask InitializeAsync()
    {
        var (isDemo, isGiven) = (Settings.ContainsKey("DEMO"), Settings.ContainsKey("DATABASE")); // one that is given is seeded already
        var settings = new Dictionary<string, string?>
        {
            ["DATABASE"] = isGiven ? null : isDemo ? await cluster.CreateDatabaseAsync(CancellationToken.None, end: "_demo")
                : await cluster.CreateSeededDatabaseAsync(CancellationToken.None),
            ["SEEDS"] = SeededNetwork.Seeds,
            ["URLS"] = "http://127.0.0.1:0",
            ["DEV_TOKEN"] = DevelopmentToken,
            ["MAILS"] = Mails,
            ["EXPORTS"] = Path.Combine(Path.GetDirectoryName(Mails)!, "exports"),
            ["LIMITS"] = "off",
            ["ERASURES"] = Path.Combine(Path.GetDirectoryName(Mails)!, "erasures.list"),
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (name, value) in Settings) settings[name] = value;
        Database = TestCluster.Patiently(settings["DATABASE"]!);
        if (isDemo)
        {
            var preparing = NetworkHost.CreateBuilder(settings: settings);
            await using var host = preparing.Build();
            await NetworkHost.MigrateAsync(host.Services, CancellationToken.None);
            await NetworkHost.SeedAsync(preparing, host.Services, CancellationToken.None);
        }

        var builder = NetworkHost.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = Path.Combine(Repository.Root, "src", "MsoNetwork.Web") }, settings, Server.Bound);
        builder.Services.AddSingleton(services => ProbeFields.AddTo(new NetworkSchema(services)));
        InPlace?.Invoke(builder.Services);
        _site = NetworkSite.Build(builder);
        await _site.StartAsync();
        await _site.Services.GetRequiredKeyedService<ChangeFollower>(OrganisationFollowing.Name).Loaded.WaitAsync(TimeSpan.FromMinutes(1));
        await _site.Services.GetRequiredKeyedService<ChangeFollower>(PartnerCallIndex.Name).Loaded.WaitAsync(TimeSpan.FromMinutes(1));
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_site.Urls.First()) };
    }

    /// <summary>Somebody else on the same machine: sends from 127.0.0.x.</summary>
    public HttpClient Visitor(int number)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)number]).MapToIPv6(), 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback.MapToIPv6(), context.DnsEndPoint.Port), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = Client.BaseAddress };
    }

    /// <summary>Asks by POST and gives the status with the answer.</summary>
    public Task<Answer> AskAsync(string query, object? variables = null, string accept = "application/graphql-response+json") =>
        PostAsync(JsonSerializer.SerializeToUtf8Bytes(new { query, variables }), accept: accept);

    public async Task<Answer> PostAsync(
        byte[] body,
        string? contentType = "application/json",
        string accept = "application/graphql-response+json"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        if (contentType is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("Accept", accept);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode,
            text,
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase)
        );
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_site is not null) await _site.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Mails)!, recursive: true);
    }
}

/// <summary>A response, read.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json { get; } = Text.StartsWith('{') ? JsonDocument.Parse(Text).RootElement : default;

    public JsonElement Data => Json.GetProperty("data");

    public JsonElement Error => Json.GetProperty("errors")[0];

    public string? Code => Error.GetProperty("extensions").GetProperty("code").GetString();

    public string? Argument => Error.GetProperty("extensions").TryGetProperty("argument", out var argument) ? argument.GetString() : null;

    public string Message => Error.GetProperty("message").GetString()!;

    /// <summary>What every refusal promises: the code, a number to ask about, a sentence, and nothing of our insides.</summary>
    public void IsRefusal(string code)
    {
        Assert.True(Json.ValueKind == JsonValueKind.Object, Text);
        Assert.Equal(code, Code);
        Assert.Equal(Headers["X-Request-Id"], Error.GetProperty("extensions").GetProperty("requestId").GetString());
        Assert.True(Message.Length > 15, Message);
        Assert.DoesNotMatch(@"SELECT|   at |\.cs|/src/|Exception|Npgsql|stack", Text);
    }
}
