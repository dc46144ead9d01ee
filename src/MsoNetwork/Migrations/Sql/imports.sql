-- For which of these organisations anything stands beside their own facts: memberships, calls, people, cases; also in tables that come
-- later. Whoever takes organisations back asks it first.
CREATE FUNCTION organisations_in_use(organisations uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
    place record;
BEGIN
    FOR place IN
        SELECT c.oid::regclass AS in_table, a.attname AS in_column FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'organisations'::regclass)
          AND c.oid NOT IN ('organisation_sources'::regclass, 'protected_places'::regclass, 'statements'::regclass,
              'reminders'::regclass, 'published_changes'::regclass)
          AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype
          AND (a.attname = 'organisation_id' OR EXISTS (SELECT FROM pg_constraint AS f
                WHERE f.contype = 'f' AND f.conrelid = c.oid AND f.confrelid = 'organisations'::regclass AND a.attnum = ANY (f.conkey)))
    LOOP
        RETURN QUERY EXECUTE format('SELECT DISTINCT %I FROM %s WHERE %I = ANY ($1)', place.in_column, place.in_table, place.in_column)
            USING organisations;
    END LOOP;
END $$;
