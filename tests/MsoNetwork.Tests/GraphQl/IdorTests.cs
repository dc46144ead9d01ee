using System.Text.Json;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.Moderation;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>
/// Every mutation that the schema has, with the ids of others, as somebody who has nothing to do with them: nothing is changed and nothing
/// is told. A new mutation is in it by itself; one with a new kind of id fails until the victim has one.
/// </summary>
public sealed class IdorTests(RobbedSite robbed) : IClassFixture<RobbedSite>
{
    private readonly RunningSite _site = robbed.Site;
    private readonly Victim _victim = robbed.Victim;

    /// <summary>What each person may do about any organisation, and the tables where it leaves something of their own.</summary>
    private static readonly Dictionary<string, string[]> ForEveryPerson = new()
    {
        ["claimEntryByCentre"] = ["cases"],
        ["reportMistake"] = ["cases"],
        ["registerOrganisation"] = ["cases", "registrations"],
        ["saveSearch"] = ["saved_searches"],
        ["createWebhook"] = ["webhooks"],
        ["sendMessage"] = ["messages", "message_links", "mails"],
    };

    /// <summary>What organisations do in their own name, without naming another's thing.</summary>
    private static readonly Dictionary<string, string[]> ForOneself = new()
    {
        ["createPartnerCall"] = ["partner_calls", "change_sets", "changes", "change_log", "outbox"],
        ["addNews"] = ["news", "change_sets", "changes", "change_log", "outbox"],
        ["createTraining"] = ["trainings", "training_dates", "change_sets", "changes", "change_log", "outbox"],
        ["setMatchingPreferences"] = ["matching_preferences", "change_sets", "changes", "change_log", "outbox"],
    };

    /// <summary>Credentials that note their use, what workers do meanwhile, and reference data too large to read again and again.</summary>
    private static readonly string[] Bookkeeping =
    [
        "access_tokens", "sessions", "sign_in_requests", "sign_in_salts", "data_protection_keys", "search_instances", "search_rebuilds",
        "outbox_consumers", "outbox_lanes", "missed_searches", "missed_search_marks", "missed_search_salts", "spatial_ref_sys",
        "region_boundaries", "postcodes", "term_labels", "__EFMigrationsHistory", "mail_addresses", "change_feed", "published_changes",
        "change_log",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("visitor")]
    [InlineData("person without a role")]
    [InlineData("lead of another organisation")]
    [InlineData("staff of another centre")]
    public async Task Strangers_change_nothing_and_learn_nothing(string actor)
    {
        var stranger = await ActorAsync(actor);
        var before = await SumsAsync();
        foreach (var mutation in Mutations())
        {
            var isTheirs = stranger is not null && (ForEveryPerson.ContainsKey(mutation.Name) || InOwnName(actor, mutation.Name));
            if (isTheirs) continue;
            var answer = await AskAsync(stranger, mutation, _victim.Organisation);
            Victim.Hides(mutation.Name, answer.GetRawText());
            Assert.True(IsRefusal(answer), $"{mutation.Name} was not refused: {answer.GetRawText()}");
        }

        Assert.Equal([], Changed(before, await SumsAsync()));
    }

    [Theory]
    [InlineData("person without a role")]
    [InlineData("lead of another organisation")]
    [InlineData("staff of another centre")]
    public async Task What_is_for_everybody_leaves_others_alone(string actor)
    {
        var stranger = await ActorAsync(actor);
        var open = ForEveryPerson.Concat(ForOneself.Where(one => InOwnName(actor, one.Key)));
        foreach (var (name, tables) in open)
        {
            var before = await SumsAsync();
            Victim.Hides(name, (await AskAsync(stranger, Mutations().Single(one => one.Name == name), _victim.Organisation))
                .GetRawText());
            Assert.Equal([], Changed(before, await SumsAsync()).Except(tables));
        }
    }

    // A centre offers trainings, too; news are entered by centres.
    private static bool InOwnName(string actor, string mutation) => ForOneself.ContainsKey(mutation)
        && ((mutation != "addNews" && actor.StartsWith("lead", StringComparison.Ordinal))
            || (mutation is "createTraining" or "addNews" && actor.StartsWith("staff", StringComparison.Ordinal)));

