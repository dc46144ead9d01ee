using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>
/// Everything that is stored about the person who asks, table by table (Art. 15 and 20 GDPR), from <see cref="StoredTables"/>.
/// </summary>
public sealed class StoredAboutMe(DbContext context, NpgsqlDataSource database, CurrentViewer current, RetentionPeriods periods)
{
    /// <returns>By table its rows; tables without one are left out. Secrets are told as such, not with their value.</returns>
    public async Task<JsonObject> RunAsync(CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        var mail = await context.Set<Person>().Where(one => one.Id == person).Select(one => one.Email!).SingleAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = new JsonObject();
        foreach (var table in StoredTables.All.Where(one => one.About is not null))
        {
            await using var command = new NpgsqlCommand(
                $"SELECT coalesce(jsonb_agg(to_jsonb(t) - @secret), '[]')::text FROM {table.Name} AS t WHERE {table.About}", connection);
            command.Parameters.AddWithValue("secret", table.Secret);
            command.Parameters.AddWithValue("id", person);
            command.Parameters.AddWithValue("key", $"{person}");
            command.Parameters.AddWithValue("mail", mail.ToLowerInvariant());
            var rows = JsonNode.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!)!.AsArray();
            if (rows.Count == 0) continue;
            found[table.Name] = new JsonObject { ["what"] = table.What, ["kept"] = table.Kept(periods), ["rows"] = rows };
        }

        return found;
    }
}
