using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Merging;
using Npgsql;

namespace MsoNetwork.Merges;

/// <summary>The survivor's row gets what is taken of the loser's, while both stand.</summary>
internal sealed class MergedEntry(MergeSession session, MergedPair pair, DateTimeOffset now)
{
    // Nothing of a place that is to be hidden may stand among the keywords and other names.
    private const string Keywords = $"""
        UPDATE organisations AS s SET
            keywords = ARRAY(SELECT one FROM unnest(s.keywords) WITH ORDINALITY AS k (one, nth) WHERE NOT {Tells} ORDER BY nth),
            alternate_names = ARRAY(
                SELECT one FROM unnest(s.alternate_names) WITH ORDINALITY AS k (one, nth) WHERE NOT {Tells} ORDER BY nth)
        FROM regions AS area WHERE area.key = s.municipality_key AND s.id = $1
        """;

    // Names that the log may have, too: what tells the place is never written.
    private const string Names = $"""
        SELECT DISTINCT one FROM organisations AS n JOIN regions AS area ON area.key = n.municipality_key
            CROSS JOIN LATERAL (VALUES (n.name)) AS named (one)
        WHERE n.id IN ($1, $2) AND NOT ($3 AND {Tells})
        """;

    private const string Tells = """
        EXISTS (SELECT FROM protected_places AS p WHERE p.organisation_id IN ($1, $2)
                AND tells_place(one, area.name, p.street, NULL, p.postcode)
            UNION ALL SELECT FROM organisations AS o WHERE o.id IN ($1, $2) AND tells_place(one, area.name, o.street, NULL, o.postcode))
        """;

    private const string Contacts = """
        SELECT coalesce(o.email, h.email), coalesce(o.phone, h.phone), o.contact_visible_to FROM organisations AS o
        LEFT JOIN hidden_contacts AS h ON h.organisation_id = o.id WHERE o.id = $1
        """;

    private const string Hidden = """
        INSERT INTO hidden_contacts (organisation_id, email, phone) VALUES ($1, $2::text, $3::text)
        ON CONFLICT (organisation_id) DO UPDATE SET email = excluded.email, phone = excluded.phone
        """;

    public async Task WriteAsync(bool isSurvivorProtected, bool isLoserProtected)
    {
        var isProtected = isSurvivorProtected || isLoserProtected;
        var names = (await session.ListAsync(Names, row => row.GetString(0), pair.Survivor, pair.Loser, isProtected)).ToArray();
        await PlainAsync();
        await ContactAsync();
        // Of two places the protected one stays: by the other one people would know where not to look, and where it was.
        var takesPlace = isSurvivorProtected == isLoserProtected ? pair.FromLoser.Contains(MergeFields.Place) : isLoserProtected;
        if (isProtected && !isSurvivorProtected) await session.RunAsync(
            "CREATE TEMP TABLE import_open ON COMMIT DROP AS SELECT $1::uuid AS id", pair.Survivor);
        if (isProtected) await session.RunAsync(Keywords, pair.Survivor, pair.Loser);
        if (takesPlace) await PlaceAsync();
        await NameAsync(names);
        if (isProtected && !isSurvivorProtected) await MendSlugAsync();
    }

    private Task<int> PlainAsync()
    {
        var columns = MergeFields.Plain.SelectMany(field => field.Columns.Select(column => pair.FromLoser.Contains(field.Name)
            ? $"{column} = l.{column}"
            : pair.FromSurvivor.Contains(field.Name) || field.Name == "name"
                ? null
                : $"{column} = CASE WHEN coalesce(s.{column}::text, '') IN ('', '{{}}') THEN l.{column} ELSE s.{column} END"));
        return session.RunAsync(
            $"""
            UPDATE organisations AS s SET {string.Join(", ", columns.OfType<string>().Append("updated_at = greatest(s.updated_at, $3)"))}
            FROM organisations AS l WHERE s.id = $1 AND l.id = $2
            """, pair.Survivor, pair.Loser, now);
    }

    // What either of them hides stays hidden.
    private async Task ContactAsync()
    {
        var own = await ContactOfAsync(pair.Survivor);
        var other = await ContactOfAsync(pair.Loser);
        var (takesEmail, takesPhone) = (Takes(MergeFields.Email, own.Email, other.Email), Takes(MergeFields.Phone, own.Phone, other.Phone));
        if (!takesEmail && !takesPhone) return;
        var (email, phone) = (takesEmail ? other.Email : own.Email, takesPhone ? other.Phone : own.Phone);
        var audience = own.Audience > other.Audience ? own.Audience : other.Audience;
        var isPublic = audience == ContactAudience.Public;
        await session.RunAsync(
            "UPDATE organisations SET email = $2::text, phone = $3::text, contact_visible_to = $4 WHERE id = $1",
            pair.Survivor, isPublic ? email : null, isPublic ? phone : null, audience.ToString());
        if (isPublic) await session.RunAsync("DELETE FROM hidden_contacts WHERE organisation_id = $1", pair.Survivor);
        else await session.RunAsync(Hidden, pair.Survivor, email, phone);
    }

    private bool Takes(string field, string? own, string? other) =>
        pair.FromLoser.Contains(field) || (own is null && other is not null && !pair.FromSurvivor.Contains(field));

    private async Task<(string? Email, string? Phone, ContactAudience Audience)> ContactOfAsync(Guid id) =>
        (await session.ListAsync(Contacts, row => (
            row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1),
            Enum.Parse<ContactAudience>(row.GetString(2))), id))[0];

    private async Task PlaceAsync()
    {
        var columns = string.Join(", ", MergeFields.PlaceColumns.Select(column => $"{column} = l.{column}"));
        await session.RunAsync(
            $"UPDATE organisations AS s SET {columns} FROM organisations AS l WHERE s.id = $1 AND l.id = $2", pair.Survivor, pair.Loser);
        await session.RunAsync("DELETE FROM protected_places WHERE organisation_id = $1", pair.Survivor);
        await session.RunAsync("UPDATE protected_places SET organisation_id = $1 WHERE organisation_id = $2", pair.Survivor, pair.Loser);
    }

    // Under its other name it is still found.
    private Task<int> NameAsync(string[] names) => session.RunAsync(
        """
        UPDATE organisations AS s SET alternate_names = s.alternate_names || ARRAY(
            SELECT one FROM unnest($2::text[]) AS one WHERE one <> s.name AND NOT one = ANY (s.alternate_names)) WHERE s.id = $1
        """, pair.Survivor, names);

    private async Task MendSlugAsync()
    {
        await using var mend = new NpgsqlCommand(ProtectedSlugSql.Mend, session.Connection);
        mend.Parameters.AddWithValue("now", now.UtcDateTime);
        await mend.ExecuteNonQueryAsync();
    }
}
