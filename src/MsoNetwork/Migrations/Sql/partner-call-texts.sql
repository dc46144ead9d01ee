-- The same languages in both, at least one; the tags are BCP 47.
CREATE FUNCTION partner_call_texts_are_good(titles jsonb, texts jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_typeof(titles) = 'object' AND jsonb_typeof(texts) = 'object' AND
        (SELECT count(*) BETWEEN 1 AND 20 AND bool_and(key ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' AND texts ? key
            AND jsonb_typeof(value) = 'string'
            AND btrim(value #>> '{}') <> '' AND length(value #>> '{}') <= 200) FROM jsonb_each(titles)) AND
        (SELECT bool_and(titles ? key AND jsonb_typeof(value) = 'string' AND btrim(value #>> '{}') <> ''
            AND length(value #>> '{}') <= 5000) FROM jsonb_each(texts)), false)
$$;
