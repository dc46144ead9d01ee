using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.Tests.Faults;

/// <summary>
/// A program that writes to whichever server answers, as the API advises: under one idempotency key until it is told that it is done.
/// </summary>
/// <param name="address">Of a server that is probably there.</param>
/// <param name="token">Of a person who leads all these organisations.</param>
/// <param name="organisations">Whose entries are written.</param>
/// <param name="name">Tells its writes from another writer's.</param>
/// <param name="every">How many entries it writes for one mail; when all that may be open is open, it writes entries only.</param>
internal sealed class Writing(Func<Uri> address, string token, IReadOnlyList<Guid> organisations, string name, int every)
{
    private const int MostInvited = 20; // of one organisation that may be open

    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Addresses that were invited, each by one mail.</summary>
    public List<string> Invited { get; } = [];

    /// <summary>Descriptions that were written, in this order.</summary>
    public List<(Guid Organisation, string Text)> Described { get; } = [];

    /// <summary>How often it was told nothing, or that something is away, and asked again.</summary>
    public int Repeats { get; private set; }

    /// <summary>Writers who share the organisations of a registry.</summary>
    public static async Task<IReadOnlyList<Writing>> SomeAsync(
        SeededNetwork network, Func<Uri> server, int count, int every, CancellationToken cancellationToken)
    {
        await using var scope = network.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        var ids = await context.Set<Organisation>().OrderBy(one => one.Id).Select(one => one.Id).ToListAsync(cancellationToken);
        var writers = new List<Writing>();
        for (var number = 0; number < count; number++)
        {
            var own = ids.Where((_, place) => place % count == number).ToList();
            var email = $"lead{number}@example.org";
            var lead = new Person { Id = Guid.NewGuid(), UserName = email, Email = email, EmailConfirmed = true };
            context.Add(lead);
            context.AddRange(own.Select(id => new OrganisationPerson { OrganisationId = id, PersonId = lead.Id, Role = Role.Lead }));
            await context.SaveChangesAsync(cancellationToken);
            var token = await new AccessTokens(context, TimeProvider.System).MakeAsync(
                lead.Id, new WantedToken("kills", null, Writes: true, TimeSpan.FromDays(1)), cancellationToken);
            writers.Add(new Writing(server, token!, own, $"w{number}", every));
        }

        return writers;
    }

    public async Task RunAsync(CancellationToken over, CancellationToken cancellationToken)
    {
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            var organisation = organisations[number % organisations.Count];
            if (number % every == 0 && Invited.Count < MostInvited * organisations.Count)
            {
                var team = organisations[Invited.Count % organisations.Count]; // each in turn, so that none is full before the others
                var invited = $"{name}-{number}@example.org";
                await DoAsync("inviteToTeam", new Dictionary<string, object?> { ["email"] = invited, ["role"] = "EDITOR" }, team,
                    $"invite-{name}-{number}", cancellationToken);
                Invited.Add(invited);
            }

            var text = $"Wir sind der Verein {name} und schreiben zum {number}. Mal.";
            await DoAsync("updateOrganisation", new Dictionary<string, object?>
            {
                ["expectedVersion"] = await VersionAsync(organisation, cancellationToken),
                ["description"] = new[] { new { language = "de", text } },
            }, organisation, $"describe-{name}-{number}", cancellationToken);
            Described.Add((organisation, text));
        }
    }

    private async Task DoAsync(
        string mutation, Dictionary<string, object?> input, Guid organisation, string key, CancellationToken cancellationToken)
    {
        input[mutation == "updateOrganisation" ? "id" : "organisation"] = GlobalId.Encode("Organisation", organisation);
        input["idempotencyKey"] = key;
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Input";
        var body = JsonSerializer.Serialize(new
        {
            query = $$"""mutation ($input: {{type}}!) { done: {{mutation}}(input: $input) { errors { code message } } }""",
            variables = new { input },
        });
        var done = (await AskAsync(body, cancellationToken)).GetProperty("done");
        Assert.True(done is { ValueKind: JsonValueKind.Object } && done.GetProperty("errors").GetArrayLength() == 0, done.GetRawText());
    }

    private async Task<string?> VersionAsync(Guid organisation, CancellationToken cancellationToken)
    {
        var id = GlobalId.Encode("Organisation", organisation);
        var body = JsonSerializer.Serialize(new { query = $$"""{ node(id: "{{id}}") { ... on Organisation { version } } }""" });
        return (await AskAsync(body, cancellationToken)).GetProperty("node").GetProperty("version").GetString();
    }

    private async Task<JsonElement> AskAsync(string body, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await AnswerAsync(body, cancellationToken) is { } answer) return answer;
            Repeats++;
            await Task.Delay(30, cancellationToken);
        }
    }

    // Null when nobody answered, or something is away.
    private async Task<JsonElement?> AnswerAsync(string body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address(), "/graphql"))
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
                Headers = { { "Authorization", "Bearer " + token } },
            };
            using var answer = await Client.SendAsync(request, cancellationToken);
            if ((int)answer.StatusCode is 429 or 502 or 503) return null;
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            using var json = JsonDocument.Parse(said);
            if (said.Contains("\"UNAVAILABLE\"", StringComparison.Ordinal) || said.Contains("\"LIMIT_EXCEEDED\"", StringComparison.Ordinal))
                return null;
            Assert.True(json.RootElement.TryGetProperty("data", out var data) && !json.RootElement.TryGetProperty("errors", out _), said);
            return data.Clone();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException
            || (gone is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