    /// <summary>The sweep itself: it would see a change of one word, and a secret in an answer.</summary>
    [Fact]
    public async Task The_sweep_sees_what_is_changed_and_what_is_told()
    {
        var before = await SumsAsync();
        await _site.RunAsync("UPDATE notes SET text = text || '.' WHERE id = (SELECT id FROM notes LIMIT 1)");
        Assert.Equal(["notes"], Changed(before, await SumsAsync()));
        var staff = await _site.StaffAsync("ki-koeln");
        var told = await _site.ApiAsync(
            staff, "query ($id: ID!) { node(id: $id) { ... on Case { message } } }", new { id = _victim.Ids["Case"] });
        Assert.ThrowsAny<Exception>(() => Victim.Hides("a case", told.GetRawText()));
        Assert.False(IsRefusal(await _site.ApiAsync(staff, """
            mutation ($input: RefuseCaseInput!) { done: refuseCase(input: $input) { case { state } errors { code } } }
            """, new { input = new { id = await CaseAsync(), reason = "Nein" } })));
    }

    private async Task<string> CaseAsync() => (await _site.DoAsync(
        await _site.PersonAsync(), "reportMistake", new { organisation = _victim.Organisation, message = "Noch etwas" }, "case { id }"))
        .WithoutErrors().GetProperty("case").GetProperty("id").GetString()!;

    /// <summary>An organisation's own team, but somebody else's member or invitation.</summary>
    [Fact]
    public async Task Own_and_others_ids_do_not_mix()
    {
        var own = await ElsewhereAsync();
        var lead = await _site.PersonAsync(new OrganisationPerson { OrganisationId = own, Role = Role.Lead });
        var mixed = Mutations().Where(one => Fields(one).Any(field => field.Name == "organisation")
            && Fields(one).Any(field => field.Name is "member" or "invitation" or "successor")).ToList();
        Assert.True(mixed.Count >= 5);
        var before = await SumsAsync();
        foreach (var mutation in mixed)
            Victim.Hides(mutation.Name, (await AskAsync(lead, mutation, OrganisationId(own))).GetRawText());
        Assert.Equal([], Changed(before, await SumsAsync()));
    }

    [Theory]
    [InlineData("visitor")]
    [InlineData("person without a role")]
    [InlineData("lead of another organisation")]
    [InlineData("staff of another centre")]
    public async Task What_waits_is_no_node_for_strangers_and_no_list_has_it(string actor)
    {
        var stranger = await ActorAsync(actor);
        string[] shown = ["TeamInvitation", "EntryClaim", "Note", "PartnerCall", "NewsEntry"];
        foreach (var (_, id) in _victim.Ids.Where(one => !shown.Contains(one.Key)))
        {
            var node = await _site.ApiAsync(stranger, "query ($id: ID!) { node(id: $id) { __typename id } }", new { id });
            Assert.Equal("""{"data":{"node":null}}""", node.GetRawText());
        }

        var all = await _site.ApiAsync(stranger, """
            query ($slug: String!, $id: ID!) {
              organisation(slug: $slug) {
                team { members { email } invitations { email } } mailingConsent { email } claimWays { open { email } }
                cooperations(states: [PROPOSED, DECLINED]) { nodes { title } }
              }
              desk { cases(first: 100, alsoOfCentres: true) { nodes { message email } } notes(organisation: $id) { text }
                mailingList { email } decided: cases(decided: true) { nodes { message } } }
              trainings(first: 100, filter: {states: [DRAFT], from: "2000-01-01"}) { nodes { title text } }
              letters(organisation: $id) { nodes { purpose } }
              viewer { cases { nodes { message } } savedSearches { nodes { name query } } }
            }
            """, new { slug = _victim.Slug, id = _victim.Organisation });
        Assert.False(all.TryGetProperty("errors", out _), all.GetRawText());
        Victim.Hides("lists", all.GetRawText());
    }

    private async Task<Guid?> ActorAsync(string actor)
    {
        switch (actor)
        {
            case "visitor": return null;
            case "person without a role": return await _site.PersonAsync();
            case "staff of another centre": return await _site.StaffAsync("ki-bielefeld");
            default:
                return await _site.PersonAsync(new OrganisationPerson { OrganisationId = await ElsewhereAsync(), Role = Role.Lead });
        }
    }

    private async Task<Guid> ElsewhereAsync() => Guid.Parse(await _site.TextAsync(
        "SELECT id FROM organisations WHERE starts_with(municipality_key, '05711') AND status = 'Active' ORDER BY slug LIMIT 1"));

