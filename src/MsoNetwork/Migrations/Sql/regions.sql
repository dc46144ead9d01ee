-- The regions an organisation reaches: each of its regions with all that contain it (AGS is a prefix code).
CREATE FUNCTION region_prefixes(keys text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT left(key, digits) COLLATE "C"), '{}')
    FROM unnest(keys) AS key, unnest(ARRAY[2, 3, 5, 8]) AS digits WHERE length(key) >= digits
$$;
