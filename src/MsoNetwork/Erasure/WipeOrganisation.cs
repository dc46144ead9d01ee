using MsoNetwork.Duplicates;
using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>An organisation leaves every table; in the caller's transaction, which the caller commits.</summary>
/// <param name="Names">What files outside are searched for.</param>
/// <param name="Mails">Addresses that mails went to.</param>
internal sealed record WipedOrganisation(IReadOnlyList<string> Names, string[] Mails)
{
    private static readonly string[] ByName = ["@telling", "@encoded", "@name", "@slug"];

    /// <returns>Null where there is no such organisation.</returns>
    public static async Task<WipedOrganisation?> RunAsync(
        NpgsqlConnection connection, Guid id, string reason, TimeProvider time, ErasureFiles files, CancellationToken cancellationToken)
    {
        if (await KnownAs.ReadAsync(connection, id, cancellationToken) is not { } known) return null;
        await Tombstones.BuryAsync(connection, known.Buried(), reason, time, files, cancellationToken);
        // What is otherwise never deleted may go now, in this transaction.
        await using (var erasing = new NpgsqlCommand("SELECT set_config('msonet.erasing', 'on', true)", connection))
            await erasing.ExecuteNonQueryAsync(cancellationToken);
        foreach (var sql in StoredTables.All.Select(table => table.Organisation).OfType<string>())
        {
            var rounds = ByName.Any(name => sql.Contains(name, StringComparison.Ordinal))
                ? Math.Max(known.Words.Length, known.Slugs.Length) : 1;
            for (var at = 0; at < rounds; at++)
            {
                // Whichever are fewer are asked for again.
                var (name, slug) = (known.Words[Math.Min(at, known.Words.Length - 1)], known.Slugs[Math.Min(at, known.Slugs.Length - 1)]);
                var telling = TombstoneFacts.IsTelling(name) ? name : null;
                await using var erase = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
                erase.Parameters.AddWithValue("id", id);
                erase.Parameters.AddWithValue("key", $"{id}");
                erase.Parameters.AddWithValue("name", name);
                erase.Parameters.AddWithValue("slug", slug);
                erase.Parameters.Add(new NpgsqlParameter<string?>("telling", telling));
                erase.Parameters.Add(new NpgsqlParameter<string?>("encoded", telling is null ? null : Encoded(telling)));
                erase.Parameters.AddWithValue("mails", known.Mails);
                erase.Parameters.AddWithValue("keys", known.Keys);
                await erase.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        return new([.. known.Words.Where(TombstoneFacts.IsTelling), .. known.Slugs], known.Mails);
    }

    private static string Encoded(string name) =>
        Uri.EscapeDataString(name).Replace("%20", "+", StringComparison.Ordinal).ToLowerInvariant();
}
