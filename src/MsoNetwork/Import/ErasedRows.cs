using System.Security.Cryptography;
using System.Text;
using MsoNetwork.Duplicates;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Import;

/// <summary>
/// Which rows are about nobody who is here, but about somebody who was erased: by the source's id, or by <see cref="TombstoneFacts"/>.
/// Whoever is here again has registered anew: its row is about that entry.
/// </summary>
internal sealed class ErasedRows
{
    private const string Buried = "SELECT hash FROM tombstones WHERE kind NOT IN ('organisation', 'person')";

    private const string Staged = """
        SELECT row, municipality_key, postcode, name, alternate_names, email, phone, website, source, external_id
        FROM import_rows WHERE organisation_id IS NULL ORDER BY row
        """;

    private readonly HashSet<string> _hashes = [];
    private byte[] _secret = [];

    /// <returns>Their numbers.</returns>
    public static async Task<IReadOnlyList<int>> FindAsync(
        NpgsqlConnection connection, Gazetteer regions, CancellationToken cancellationToken)
    {
        var erased = new ErasedRows();
        await erased.ReadAsync(connection, cancellationToken);
        if (erased._hashes.Count == 0) return [];
        await using var command = new NpgsqlCommand(Staged, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<int>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (erased.Has("source", rows.GetString(9) is { Length: > 0 } id ? $"{rows.GetString(8)} {id}" : null)
                || Facts(rows, regions).IsErased(erased.Has)) found.Add(rows.GetInt32(0));
        }

        return found;
    }

    private static TombstoneFacts Facts(NpgsqlDataReader row, Gazetteer regions)
    {
        string[] Text(int at) => row.IsDBNull(at) ? [] : [row.GetString(at)];
        var (town, others) = (row.GetString(1), row.IsDBNull(4) ? [] : row.GetFieldValue<string[]>(4));
        return new(
            [row.GetString(3), .. others.Where(TombstoneFacts.IsTelling)], [(town, regions.ByKey(town)?.Name)], Text(2))
        {
            Emails = Text(5),
            Phones = Text(6),
            Websites = Text(7),
        };
    }

    private async Task ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (var buried = new NpgsqlCommand(Buried, connection))
        {
            await using var rows = await buried.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) _hashes.Add(Convert.ToHexString(rows.GetFieldValue<byte[]>(0)));
        }

        await using var secret = new NpgsqlCommand("SELECT inner_key FROM tombstone_secret", connection);
        if (await secret.ExecuteScalarAsync(cancellationToken) is byte[] padded) _secret = [.. padded.Select(one => (byte)(one ^ 0x36))];
    }

    // As the database's tombstone_hash: a file has hundreds of thousands of values to ask for.
    private bool Has(string kind, string? value) => value is not null
        && _hashes.Contains(Convert.ToHexString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{kind}:{value}"))));
}
