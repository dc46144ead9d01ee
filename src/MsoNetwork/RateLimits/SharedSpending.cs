using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.RateLimits;

/// <summary>
/// Tells other instances on the same database what was spent here, and counts what they tell. Requests never wait for it: what cannot be
/// told is lost, and then each instance counts alone (docs/decisions.md, 481).
/// </summary>
public sealed class SharedSpending(NpgsqlDataSource database, RateLimiter limiter)
{
    // Rows of others are read for longer than a commit takes: their numbers need not become visible in order.
    private const string Read =
        "SELECT number, spent::text FROM rate_limit_spending WHERE instance <> $1 AND at > clock_timestamp() - interval '20 seconds'";

    private const string Tell = "INSERT INTO rate_limit_spending (instance, spent) VALUES ($1, $2)";

    private const string Forget = "DELETE FROM rate_limit_spending WHERE at < clock_timestamp() - interval '1 minute'";

    private readonly Guid _instance = Guid.NewGuid();
    private HashSet<long> _counted = [];

    public async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        limiter.Tidy();
        var spent = limiter.TakeUntold();
        await using var batch = database.CreateBatch();
        if (spent.Count > 0)
        {
            var json = JsonSerializer.Serialize(spent);
            batch.BatchCommands.Add(new(Tell)
            {
                Parameters = { new() { Value = _instance }, new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb } },
            });
        }

        batch.BatchCommands.Add(new(Forget));
        batch.BatchCommands.Add(new(Read) { Parameters = { new() { Value = _instance } } });
        var counted = new HashSet<long>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = reader.GetInt64(0);
            counted.Add(number);
            if (_counted.Contains(number)) continue;
            foreach (var (client, cost) in JsonSerializer.Deserialize<Dictionary<string, long>>(reader.GetString(1))!)
                limiter.Add(client, cost);
        }

        _counted = counted;
    }
}
