using MsoNetwork.Duplicates;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>
/// Under what an organisation was ever known: its entry, what the log says that stood there before, and all that was merged into it. By
/// this it is searched for, and known again.
/// </summary>
/// <param name="Ids">Its id, and those of all that became part of it.</param>
/// <param name="Facts">What tombstones are made of.</param>
/// <param name="Names">All that it was called, the entry's own first; none that another entry bears today.</param>
/// <param name="Told">The same as others write it: without legal form, where that says enough.</param>
/// <param name="Mentions">How others' texts name it: by names and by addresses that are nobody else's.</param>
/// <param name="Slugs">Its addresses here, the entry's own first.</param>
/// <param name="Mails">Addresses that mails went to, in small letters.</param>
/// <param name="Sources">Sources with the ids that they have given it.</param>
/// <param name="Keys">Ids of all that is its own.</param>
internal sealed record KnownAs(
    string[] Ids,
    TombstoneFacts Facts,
    string[] Names,
    string[] Told,
    Mentions Mentions,
    string[] Slugs,
    string[] Mails,
    string[] Sources,
    string[] Keys)
{
    // A state is the whole row or what of it was another: nth 0 is what stands there now. Merges keep rows as texts of their columns.
    // A former name or address that another entry bears today is that one's.
    private const string Found = """
        WITH RECURSIVE merged (id, rows) AS (
            SELECT @id, NULL::jsonb
            UNION ALL SELECT m.loser_id, m.rows FROM merged JOIN organisation_merges AS m ON m.survivor_id = merged.id),
        own (id) AS (SELECT id FROM merged UNION SELECT old_id FROM organisation_redirects WHERE survivor_id = @id),
        states (nth, row) AS MATERIALIZED (
            SELECT 0, to_jsonb(o) FROM organisations AS o WHERE o.id = @id
            UNION ALL SELECT 0, jsonb_build_object('email', email, 'phone', phone) FROM hidden_contacts WHERE organisation_id = @id
            UNION ALL SELECT 0, jsonb_build_object('email', email) FROM (
                SELECT email FROM contact_persons WHERE organisation_id = @id
                UNION SELECT email FROM mailing_consents WHERE organisation_id = @id
                UNION SELECT email FROM team_invitations WHERE organisation_id = @id) AS one
            UNION ALL SELECT 1, told.row FROM merged, unnest(ARRAY[
                rows #> '{loser,organisations}', rows #> '{loser,hidden_contacts}',
                rows #> '{before,organisations}', rows #> '{before,hidden_contacts}']) AS told (row)
            UNION ALL SELECT 1, jsonb_build_object('email', one->'email')
                FROM merged, unnest(ARRAY['contact_persons', 'mailing_consents', 'team_invitations']) AS name,
                    jsonb_array_elements(rows->'tables'->name->'kept') AS one
            UNION ALL SELECT 1, jsonb_build_object('name', sort_name, 'slug', taken_slug, 'municipality_key', municipality_key)
                FROM organisation_redirects WHERE survivor_id = @id
            UNION ALL SELECT 2, told.row FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set,
                unnest(ARRAY[c.before, c.after]) AS told (row)
                WHERE s.subject = 'Organisation' AND c.key IN (SELECT id::text FROM own)),
        said (nth, kind, value) AS (
            SELECT min(nth), kind, value FROM (
                SELECT nth, kind, CASE kind WHEN 'email' THEN lower(row->>kind) ELSE row->>kind END AS value
                FROM states, unnest(ARRAY['name', 'slug', 'email', 'phone', 'website', 'municipality_key', 'postcode']) AS kind
                UNION ALL SELECT nth, 'alternate', unnest(CASE jsonb_typeof(row->'alternate_names')
                    WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(row->'alternate_names'))
                    WHEN 'string' THEN (row->>'alternate_names')::text[] END) FROM states) AS one
            WHERE value <> '' GROUP BY kind, value),
        ours (nth, kind, value, taken, elsewhere, here) AS (
            SELECT nth, kind, value, x.taken, nth > 0 AND x.taken, nth > 0 AND x.near FROM (
                SELECT CASE kind WHEN 'alternate' THEN nth + 1 ELSE nth END AS nth, kind, value FROM said) AS one,
                LATERAL (SELECT count(*) > 0 AS taken, coalesce(bool_or(municipality_key IN (
                        SELECT value FROM said WHERE kind = 'municipality_key')), false) AS near
                    FROM (SELECT id, municipality_key, name, slug, lower(email) AS email, phone FROM organisations
                        UNION ALL SELECT organisation_id, NULL, NULL, NULL, lower(email), phone FROM hidden_contacts) AS all_of_them
                    WHERE id <> @id AND CASE kind
                        WHEN 'slug' THEN slug WHEN 'email' THEN email WHEN 'phone' THEN phone ELSE name END = one.value) AS x
            WHERE kind IN ('name', 'alternate', 'slug', 'email', 'phone')),
        towns (key, name) AS (
            SELECT value, coalesce((SELECT name FROM regions WHERE key = value), '') FROM said WHERE kind = 'municipality_key')
        SELECT ARRAY(SELECT id::text FROM own),
            ARRAY(SELECT value FROM ours WHERE kind = 'name' AND NOT here),
            ARRAY(SELECT value FROM ours WHERE kind = 'alternate' AND NOT here),
            ARRAY(SELECT value FROM ours WHERE kind IN ('name', 'alternate') AND NOT elsewhere ORDER BY nth, value),
            ARRAY(SELECT value FROM ours WHERE kind = 'slug' AND NOT elsewhere ORDER BY nth, value),
            ARRAY(SELECT value FROM ours WHERE kind = 'email' AND NOT elsewhere),
            ARRAY(SELECT value FROM said WHERE kind = 'phone'), ARRAY(SELECT value FROM said WHERE kind = 'website'),
            ARRAY(SELECT key FROM towns ORDER BY key), ARRAY(SELECT name FROM towns ORDER BY key),
            ARRAY(SELECT value FROM said WHERE kind = 'postcode'),
            ARRAY(SELECT name || ' ' || external_id FROM organisation_sources WHERE organisation_id = o.id AND external_id <> ''),
            ARRAY(
                SELECT id::text FROM own UNION SELECT id::text FROM partner_calls WHERE organisation_id = o.id
                UNION SELECT id::text FROM trainings WHERE organisation_id = o.id
                UNION SELECT r.id::text FROM partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id
                    WHERE o.id IN (r.organisation_id, c.organisation_id)
                UNION SELECT id::text FROM cooperations WHERE o.id IN (from_id, to_id)
                UNION SELECT key FROM changes WHERE ARRAY[before->>'organisation_id', before->>'from_id', before->>'to_id']
                    && ARRAY(SELECT id::text FROM own) AND position('/' IN key) = 0),
            ARRAY(SELECT value FROM ours WHERE kind = 'email' AND NOT taken), ARRAY(SELECT value FROM ours WHERE kind = 'phone' AND NOT taken)
        FROM organisations AS o WHERE o.id = @id FOR UPDATE OF o
        """;

    /// <returns>Null where there is no such organisation.</returns>
    public static async Task<KnownAs?> ReadAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Found, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("id", id);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return null;
        string[] At(int at) => rows.GetFieldValue<string[]>(at);
        string[] names = [.. At(1), .. At(2).Where(TombstoneFacts.IsTelling)];
        var facts = new TombstoneFacts(names, [.. At(8).Zip(At(9), (key, name) => (key, (string?)name))], At(10))
        {
            Emails = At(5),
            Phones = At(6),
            Websites = At(7),
        };
        var (allNames, slugs, mails, sources, keys) = (At(3), At(4), At(5), At(11), At(12));
        var (ownMails, ownPhones, ids, sites) = (At(13), At(14), At(0), At(7));
        await rows.CloseAsync();
        string[] told = [.. (await ToldAsync(connection, id, allNames, cancellationToken)).Where(TombstoneFacts.IsTelling)];
        var ownSites = await OwnAsync(connection, id, [.. sites.Select(Mentions.Site).OfType<string>().Distinct()], cancellationToken);
        return new(ids, facts, allNames, told, Mentions.Of(told, ownMails, ownPhones, ownSites), slugs, mails, sources, keys);
    }

    // Without legal form, unless another entry's name begins so: what is written of that one is not ours.
    private static async Task<IReadOnlyList<string>> ToldAsync(
        NpgsqlConnection connection, Guid id, string[] names, CancellationToken cancellationToken)
    {
        const string Others = """
            SELECT CASE WHEN EXISTS (SELECT FROM organisations
                WHERE id <> @id AND starts_with(lower(name), lower(bare) || ' ')) THEN name ELSE bare END
            FROM unnest(@names, @bare) AS one (name, bare)
            """;
        await using var command = new NpgsqlCommand(Others, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("names", names);
        command.Parameters.AddWithValue("bare", Array.ConvertAll(names, name =>
            Mentions.Bare(name) is var bare && TombstoneFacts.IsTelling(bare) ? bare : name));
        return await command.ListAsync(row => row.Text(), cancellationToken);
    }

    // A host that another entry's website or mail address has is not ours alone.
    private static async Task<IReadOnlyList<string>> OwnAsync(
        NpgsqlConnection connection, Guid id, string[] sites, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT site FROM unnest(@sites) AS site WHERE NOT EXISTS (SELECT FROM organisations
                WHERE id <> @id AND position(site IN lower(concat_ws(' ', website, email))) > 0)
            """;
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("sites", sites);
        return await command.ListAsync(row => row.Text(), cancellationToken);
    }

    /// <summary>What is buried: ids, sources, and what a file may say of it.</summary>
    public IEnumerable<(string Kind, string Value)> Buried() =>
        [.. Ids.Select(one => ("organisation", one)), .. Sources.Select(one => ("source", one)), .. Facts.Buried()];
}
