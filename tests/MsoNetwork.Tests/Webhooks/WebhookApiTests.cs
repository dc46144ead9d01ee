using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>Webhooks by the API of the running site, which also delivers.</summary>
public sealed class WebhookApiTests(HookedSite hooked) : IClassFixture<HookedSite>
{
    private const string Shown = "webhook { id url regions topics isOn off failure failureStatus missedAt oldSecretUntil }";

    private const string Own = "{ viewer { webhooks { totalCount nodes { id url } } } }";

    private readonly RunningSite _site = hooked.Site;

    [Fact]
    public async Task A_webhook_is_made_once_tested_told_changed_and_deleted()
    {
        await using var receiver = await Receiver.StartAsync();
        var (person, other) = (await _site.PersonAsync(), await _site.PersonAsync());
        var input = new { url = receiver.Address, topics = Array.Empty<string>(), idempotencyKey = "einmal" };
        var made = (await _site.DoAsync(person, "createWebhook", input, $"secret {Shown}")).WithoutErrors();
        Assert.StartsWith("whsec_", made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        var id = made.GetProperty("webhook").GetProperty("id").GetString()!;
        var again = (await _site.DoAsync(person, "createWebhook", input, $"secret {Shown}")).WithoutErrors();
        Assert.Equal(id, again.GetProperty("webhook").GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, again.GetProperty("secret").ValueKind);
        var stored = await _site.TextAsync("SELECT string_agg(w::text, ' ') FROM webhooks AS w");
        Assert.DoesNotContain("whsec_", stored, StringComparison.Ordinal);
        Assert.Equal((1, 0), (Count(await _site.ApiAsync(person, Own)), Count(await _site.ApiAsync(other, Own))));
        Assert.Equal(JsonValueKind.Object, (await NodeAsync(person, id)).ValueKind);
        Assert.Equal(JsonValueKind.Null, (await NodeAsync(other, id)).ValueKind);

        var test = (await _site.DoAsync(person, "testWebhook", new { id }, "isDelivered status failure")).WithoutErrors();
        Assert.Equal((true, 200), (test.GetProperty("isDelivered").GetBoolean(), test.GetProperty("status").GetInt32()));
        Assert.Equal("webhook.test", receiver.Messages.Single().Type);
        Assert.Equal(["LIMIT_EXCEEDED"], (await _site.DoAsync(person, "testWebhook", new { id }, "isDelivered")).Refusals());

        var (organisation, slug) = await _site.OrganisationAsync("05315");
        await _site.RunAsync($"UPDATE organisations SET name = 'Neuer Name (erfunden)' WHERE id = '{organisation}'");
        var global = ApiActors.OrganisationId(organisation);
        Received? Told() => receiver.Messages.FirstOrDefault(
            one => one.Type == "organisation.updated" && one.Json.GetProperty("data").GetProperty("id").GetString() == global);
        await Waiting.UntilAsync(() => Told() is not null, "The site tells nothing");
        var data = Told()!.Json.GetProperty("data");
        Assert.EndsWith($"/de/organisationen/{slug}", data.GetProperty("url").GetString(), StringComparison.Ordinal);
        var cursor = data.GetProperty("cursor").GetString();
        var next = await _site.ApiAsync(null, "query ($since: String!) { changes(since: $since) { endCursor } }", new { since = cursor });
        Assert.True(next.GetProperty("data").GetProperty("changes").GetProperty("endCursor").GetString()!.Length > 10, next.GetRawText());

        var changed = (await _site.DoAsync(person, "updateWebhook", new { id, regions = new[] { "05315" }, isOn = false }, Shown))
            .WithoutErrors().GetProperty("webhook");
        Assert.Equal(("PERSON", false), (changed.GetProperty("off").GetString(), changed.GetProperty("isOn").GetBoolean()));
        Assert.Equal("05315", changed.GetProperty("regions")[0].GetString());
        Assert.Equal(["NOT_FOUND input.id"], (await _site.DoAsync(other, "deleteWebhook", new { id }, "deletedId")).Refusals());
        var deleted = (await _site.DoAsync(person, "deleteWebhook", new { id }, "deletedId")).WithoutErrors();
        Assert.Equal(id, deleted.GetProperty("deletedId").GetString());
        Assert.Equal(0, Count(await _site.ApiAsync(person, Own)));
    }

    [Fact]
    public async Task Administrators_see_all_and_switch_off_and_only_they_switch_that_on_again()
    {
        var (person, administrator) = (await _site.PersonAsync(), await _site.AdministratorAsync());
        var made = await _site.DoAsync(person, "createWebhook", new { url = "http://127.0.0.1:9/" }, Shown);
        var id = made.WithoutErrors().GetProperty("webhook").GetProperty("id").GetString()!;
        Task<JsonElement> SwitchAsync(Guid who, bool isOn) => _site.DoAsync(who, "updateWebhook", new { id, isOn }, Shown);
        const string All = "{ webhooks(first: 100) { nodes { id } } }";
        Assert.Contains(id, (await _site.ApiAsync(administrator, All)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await _site.ApiAsync(null, All)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await _site.ApiAsync(await _site.PersonAsync(), All)).GetRawText(), StringComparison.Ordinal);
        var off = (await SwitchAsync(administrator, false)).WithoutErrors().GetProperty("webhook");
        Assert.Equal("ADMINISTRATOR", off.GetProperty("off").GetString());
        Assert.Equal(["FORBIDDEN"], (await SwitchAsync(person, true)).Refusals());
        var moved = await _site.DoAsync(administrator, "updateWebhook", new { id, url = "http://127.0.0.1:7/" }, Shown);
        Assert.Equal(["FORBIDDEN"], moved.Refusals());
        Assert.Equal(["FORBIDDEN"], (await _site.DoAsync(administrator, "rotateWebhookSecret", new { id }, "secret")).Refusals());
        Assert.Equal(["FORBIDDEN"], (await _site.DoAsync(administrator, "testWebhook", new { id }, "status")).Refusals());
        Assert.True((await SwitchAsync(administrator, true)).WithoutErrors().GetProperty("webhook").GetProperty("isOn").GetBoolean());
        (await SwitchAsync(person, false)).WithoutErrors();
        (await SwitchAsync(person, true)).WithoutErrors();
    }

    [Fact]
    public async Task Wrong_fields_are_named_and_a_program_has_none()
    {
        var (organisation, _) = await _site.OrganisationAsync("05315");
        var person = await _site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        Assert.Equal(
            ["INVALID_INPUT input.url", "INVALID_INPUT input.regions", "INVALID_INPUT input.topics"],
            (await _site.DoAsync(
                person, "createWebhook", new { url = "https://10.0.0.1/", regions = new[] { "x" }, topics = new[] { "y" } }, "secret"))
                .Refusals());
        var bound = await _site.DoAsync(person, "createWebhook", new { url = "http://127.0.0.1:9/" }, "secret", onlyFor: organisation);
        Assert.Equal(["FORBIDDEN"], bound.Refusals());
    }

    private async Task<JsonElement> NodeAsync(Guid? person, string id) =>
        (await _site.ApiAsync(person, "query ($id: ID!) { node(id: $id) { id ... on Webhook { url } } }", new { id }))
        .GetProperty("data").GetProperty("node");

    private static int Count(JsonElement answer) => answer.GetProperty("data").GetProperty("viewer").GetProperty("webhooks")
        .GetProperty("totalCount").GetInt32();
}

/// <summary>A site that may send to this machine.</summary>
public sealed class HookedSite(TestCluster cluster) : IAsyncLifetime
{
    internal RunningSite Site { get; } = new(cluster)
    {
        Settings = new Dictionary<string, string?> { ["WEBHOOK_NETWORKS"] = "127.0.0.1/32;::1/128" },
    };

    public ValueTask InitializeAsync() => Site.InitializeAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
