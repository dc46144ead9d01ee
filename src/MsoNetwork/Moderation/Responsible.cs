using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>
/// Whose desk a municipality belongs to: its centre's as long as somebody of it has an account, else the administrators'.
/// </summary>
public sealed class Responsible(NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer)
{
    /// <summary>A condition on <c>cases AS c</c>: no centre that is on board covers its seat.</summary>
    internal const string Nobody = """
        NOT EXISTS (SELECT FROM integration_centres AS k JOIN centre_people AS p ON p.centre_key = k.key
            WHERE starts_with(c.seat, k.region_key) AND NOT starts_with(c.seat, coalesce(k.except_region_key, '-')))
        """;

    /// <summary>The centre's name; null when it is the administrators'.</summary>
    public async Task<string?> CentreAsync(string municipality, CancellationToken cancellationToken)
    {
        const string Staffed = """
            SELECT k.key FROM integration_centres AS k
            WHERE starts_with($1, k.region_key) AND NOT starts_with($1, coalesce(k.except_region_key, '-'))
                AND EXISTS (SELECT FROM centre_people AS p WHERE p.centre_key = k.key) ORDER BY k.key LIMIT 1
            """;
        await using var command = database.CreateCommand(Staffed);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = municipality });
        var keys = await command.ListAsync(row => row.Text(), cancellationToken);
        return keys.Count == 0 ? null : (await gazetteer.GetAsync(cancellationToken)).Centre(keys[0])?.Name;
    }
}
