using System.Globalization;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>Keyed hashes by which what was erased is known again; docs/decisions.md, 461.</summary>
internal static class Tombstones
{
    private const string Bury = """
        WITH told AS (
            INSERT INTO tombstones (kind, hash, reason, erased_on)
            SELECT DISTINCT kind, tombstone_hash(kind, value), @reason, @day FROM unnest(@kinds, @values) AS one (kind, value)
            ON CONFLICT (kind, hash) DO UPDATE SET reason = excluded.reason RETURNING kind, hash)
        SELECT encode(tombstone_hash('secret', ''), 'hex'), kind, encode(hash, 'hex') FROM told
        """;

    private const string Raise = """
        INSERT INTO tombstones (kind, hash, reason, erased_on)
        SELECT kind, decode(hash, 'hex'), reason, day FROM unnest(@secrets, @kinds, @hashes, @reasons, @days)
            AS line (secret, kind, hash, reason, day)
        WHERE secret = encode(tombstone_hash('secret', ''), 'hex') ON CONFLICT DO NOTHING
        """;

    /// <summary>Writes hashes of values into the table, and into the file before anything is committed.</summary>
    public static async Task BuryAsync(
        NpgsqlConnection connection, IEnumerable<(string Kind, string Value)> values, string reason, TimeProvider time, ErasureFiles files,
        CancellationToken cancellationToken)
    {
        var told = values.ToList();
        await using var bury = new NpgsqlCommand(Bury, connection);
        bury.Parameters.AddWithValue("reason", reason);
        bury.Parameters.AddWithValue("day", time.Today());
        bury.Parameters.AddWithValue("kinds", told.Select(one => one.Kind).ToArray());
        bury.Parameters.AddWithValue("values", told.Select(one => one.Value).ToArray());
        var lines = new List<string>();
        await using (var rows = await bury.ExecuteReaderAsync(cancellationToken))
        {
            var day = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            while (await rows.ReadAsync(cancellationToken))
                lines.Add(string.Join(' ', rows.GetString(0), rows.GetString(1), rows.GetString(2), reason, day));
        }

        files.Append(lines);
    }

    /// <summary>Takes what the file knows and the table does not: after an older backup was restored.</summary>
    public static async Task RaiseAsync(NpgsqlConnection connection, ErasureFiles files, CancellationToken cancellationToken)
    {
        var lines = files.Lines().Select(line => line.Split(' ')).Where(parts => parts.Length == 5 && Day(parts[4]) is not null).ToList();
        if (lines.Count == 0) return;
        await using var raise = new NpgsqlCommand(Raise, connection);
        foreach (var (name, at) in new[] { ("secrets", 0), ("kinds", 1), ("hashes", 2), ("reasons", 3) })
            raise.Parameters.AddWithValue(name, lines.Select(parts => parts[at]).ToArray());
        raise.Parameters.AddWithValue("days", lines.Select(parts => Day(parts[4])!.Value).ToArray());
        await raise.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
