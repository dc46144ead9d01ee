-- One log of every committed change, written by the transaction that changes, so that no way in can forget it; docs/decisions.md, 180.
-- A set is what one transaction changed of one subject, by whom and from which source; its changes are one row each.
-- Read by comparing snapshots, so commits may come in any order.
CREATE TABLE change_sets (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    subject text NOT NULL,
    author_kind text NOT NULL,
    author_key text,
    source text,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE INDEX change_sets_transaction ON change_sets (transaction);
-- An insert says nothing but that it was: the row itself says what came, and later changes what it was before.
-- No key: everything of the subject (TRUNCATE). What was erased is named, and its values are gone.
CREATE TABLE changes (
    change_set bigint NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    key text COLLATE "C",
    operation text NOT NULL,
    before jsonb,
    after jsonb,
    erased text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (change_set, seq));
CREATE INDEX changes_key ON changes (key);
-- Up to pruned_to, changes of transactions are gone; next_below were over at marked_at. From unpublished_from on they stay until they are
-- published; null where nobody publishes.
CREATE TABLE change_log (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    pruned_to xid8 NOT NULL,
    next_below xid8 NOT NULL,
    marked_at timestamptz NOT NULL,
    unpublished_from xid8);
CREATE FUNCTION transaction_before(xid8) RETURNS xid8 LANGUAGE sql IMMUTABLE AS $$ SELECT ($1::text::numeric - 1)::text::xid8 $$;
INSERT INTO change_log (pruned_to, next_below, marked_at)
    SELECT transaction_before(pg_snapshot_xmin(pg_current_snapshot())), pg_snapshot_xmin(pg_current_snapshot()), now();
CREATE TABLE logged_tables (name regclass PRIMARY KEY, subject text NOT NULL, unlogged text[] NOT NULL);

-- The set of this transaction for a subject and whoever acts now; the first one of a subject tells those who listen.
CREATE FUNCTION change_set_of(of_subject text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    by_kind text := coalesce(nullif(current_setting('msonet.author_kind', true), ''), 'system');
    by_key text := nullif(current_setting('msonet.author_key', true), '');
    from_source text := nullif(current_setting('msonet.source', true), '');
    this_set bigint;
BEGIN
    SELECT number INTO this_set FROM change_sets WHERE transaction = pg_current_xact_id() AND subject = of_subject
        AND author_kind = by_kind AND author_key IS NOT DISTINCT FROM by_key AND source IS NOT DISTINCT FROM from_source;
    IF FOUND THEN RETURN this_set; END IF;
    INSERT INTO change_sets (subject, author_kind, author_key, source) VALUES (of_subject, by_kind, by_key, from_source)
        RETURNING number INTO this_set;
    PERFORM pg_notify('msonet_changes', of_subject);
    RETURN this_set;
END $$;

-- Makes a table tell its changes: one function and four triggers, set by set, however many rows a statement writes.
-- Unlogged columns never come into the log; {*} says that something changed, and nothing of it.
-- Columns are compared as they are, and only what differs becomes JSON, as to_jsonb of the row would have it. So the function knows the
-- columns of today: a migration that adds one says log_changes_of once more.
CREATE FUNCTION log_changes_of(watched regclass, subject text, unlogged text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $setup$
DECLARE
    keys text[] := ARRAY(SELECT attname::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
        WHERE indrelid = watched AND indisprimary ORDER BY attnum);
    key_of text := (SELECT string_agg(format('%%1$s.%I::text', one), ' || ''/'' || ' ORDER BY nth)
        FROM unnest(keys) WITH ORDINALITY AS k (one, nth));
    same text := (SELECT string_agg(format('f.%1$I = c.%1$I', one), ' AND ') FROM unnest(keys) AS k (one));
    whole text := CASE WHEN '*' = ANY (unlogged) THEN 'NULL' ELSE format('to_jsonb(%%1$s) - %L::text[]', unlogged) END;
    -- What differs between f and c, as the one or the other has it (%%1$s); null when nothing does.
    differing text := (
        SELECT format('nullif((''{'' || concat_ws('','', %s) || ''}'')::jsonb, ''{}'')', string_agg(format(
            'CASE WHEN f.%1$I%2$s IS DISTINCT FROM c.%1$I%2$s THEN %3$L || coalesce(to_json(%%1$s.%1$I)::text, ''null'') END',
            attname, CASE WHEN atttypid IN ('json'::regtype, 'xml'::regtype) THEN '::text' ELSE '' END,
            to_json(attname::text)::text || ':'), ', ' ORDER BY attnum))
        FROM pg_attribute WHERE attrelid = watched AND attnum > 0 AND NOT attisdropped AND attname <> ALL (unlogged));
    logger text := 'log_changes_of_' || watched;
    event text;
BEGIN
    IF '*' = ANY (unlogged) OR differing IS NULL THEN differing := 'NULL::jsonb'; END IF;
    INSERT INTO logged_tables VALUES (watched, subject, unlogged)
        ON CONFLICT (name) DO UPDATE SET subject = excluded.subject, unlogged = excluded.unlogged;
    EXECUTE format($function$
        CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $body$
        DECLARE this_set bigint;
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                INSERT INTO changes (change_set, operation) VALUES (change_set_of(%2$L), 'truncate');
                RETURN NULL;
            END IF;
            IF NOT EXISTS (SELECT FROM changed) THEN RETURN NULL; END IF;
            this_set := change_set_of(%2$L);
            IF TG_OP = 'INSERT' THEN
                INSERT INTO changes (change_set, key, operation) SELECT this_set, %3$s, 'insert' FROM changed AS c;
            ELSIF TG_OP = 'DELETE' THEN
                INSERT INTO changes (change_set, key, operation, before) SELECT this_set, %3$s, 'delete', %5$s FROM changed AS c;
            ELSE
                -- Who got another key was one and is another.
                INSERT INTO changes (change_set, key, operation, before, after)
                SELECT this_set, coalesce(%3$s, %4$s),
                    CASE WHEN c.%9$I IS NULL THEN 'delete' WHEN f.%9$I IS NULL THEN 'insert' ELSE 'update' END,
                    CASE WHEN c.%9$I IS NULL THEN %6$s WHEN f.%9$I IS NOT NULL THEN %7$s END,
                    CASE WHEN c.%9$I IS NOT NULL AND f.%9$I IS NOT NULL THEN %8$s END
                FROM former AS f FULL JOIN changed AS c ON %10$s;
            END IF;
            RETURN NULL;
        END $body$ $function$,
        logger, subject, format(key_of, 'c'), format(key_of, 'f'), format(whole, 'c'), format(whole, 'f'),
        format(differing, 'f'), format(differing, 'c'), keys[1], same);
    FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER logged_on_%s AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
            lower(event), event, watched,
            CASE event WHEN 'INSERT' THEN 'REFERENCING NEW TABLE AS changed' WHEN 'DELETE' THEN 'REFERENCING OLD TABLE AS changed'
                WHEN 'UPDATE' THEN 'REFERENCING OLD TABLE AS former NEW TABLE AS changed' ELSE '' END, logger);
    END LOOP;
END $setup$;

-- Takes values out of the log and leaves the fact. Without fields: all values of it.
CREATE FUNCTION erase_changes(of_subject text, of_key text, fields text[] DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE erased_changes bigint;
BEGIN
    UPDATE changes AS c SET before = c.before - gone.fields, after = c.after - gone.fields,
        erased = ARRAY(SELECT unnest(c.erased) UNION SELECT unnest(gone.fields))
    FROM changes AS o JOIN change_sets AS s ON s.number = o.change_set
        CROSS JOIN LATERAL (SELECT ARRAY(SELECT jsonb_object_keys(coalesce(o.before, '{}') || coalesce(o.after, '{}'))
            INTERSECT SELECT unnest(fields) WHERE fields IS NOT NULL
            UNION SELECT jsonb_object_keys(coalesce(o.before, '{}') || coalesce(o.after, '{}')) WHERE fields IS NULL) AS fields) AS gone
    WHERE s.subject = of_subject AND o.key = of_key AND cardinality(gone.fields) > 0 AND (c.change_set, c.seq) = (o.change_set, o.seq);
    GET DIAGNOSTICS erased_changes = ROW_COUNT;
    RETURN erased_changes;
END $$;

-- The row as it is now, as it is logged; null when there is none (any more).
CREATE FUNCTION logged_row(of_subject text, of_key text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    from_table record;
    found_row jsonb;
BEGIN
    FOR from_table IN SELECT l.name, l.unlogged, string_agg(format('t.%I::text', attname), ' || ''/'' || ' ORDER BY attnum) AS key
        FROM logged_tables AS l JOIN pg_index ON indrelid = l.name AND indisprimary
            JOIN pg_attribute ON attrelid = l.name AND attnum = ANY (indkey)
        WHERE l.subject = of_subject AND NOT '*' = ANY (l.unlogged) GROUP BY l.name LOOP
        EXECUTE format('SELECT to_jsonb(t) - $2 FROM %s AS t WHERE %s = $1', from_table.name, from_table.key)
            INTO found_row USING of_key, from_table.unlogged;
        IF found_row IS NOT NULL THEN RETURN found_row; END IF;
    END LOOP;
    RETURN NULL;
END $$;
