using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>An organisation leaves every table; in the caller's transaction, which the caller commits.</summary>
/// <param name="Names">What files outside are searched for.</param>
/// <param name="Mails">Addresses that mails went to.</param>
internal sealed record WipedOrganisation(IReadOnlyList<string> Names, string[] Mails)
{
    private const string Facts = """
        SELECT o.name, o.slug, o.municipality_key || ' ' || o.sort_name,
            ARRAY(SELECT DISTINCT lower(mail) FROM (
                SELECT o.email UNION ALL SELECT email FROM hidden_contacts WHERE organisation_id = o.id
                UNION ALL SELECT email FROM contact_persons WHERE organisation_id = o.id
                UNION ALL SELECT email FROM mailing_consents WHERE organisation_id = o.id
                UNION ALL SELECT email FROM team_invitations WHERE organisation_id = o.id) AS one (mail) WHERE mail <> ''),
            ARRAY(SELECT name || ' ' || external_id FROM organisation_sources WHERE organisation_id = o.id AND external_id <> ''),
            ARRAY(
                SELECT o.id::text UNION SELECT id::text FROM partner_calls WHERE organisation_id = o.id
                UNION SELECT id::text FROM trainings WHERE organisation_id = o.id
                UNION SELECT r.id::text FROM partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id
                    WHERE o.id IN (r.organisation_id, c.organisation_id)
                UNION SELECT id::text FROM cooperations WHERE o.id IN (from_id, to_id)
                UNION SELECT key FROM changes WHERE o.id::text IN (
                    before->>'organisation_id', before->>'from_id', before->>'to_id') AND position('/' IN key) = 0)
        FROM organisations AS o WHERE o.id = @id FOR UPDATE
        """;

    /// <returns>Null where there is no such organisation.</returns>
    public static async Task<WipedOrganisation?> RunAsync(
        NpgsqlConnection connection, Guid id, string reason, TimeProvider time, ErasureFiles files, CancellationToken cancellationToken)
    {
        string name, slug, place;
        string[] mails, sources, keys;
        await using (var facts = new NpgsqlCommand(Facts, connection))
        {
            facts.Parameters.AddWithValue("id", id);
            await using var rows = await facts.ExecuteReaderAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken)) return null;
            (name, slug, place) = (rows.GetString(0), rows.GetString(1), rows.GetString(2));
            (mails, sources, keys) = (rows.GetFieldValue<string[]>(3), rows.GetFieldValue<string[]>(4), rows.GetFieldValue<string[]>(5));
        }

        IEnumerable<(string, string)> buried =
        [
            ("organisation", $"{id}"), ("name", place), .. sources.Select(one => ("source", one)), .. mails.Select(one => ("mail", one)),
        ];
        await Tombstones.BuryAsync(connection, buried, reason, time, files, cancellationToken);
        // What is otherwise never deleted may go now, in this transaction.
        await using (var erasing = new NpgsqlCommand("SELECT set_config('msonet.erasing', 'on', true)", connection))
            await erasing.ExecuteNonQueryAsync(cancellationToken);
        foreach (var sql in StoredTables.All.Select(table => table.Organisation).OfType<string>())
        {
            await using var erase = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            erase.Parameters.AddWithValue("id", id);
            erase.Parameters.AddWithValue("key", $"{id}");
            erase.Parameters.AddWithValue("name", name);
            erase.Parameters.AddWithValue("slug", slug);
            erase.Parameters.AddWithValue("mails", mails);
            erase.Parameters.AddWithValue("keys", keys);
            await erase.ExecuteNonQueryAsync(cancellationToken);
        }

        return new([name, slug], mails);
    }
}
