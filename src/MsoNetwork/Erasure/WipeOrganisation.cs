using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>An organisation leaves every table; in the caller's transaction, which the caller commits.</summary>
/// <param name="Mentions">By what files outside are searched.</param>
/// <param name="Paths">Patterns of its addresses here.</param>
/// <param name="Mails">Addresses that mails went to.</param>
internal sealed record WipedOrganisation(Mentions Mentions, string[] Paths, string[] Mails)
{
    /// <returns>Null where there is no such organisation.</returns>
    public static async Task<WipedOrganisation?> RunAsync(
        NpgsqlConnection connection, Guid id, string reason, TimeProvider time, ErasureFiles files, CancellationToken cancellationToken)
    {
        if (await KnownAs.ReadAsync(connection, id, cancellationToken) is not { } known) return null;
        await Tombstones.BuryAsync(connection, known.Buried(), reason, time, files, cancellationToken);
        // What is otherwise never deleted may go now, in this transaction.
        await using (var erasing = new NpgsqlCommand("SELECT set_config('msonet.erasing', 'on', true)", connection))
            await erasing.ExecuteNonQueryAsync(cancellationToken);
        var paths = Array.ConvertAll(known.Slugs, slug => $"/{slug}($|[^a-z0-9-])");
        foreach (var sql in StoredTables.All.Select(table => table.Organisation).OfType<string>())
        {
            await using var erase = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            erase.Parameters.AddWithValue("id", id);
            erase.Parameters.AddWithValue("key", $"{id}");
            foreach (var (name, all) in new[]
            {
                ("names", known.Names), ("slugs", known.Slugs), ("paths", paths), ("mails", known.Mails), ("keys", known.Keys),
                ("encoded", Array.ConvertAll(known.Told, Encoded)),
                ("mentions", known.Mentions.Patterns), ("numbers", known.Mentions.Numbers),
            }) erase.Parameters.AddWithValue(name, all);
            await erase.ExecuteNonQueryAsync(cancellationToken);
        }

        return new(known.Mentions, paths, known.Mails);
    }

    private static string Encoded(string name) =>
        Uri.EscapeDataString(name).Replace("%20", "+", StringComparison.Ordinal).ToLowerInvariant();
}
