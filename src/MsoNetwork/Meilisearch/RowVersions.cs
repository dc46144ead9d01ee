using Npgsql;

namespace MsoNetwork.Meilisearch;

/// <summary>Which version (xmin) of each organisation's row there is, to find out what changed while something long went on.</summary>
internal static class RowVersions
{
    public static async Task<Dictionary<Guid, uint>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT id, xmin FROM organisations", connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new Dictionary<Guid, uint>();
        while (await rows.ReadAsync(cancellationToken)) versions.Add(rows.GetGuid(0), rows.GetFieldValue<uint>(1));
        return versions;
    }

    /// <summary>Rows that are new or other than before.</summary>
    public static Guid[] Changed(Dictionary<Guid, uint> before, Dictionary<Guid, uint> now) =>
        [.. now.Where(row => !before.TryGetValue(row.Key, out var version) || version != row.Value).Select(row => row.Key)];

    public static Guid[] Gone(Dictionary<Guid, uint> before, Dictionary<Guid, uint> now) =>
        [.. before.Keys.Where(id => !now.ContainsKey(id))];
}
