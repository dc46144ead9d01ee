using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>An organisation leaves every table; in the caller's transaction, which the caller commits.</summary>
/// <param name="Names">What files outside are searched for.</param>
/// <param name="Mails">Addresses that mails went to.</param>
internal sealed record WipedOrganisation(IReadOnlyList<string> Names, string[] Mails)
{
    // Whom it consists of: itself, and all that were merged into it.
    private const string Facts = """
        WITH RECURSIVE merged (id, row) AS (
            SELECT id, jsonb_build_object('name', name, 'slug', slug, 'municipality_key', municipality_key, 'sort_name', sort_name)
            FROM organisations WHERE id = @id
            UNION ALL SELECT m.loser_id, m.rows->'loser'->'organisations'
            FROM merged JOIN organisation_merges AS m ON m.survivor_id = merged.id),
        own AS (SELECT array_agg(id) AS ids FROM merged)
        SELECT ARRAY(SELECT row->>'name' FROM merged ORDER BY id), ARRAY(SELECT row->>'slug' FROM merged ORDER BY id),
            ARRAY(SELECT concat_ws(' ', row->>'municipality_key', row->>'sort_name') FROM merged ORDER BY id),
            ARRAY(SELECT DISTINCT lower(mail) FROM (
                SELECT o.email UNION ALL SELECT email FROM hidden_contacts WHERE organisation_id = o.id
                UNION ALL SELECT email FROM contact_persons WHERE organisation_id = o.id
                UNION ALL SELECT email FROM mailing_consents WHERE organisation_id = o.id
                UNION ALL SELECT email FROM team_invitations WHERE organisation_id = o.id) AS one (mail) WHERE mail <> ''),
            ARRAY(SELECT name || ' ' || external_id FROM organisation_sources WHERE organisation_id = o.id AND external_id <> ''),
            ARRAY(
                SELECT unnest(own.ids)::text UNION SELECT id::text FROM partner_calls WHERE organisation_id = o.id
                UNION SELECT id::text FROM trainings WHERE organisation_id = o.id
                UNION SELECT r.id::text FROM partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id
                    WHERE o.id IN (r.organisation_id, c.organisation_id)
                UNION SELECT id::text FROM cooperations WHERE o.id IN (from_id, to_id)
                UNION SELECT key FROM changes WHERE ARRAY[before->>'organisation_id', before->>'from_id', before->>'to_id']
                    && own.ids::text[] AND position('/' IN key) = 0)
        FROM organisations AS o, own WHERE o.id = @id FOR UPDATE OF o
        """;

    /// <summary>Letters and words that a name needs to be looked for in what others wrote.</summary>
    private const int TellingLetters = 10, TellingWords = 2;

    /// <returns>Null where there is no such organisation.</returns>
    public static async Task<WipedOrganisation?> RunAsync(
        NpgsqlConnection connection, Guid id, string reason, TimeProvider time, ErasureFiles files, CancellationToken cancellationToken)
    {
        string[] names, slugs, places, mails, sources, keys;
        await using (var facts = new NpgsqlCommand(Facts, connection))
        {
            facts.Parameters.AddWithValue("id", id);
            await using var rows = await facts.ExecuteReaderAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken)) return null;
            (names, slugs, places) = (rows.GetFieldValue<string[]>(0), rows.GetFieldValue<string[]>(1), rows.GetFieldValue<string[]>(2));
            (mails, sources, keys) = (rows.GetFieldValue<string[]>(3), rows.GetFieldValue<string[]>(4), rows.GetFieldValue<string[]>(5));
        }

        IEnumerable<(string, string)> buried =
        [
            ("organisation", $"{id}"), .. places.Select(one => ("name", one)),
            .. sources.Select(one => ("source", one)), .. mails.Select(one => ("mail", one)),
        ];
        await Tombstones.BuryAsync(connection, buried, reason, time, files, cancellationToken);
        // What is otherwise never deleted may go now, in this transaction.
        await using (var erasing = new NpgsqlCommand("SELECT set_config('msonet.erasing', 'on', true)", connection))
            await erasing.ExecuteNonQueryAsync(cancellationToken);
        foreach (var (sql, at) in
            from sql in StoredTables.All.Select(table => table.Organisation).OfType<string>()
            from at in Enumerable.Range(0, names.Length)
            select (sql, at))
        {
            await using var erase = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            erase.Parameters.AddWithValue("id", id);
            erase.Parameters.AddWithValue("key", $"{id}");
            erase.Parameters.AddWithValue("name", names[at]);
            erase.Parameters.AddWithValue("slug", slugs[at]);
            erase.Parameters.Add(new NpgsqlParameter<string?>("telling", IsTelling(names[at]) ? names[at] : null));
            erase.Parameters.Add(new NpgsqlParameter<string?>("encoded", IsTelling(names[at]) ? Encoded(names[at]) : null));
            erase.Parameters.AddWithValue("mails", mails);
            erase.Parameters.AddWithValue("keys", keys);
            await erase.ExecuteNonQueryAsync(cancellationToken);
        }

        return new([.. names.Where(IsTelling), .. slugs], mails);
    }

    private static string Encoded(string name) =>
        Uri.EscapeDataString(name).Replace("%20", "+", StringComparison.Ordinal).ToLowerInvariant();

    private static bool IsTelling(string name) =>
        name.Count(char.IsLetter) >= TellingLetters && name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= TellingWords;
}
