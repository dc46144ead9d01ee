using System.Globalization;
using CsvHelper;
using Npgsql;

namespace MsoNetwork.Vocabularies;

/// <summary>
/// Loads seeds/vocabularies; running it again changes only what differs. Terms that left the files stay while they are used.
/// </summary>
public static class SeedVocabularies
{
    private static readonly (VocabularyName Name, string File)[] Files =
    [
        (VocabularyName.Topics, "topics"),
        (VocabularyName.TargetGroups, "target-groups"),
        (VocabularyName.Offers, "offers"),
        (VocabularyName.OrganisationKinds, "organisation-kinds"),
        (VocabularyName.Languages, "languages"),
        (VocabularyName.Origins, "origins"),
    ];

    /// <summary>Reads the folder's CSV files in one transaction: all of them or none.</summary>
    public static async Task RunAsync(NpgsqlDataSource database, string folder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LoadAsync(connection, folder, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The same in the transaction of the connection.</summary>
    public static async Task LoadAsync(NpgsqlConnection connection, string folder, CancellationToken cancellationToken)
    {
        foreach (var (name, file) in Files)
        {
            var terms = Rows(Path.Combine(folder, file + ".csv"), "key", "broader", "position");
            await RunAsync(connection, """
                INSERT INTO terms (vocabulary, key, position)
                SELECT @vocabulary, key, position::int FROM unnest(@a, @b) AS row (key, position)
                ON CONFLICT (vocabulary, key) DO UPDATE SET position = excluded.position
                """, name, terms[0], terms[2], cancellationToken);
            await RunAsync(connection, """
                UPDATE terms SET broader = nullif(row.broader, '') FROM unnest(@a, @b) AS row (key, broader)
                WHERE terms.vocabulary = @vocabulary AND terms.key = row.key AND terms.broader IS DISTINCT FROM nullif(row.broader, '')
                """, name, terms[0], terms[1], cancellationToken);
            await SeedLabelsAsync(connection, name, Path.Combine(folder, file + ".labels.csv"), cancellationToken);
        }
    }

    private static async Task SeedLabelsAsync(
        NpgsqlConnection connection,
        VocabularyName name,
        string path,
        CancellationToken cancellationToken
    )
    {
        var labels = Rows(path, "key", "language", "label", "reviewed", "synonyms");
        await using var command = new NpgsqlCommand("""
            DELETE FROM term_labels WHERE vocabulary = $1;
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name.ToString() });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var insert = new NpgsqlCommand("""
            INSERT INTO term_labels (vocabulary, key, language, label, reviewed, synonyms)
            SELECT $1, key, language, label, reviewed = 'yes', array_remove(string_to_array(synonyms, '|'), '')
            FROM unnest($2, $3, $4, $5, $6) AS row (key, language, label, reviewed, synonyms)
            """, connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = name.ToString() });
        foreach (var column in labels) insert.Parameters.Add(new NpgsqlParameter { Value = column.ToArray() });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        VocabularyName name,
        List<string> a,
        List<string> b,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("vocabulary", name.ToString());
        command.Parameters.AddWithValue("a", a.ToArray());
        command.Parameters.AddWithValue("b", b.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static List<string>[] Rows(string path, params string[] columns)
    {
        var values = columns.Select(_ => new List<string>()).ToArray();
        if (!File.Exists(path)) return values;
        using var csv = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            for (var i = 0; i < columns.Length; i++) values[i].Add(csv.GetField(columns[i]) ?? "");
        }

        return values;
    }
}
