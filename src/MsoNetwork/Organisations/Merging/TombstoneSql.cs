namespace MsoNetwork.Organisations.Merging;

/// <summary>What was erased at its own wish is not imported again; docs/decisions.md, 461.</summary>
internal static class TombstoneSql
{
    /// <summary>
    /// Takes out the rows that are about nobody who is here, but about somebody who was erased: by the source's id, or by name and
    /// municipality. Answers their numbers.
    /// </summary>
    public const string LeaveErased = """
        DELETE FROM import_rows AS r WHERE r.organisation_id IS NULL AND EXISTS (SELECT FROM tombstones) AND EXISTS (
            SELECT FROM tombstones AS t WHERE (t.kind, t.hash) IN (
                ('name', tombstone_hash('name', r.municipality_key || ' ' || r.sort_name)),
                ('source', tombstone_hash('source', CASE WHEN r.external_id <> '' THEN r.source || ' ' || r.external_id END))))
        RETURNING r.row
        """;
}
