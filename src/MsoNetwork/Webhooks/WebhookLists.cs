using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>One request's webhooks: those that the viewer may see.</summary>
public sealed class WebhookLists(NpgsqlDataSource database, CurrentViewer current)
{
    private const string Columns = """
        w.id, w.person_id, w.url, w.regions, w.topics, w.created_at, w.off, w.off_at, w.delivered_at, w.failing_since, w.failure,
        w.failure_status, w.due_at, w.old_secret_until, w.missed_at
        """;

    private const int Most = 1_000;

    private static readonly FactColumns Facts = new([]) { Person = "w.person_id" };

    private static readonly KeysetOrder<Webhook> Newest = new("webhooks by their making", "w.id", webhook => webhook.Id)
    {
        Value = KeysetValue.Moment<Webhook>("w.created_at", webhook => webhook.CreatedAt),
        Descending = true,
        IdDescending = true,
    };

    public BatchLoader<Guid, Webhook> ById => field ??= new(async (ids, token) =>
    {
        var conditions = await SeenAsync(token);
        conditions.Add($"w.id = ANY ({conditions.Parameter(ids.ToArray())})");
        return (await ReadAsync(conditions, token)).ToDictionary(webhook => webhook.Id);
    });

    /// <summary>The viewer's own, the newest first.</summary>
    public async Task<IReadOnlyList<Webhook>> OwnAsync(CancellationToken cancellationToken) =>
        await ReadAsync(await OwnConditionsAsync(cancellationToken), cancellationToken);

    /// <summary>Others' that the viewer may see, which administrators do: the newest ones.</summary>
    public async Task<IReadOnlyList<Webhook>> OthersAsync(int most, CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        var conditions = await SeenAsync(cancellationToken);
        conditions.Add($"w.person_id <> {conditions.Parameter(person)}");
        return await ReadAsync(conditions, cancellationToken, most);
    }

    /// <summary>A page of the viewer's own.</summary>
    public async Task<ListPage<Webhook>> OwnAsync(PageRequest request, CancellationToken cancellationToken) =>
        Page(await OwnConditionsAsync(cancellationToken), request);

    /// <summary>All that the viewer may see: administrators see all persons'.</summary>
    public async Task<ListPage<Webhook>> AllAsync(PageRequest request, CancellationToken cancellationToken) =>
        Page(await SeenAsync(cancellationToken), request);

    /// <summary>One, as it is now; null when there is none that the viewer may see.</summary>
    public async Task<Webhook?> ReadOneAsync(Guid id, CancellationToken cancellationToken)
    {
        var conditions = await SeenAsync(cancellationToken);
        conditions.Add($"w.id = {conditions.Parameter(id)}");
        return (await ReadAsync(conditions, cancellationToken)).FirstOrDefault();
    }

    private static Webhook Read(SqlRow row) => new()
    {
        Id = row.Value<Guid>(),
        Person = row.Value<Guid>(),
        Url = row.Text(),
        Regions = row.Value<string[]>(),
        Topics = row.Value<string[]>(),
        CreatedAt = row.Value<DateTimeOffset>(),
        Off = Member<WebhookOff>(row.TextOrNull()),
        OffAt = row.ValueOrNull<DateTimeOffset>(),
        DeliveredAt = row.ValueOrNull<DateTimeOffset>(),
        FailingSince = row.ValueOrNull<DateTimeOffset>(),
        Failure = Member<WebhookFailure>(row.TextOrNull()),
        FailureStatus = row.ValueOrNull<int>(),
        DueAt = row.Value<DateTimeOffset>(),
        OldSecretUntil = row.ValueOrNull<DateTimeOffset>(),
        MissedAt = row.ValueOrNull<DateTimeOffset>(),
    };

    private static T? Member<T>(string? name)
        where T : struct, Enum => name is null ? null : Enum.Parse<T>(name);

    private Task<List<Webhook>> ReadAsync(SqlConditions conditions, CancellationToken cancellationToken, int most = Most) =>
        conditions.ListAsync(
            database,
            $"""
            SELECT {Columns} FROM webhooks AS w WHERE {conditions.Where} ORDER BY w.created_at DESC, w.id DESC
            LIMIT {conditions.Parameter(most)}
            """,
            Read, cancellationToken);

    private ListPage<Webhook> Page(SqlConditions conditions, PageRequest request) => new(new KeysetList<Webhook>
    {
        Database = database,
        From = "webhooks AS w",
        Conditions = conditions,
        Order = Newest,
        Columns = Columns,
        Read = Read,
    }, request);

    private async Task<SqlConditions> SeenAsync(CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        var viewer = await current.GetAsync(cancellationToken);
        conditions.Add(Rights.Sql(viewer, Resource.Webhook, Operation.See, Facts, conditions));
        return conditions;
    }

    private async Task<SqlConditions> OwnConditionsAsync(CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        var conditions = await SeenAsync(cancellationToken);
        conditions.Add($"w.person_id = {conditions.Parameter(person)}");
        return conditions;
    }
}
