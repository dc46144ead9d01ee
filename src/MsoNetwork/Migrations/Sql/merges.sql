-- Who was merged into whom: docs/duplicates.md. Here stands what everything that finds organisations follows: one step, also after chains.
-- A slug that would tell a protected place leads nowhere (old_slug is null), and nobody else gets it (taken_slug).
-- By name and municipality the next file of a source without ids finds the survivor.
CREATE TABLE organisation_redirects (
    old_id uuid PRIMARY KEY,
    old_slug text COLLATE "C" UNIQUE,
    survivor_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    merged_at timestamptz NOT NULL,
    taken_slug text COLLATE "C" NOT NULL UNIQUE,
    sort_name text NOT NULL,
    municipality_key text NOT NULL);
CREATE INDEX organisation_redirects_survivor ON organisation_redirects (survivor_id);
CREATE INDEX organisation_redirects_name ON organisation_redirects (municipality_key, sort_name);

-- What a merge took and moved, so that it can be undone. rows: "loser" (its row), "before" and "after" (the survivor's), "moved" (by table:
-- key and columns) and "kept" (by table: whole rows that the survivor had already, or that would tie it to itself).
CREATE TABLE organisation_merges (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    survivor_id uuid NOT NULL,
    loser_id uuid NOT NULL UNIQUE,
    merged_at timestamptz NOT NULL,
    logged_up_to bigint NOT NULL,
    rows jsonb NOT NULL);
CREATE INDEX organisation_merges_survivor ON organisation_merges (survivor_id);

-- Columns that are written, each as text, so that a row comes back to the bit.
CREATE FUNCTION written_columns(of_table regclass) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = of_table AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;
CREATE FUNCTION key_columns(of_table regclass) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(attname::text ORDER BY attnum) FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = of_table AND indisprimary
$$;
-- An expression over the row t.
CREATE FUNCTION texts_of(columns text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format('jsonb_object(%L::text[], ARRAY[%s])', columns, (SELECT string_agg(format('t.%I::text', one), ', ') FROM unnest(columns) AS one))
$$;

-- Rows of one organisation become another one's, each by itself: what the other has already, or what would tie it to itself, is kept
-- aside. Columns that follow (who did it) change in the same rows only.
CREATE FUNCTION move_rows(in_table regclass, owners text[], follow text[], loser uuid, survivor uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    keys text[] := key_columns(in_table);
    moving text[] := owners || follow;
    is_own text := (SELECT string_agg(format('t.%I = $1', one), ' OR ') FROM unnest(owners) AS one);
    changes text := (SELECT string_agg(format('%1$I = CASE WHEN t.%1$I = $1 THEN $2 ELSE t.%1$I END', one), ', ') FROM unnest(moving) AS one);
    touched text := format('array_remove(ARRAY[%s], NULL)',
        (SELECT string_agg(format('CASE WHEN t.%I = $1 THEN %L END', one, one), ', ') FROM unnest(moving) AS one));
    spot tid;
    which text[];
    whole jsonb;
    key jsonb;
    moved jsonb := '[]';
    kept jsonb := '[]';
BEGIN
    FOR spot, which, whole IN EXECUTE format('SELECT t.ctid, %s, %s FROM %s AS t WHERE %s FOR UPDATE',
        touched, texts_of(written_columns(in_table)), in_table, is_own) USING loser LOOP
        BEGIN
            EXECUTE format('UPDATE %s AS t SET %s WHERE t.ctid = $3 RETURNING %s', in_table, changes, texts_of(keys))
                INTO key USING loser, survivor, spot;
            moved := moved || jsonb_build_object('key', key, 'columns', to_jsonb(which));
        EXCEPTION WHEN unique_violation OR check_violation THEN
            EXECUTE format('DELETE FROM %s AS t WHERE t.ctid = $1', in_table) USING spot;
            kept := kept || whole;
        END;
    END LOOP;
    RETURN jsonb_build_object('moved', moved, 'kept', kept);
END $$;

-- A row that was kept aside comes back, unless it is there. A person who has gone is named no more; what was only about them stays away.
CREATE FUNCTION put_back(in_table regclass, whole jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    names text[] := (SELECT array_agg(one) FROM unnest(written_columns(in_table)) AS one WHERE whole ? one);
    column_of record;
    done int;
BEGIN
    FOR column_of IN SELECT a.attname::text AS name, a.attnotnull AS needed FROM pg_constraint AS f
        JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
        WHERE f.contype = 'f' AND f.conrelid = in_table AND f.confrelid = 'persons'::regclass LOOP
        CONTINUE WHEN whole ->> column_of.name IS NULL;
        CONTINUE WHEN EXISTS (SELECT FROM persons WHERE id = (whole ->> column_of.name)::uuid);
        IF column_of.needed THEN RETURN false; END IF;
        whole := whole || jsonb_build_object(column_of.name, NULL);
    END LOOP;
    EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s ON CONFLICT DO NOTHING', in_table,
        (SELECT string_agg(quote_ident(one), ', ') FROM unnest(names) AS one),
        (SELECT string_agg(format('($1 ->> %L)::%s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY array_position(names, attname::text))
            FROM pg_attribute WHERE attrelid = in_table AND attname = ANY (names))) USING whole;
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done > 0;
EXCEPTION WHEN foreign_key_violation OR unique_violation OR check_violation THEN RETURN false;
END $$;

-- A row goes back to whose it was, in the columns that were changed, as far as it is still the survivor's.
CREATE FUNCTION move_back(in_table regclass, moved jsonb, loser uuid, survivor uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    keys text[] := key_columns(in_table);
    columns text[] := ARRAY(SELECT jsonb_array_elements_text(moved -> 'columns'));
    done int;
BEGIN
    EXECUTE format('UPDATE %s AS t SET %s WHERE %s AND (%s)', in_table,
        (SELECT string_agg(format('%1$I = CASE WHEN t.%1$I = $2 THEN $1 ELSE t.%1$I END', one), ', ') FROM unnest(columns) AS one),
        (SELECT string_agg(format('t.%I = ($3 ->> %L)::%s', attname, attname, format_type(atttypid, atttypmod)), ' AND ')
            FROM pg_attribute WHERE attrelid = in_table AND attname = ANY (keys)),
        (SELECT string_agg(format('t.%I = $2', one), ' OR ') FROM unnest(columns) AS one)) USING loser, survivor, moved -> 'key';
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done > 0;
EXCEPTION WHEN unique_violation OR check_violation THEN RETURN false;
END $$;

-- The written columns of one row.
CREATE FUNCTION row_texts(in_table regclass, by_column text, id uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE found_row jsonb;
BEGIN
    EXECUTE format('SELECT %s FROM %s AS t WHERE t.%I = $1', texts_of(written_columns(in_table)), in_table, by_column)
        INTO found_row USING id;
    RETURN found_row;
END $$;

-- Columns of a row as they were.
CREATE FUNCTION put_columns(in_table regclass, by_column text, id uuid, whole jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('UPDATE %s AS t SET %s WHERE t.%I = $1', in_table,
        (SELECT string_agg(format('%I = ($2 ->> %L)::%s', attname, attname, format_type(atttypid, atttypmod)), ', ')
            FROM pg_attribute WHERE attrelid = in_table AND attnum > 0 AND whole ? attname::text), by_column) USING id, whole;
END $$;