    // Of many at once, those that it was not done with are named, and none that it was.
    private static bool IsRefusal(JsonElement answer) =>
        answer.TryGetProperty("errors", out _)
        || answer.GetProperty("data").GetProperty("done") is var payload
            && (payload.GetProperty("errors").GetArrayLength() > 0
                || (payload.TryGetProperty("organisations", out var done) && done.GetArrayLength() == 0)
                || (payload.TryGetProperty("invitations", out var printed) && printed.GetArrayLength() == 0));

    private async Task<JsonElement> AskAsync(Guid? stranger, FieldType mutation, string organisation)
    {
        var type = mutation.Arguments!.Find("input")!.ResolvedType!;
        var input = _victim.Input(mutation.Name, (IInputObjectGraphType)type.GetNamedType(), organisation);
        var selection = Selection((IObjectGraphType)mutation.ResolvedType!.GetNamedType(), 4);
        var query = $$"""mutation ($input: {{type}}) { done: {{mutation.Name}}(input: $input) { {{selection}} } }""";
        var answer = await _site.ApiAsync(stranger, query, new { input });
        // The sweep must get as far as the use case: a mistake in the test's own question is no refusal.
        Assert.DoesNotContain("Variable '$input", answer.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Cannot query field", answer.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("INTERNAL", answer.GetRawText(), StringComparison.Ordinal);
        return answer;
    }

    private IReadOnlyList<FieldType> Mutations() => [.. _site.Services.GetRequiredService<NetworkSchema>().Mutation!.Fields];

    private static TypeFields Fields(FieldType mutation) =>
        ((IInputObjectGraphType)mutation.Arguments!.Find("input")!.ResolvedType!.GetNamedType()).Fields;

    // All that a payload could tell, some levels deep. What must not be null would make all of it an error of the request.
    private static string Selection(IObjectGraphType type, int depth)
    {
        var fields = type.Fields.Where(field => field.GetMetadata("strict", false) == false
            && (field.Arguments is null || field.Arguments.All(argument => argument.ResolvedType is not NonNullGraphType)));
        return string.Join(' ', fields.Select(field => field.ResolvedType!.GetNamedType() is IObjectGraphType below
            ? depth > 1 && !(depth < 4 && below.Name is "Organisation" or "Region")
                && Selection(below, depth - 1) is { Length: > 0 } selected ? $"{field.Name} {{ {selected} }}" : ""
            : field.ResolvedType!.GetNamedType() is IAbstractGraphType ? "" : field.Name).Where(text => text.Length > 0));
    }

    private async Task<Dictionary<string, string>> SumsAsync()
    {
        var tables = new List<string>();
        await using (var list = _site.Database.CreateCommand(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"))
        await using (var rows = await list.ExecuteReaderAsync(Token))
            while (await rows.ReadAsync(Token)) tables.Add(rows.GetString(0));
        var sums = tables.Except(Bookkeeping).Order(StringComparer.Ordinal).Select(table => table == "mails"
            // A worker sends them meanwhile.
            ? "SELECT 'mails', count(*)::text FROM mails"
            // A worker notes what came of deliveries.
            : table == "webhooks" ? "SELECT 'webhooks', string_agg(concat_ws(' ', id, person_id, url, regions, topics, secret, off), ',') "
                + "FROM (SELECT * FROM webhooks ORDER BY id) AS w"
            : $"SELECT '{table}', coalesce(sum(hashtextextended(t::text, 0)), 0)::text || ' ' || count(*) FROM {table} AS t");
        await using var command = _site.Database.CreateCommand(string.Join(" UNION ALL ", sums));
        var found = new Dictionary<string, string>();
        await using var read = await command.ExecuteReaderAsync(Token);
        while (await read.ReadAsync(Token)) found[read.GetString(0)] = read.IsDBNull(1) ? "" : read.GetString(1);
        Assert.True(found.Count > 20);
        return found;
    }

    private static List<string> Changed(Dictionary<string, string> before, Dictionary<string, string> after) =>
        [.. after.Where(sum => before[sum.Key] != sum.Value).Select(sum => sum.Key)];
}

/// <summary>A site with a victim, who stays as it is.</summary>
public sealed class RobbedSite(TestCluster cluster) : IAsyncLifetime
{
    internal RunningSite Site { get; } = new(cluster)
    {
        Settings = new Dictionary<string, string?> { ["WEBHOOK_NETWORKS"] = "127.0.0.1/32" },
    };

    internal Victim Victim { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Site.InitializeAsync();
        Victim = await Victim.OfAsync(Site);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
