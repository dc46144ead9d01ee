-- The vocabularies and regions that an external search's documents were made with: their labels stand in them.
CREATE FUNCTION search_reference() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat(
        (SELECT md5(string_agg(concat_ws('|', key, name, designation), '#' ORDER BY key)) FROM regions),
        (SELECT md5(string_agg(concat_ws('|', region_key, language, name, is_landscape), '#' ORDER BY region_key, language, name)) FROM region_names),
        (SELECT md5(string_agg(concat_ws('|', vocabulary, key, broader), '#' ORDER BY vocabulary, key)) FROM terms),
        (SELECT md5(string_agg(concat_ws('|', vocabulary, key, language, label, synonyms::text), '#' ORDER BY vocabulary, key, language))
            FROM term_labels))
$$;
