using MsoNetwork.Changes;

namespace MsoNetwork.ChangeFeed;

/// <summary>
/// What is new in the log becomes rows of the feed, in one statement. $1: the snapshot of the last time, $2: subjects, $3 and $4: columns
/// and their names, $5: the last position.
/// </summary>
/// <remarks>
/// Order: whoever changes an organisation waits until the one before has committed, and numbers of changes (seq) are given behind that. So
/// transactions in the order of their last changes never stand before one that they have seen. What is gone by now has its regions
/// and topics from its last row in the log; what it was before, from the first change that says.
/// </remarks>
internal static class PublishSql
{
    public const string Publish = $$"""
        WITH seen AS MATERIALIZED (
            SELECT s.transaction, s.subject, left(c.key, 36)::uuid AS id, c.key, c.seq, c.operation, c.before, c.after, c.erased,
                max(c.seq) OVER (PARTITION BY s.transaction) AS turn
            FROM (SELECT number, transaction, subject FROM change_sets WHERE {{ChangeLog.IsSince}} AND subject = ANY($2)) AS s
                JOIN changes AS c ON c.change_set = s.number
            WHERE c.key IS NOT NULL),
        own AS (
            SELECT transaction, turn, id, seq, operation, before, after, erased FROM seen WHERE subject = '{{ChangeSubject.Organisation}}'),
        touched AS (
            SELECT transaction, turn, id, seq, operation, NULL AS field FROM own
            UNION ALL SELECT o.transaction, o.turn, o.id, o.seq, NULL, n.name
            FROM own AS o CROSS JOIN LATERAL (
                    SELECT jsonb_object_keys(coalesce(o.before, '{}') || coalesce(o.after, '{}'))
                    UNION SELECT unnest(o.erased)) AS k (name)
                JOIN unnest($3::text[], $4::text[]) AS n (column_name, name) ON n.column_name = k.name
            WHERE o.operation = 'update'
            UNION ALL SELECT transaction, turn, id, seq, NULL, '{{PublishedFields.Sources}}' FROM seen
            WHERE subject = '{{ChangeSubject.OrganisationSource}}' AND (operation <> 'update' OR before - 'retrieved_on' <> '{}')
            UNION ALL SELECT transaction, turn, id, seq, NULL, '{{PublishedFields.Logo}}' FROM seen
            WHERE subject = '{{ChangeSubject.OrganisationLogo}}' AND (operation <> 'update' OR before <> '{}')
            UNION ALL SELECT transaction, turn, id, seq, NULL, '{{PublishedFields.MemberOf}}' FROM seen
            WHERE subject = '{{ChangeSubject.Membership}}'
            UNION ALL SELECT transaction, turn, split_part(key, '/', 2)::uuid, seq, NULL, '{{PublishedFields.Members}}' FROM seen
            WHERE subject = '{{ChangeSubject.Membership}}'
            UNION ALL SELECT o.transaction, o.turn, r.survivor_id, o.seq, NULL, '{{PublishedFields.MergedFrom}}'
            FROM own AS o JOIN organisation_redirects AS r ON r.old_id = o.id WHERE o.operation = 'delete'
            UNION ALL SELECT o.transaction, o.turn, s.id, o.seq, NULL, '{{PublishedFields.MergedFrom}}'
            FROM own AS o CROSS JOIN LATERAL (
                    SELECT survivor_id FROM published_changes WHERE organisation_id = o.id ORDER BY position DESC LIMIT 1) AS last
                JOIN organisations AS s ON s.id = last.survivor_id
            WHERE o.operation = 'insert'),
        happened AS (
            SELECT turn, id, max(seq) AS seq,
                (array_agg(operation ORDER BY seq) FILTER (WHERE operation IS NOT NULL))[1] AS first,
                (array_agg(operation ORDER BY seq DESC) FILTER (WHERE operation IS NOT NULL))[1] AS last,
                coalesce(array_agg(DISTINCT field ORDER BY field) FILTER (WHERE field IS NOT NULL), '{}') AS fields
            FROM touched GROUP BY transaction, turn, id),
        told AS (
            SELECT turn, id, seq, r.survivor_id, h.fields, CASE
                WHEN first = 'insert' THEN CASE WHEN last <> 'delete' THEN 'CREATED' END
                WHEN last = 'delete' THEN CASE WHEN r.old_id IS NULL THEN 'REMOVED' ELSE 'MERGED' END
                WHEN first = 'delete' OR cardinality(h.fields) > 0 THEN 'UPDATED' END AS kind
            FROM happened AS h LEFT JOIN organisation_redirects AS r ON r.old_id = h.id),
        stood AS (
            SELECT id,
                (array_agg(before ->> 'municipality_key' ORDER BY seq) FILTER (WHERE before ? 'municipality_key'))[1] AS former_town,
                (array_agg(before -> 'topics' ORDER BY seq) FILTER (WHERE before ? 'topics'))[1] AS former_topics,
                (array_agg(before ORDER BY seq DESC) FILTER (WHERE operation = 'delete'))[1] AS gone
            FROM own GROUP BY id),
        placed AS (
            SELECT t.*, row_number() OVER (ORDER BY t.turn, t.seq, t.id) AS nth,
                row_number() OVER (PARTITION BY t.id ORDER BY t.turn, t.seq) = 1 AS is_first,
                coalesce(o.municipality_key, s.gone ->> 'municipality_key') AS town, s.former_town,
                coalesce(o.topics, CASE WHEN s.gone ? 'topics'
                    THEN ARRAY(SELECT jsonb_array_elements_text(s.gone -> 'topics')) END) AS topics,
                CASE WHEN s.former_topics IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(s.former_topics)) END AS former_topics
            FROM told AS t LEFT JOIN stood AS s ON s.id = t.id LEFT JOIN organisations AS o ON o.id = t.id
            WHERE t.kind IS NOT NULL)
        INSERT INTO published_changes (position, organisation_id, kind, fields, survivor_id, regions, topics,
            former_regions, former_topics, published_at)
        SELECT $5 + nth, id, kind, CASE WHEN kind = 'UPDATED' AND town IS NOT NULL THEN fields ELSE '{}' END,
            CASE WHEN kind = 'MERGED' THEN survivor_id END, CASE WHEN town IS NOT NULL THEN region_prefixes(ARRAY[town]) END, topics,
            CASE WHEN kind = 'CREATED' THEN '{}' WHEN town IS NULL THEN NULL
                WHEN is_first THEN region_prefixes(ARRAY[coalesce(former_town, town)]) ELSE region_prefixes(ARRAY[town]) END,
            CASE WHEN kind = 'CREATED' THEN '{}' WHEN topics IS NULL THEN NULL
                WHEN is_first THEN coalesce(former_topics, topics) ELSE topics END,
            clock.now
        FROM placed, (SELECT clock_timestamp() AS now) AS clock
        """;
}
