using MsoNetwork.Organisations.Values;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>What stands of an organisation that is to be changed: what its place and name are read with, and its version.</summary>
internal sealed record StandingOrganisation(Guid Id, string Version, string Name, string Town, string MunicipalityKey, string Municipality)
{
    /// <summary>The place, for who tells none.</summary>
    public ToldPlace Place => new(MunicipalityKey, Municipality, Town, null, null, null);

    public static async Task<StandingOrganisation?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT o.id, o.xmin::text, o.name, o.town, o.municipality_key, area.name
            FROM organisations AS o JOIN regions AS area ON area.key = o.municipality_key WHERE o.id = $1
            """,
            connection
        )
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5))
            : null;
    }
}
