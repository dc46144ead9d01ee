using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.Organisations.Merging;

/// <summary>
/// How each field merges: SQL of what stands (o), what is told (r), and the part that the teller has: alone, leads, follows.
/// </summary>
internal static class MergeRules
{
    public const string Empty = "{}";

    public static string Of(OrganisationField field) => field.Merge switch
    {
        FieldMerge.Value when field.Sensitivity == FieldSensitivity.Contact => Hideable(field.Column, field.Files[0].Header),
        FieldMerge.List when field.Column == "alternate_names" => Untelling(List(field.Column)),
        FieldMerge.Value => Value(field.Column, field.Files[0].Header),
        FieldMerge.List => List(field.Column),
        FieldMerge.Texts => Texts(field.Column),
        _ => OwnRules[field.Column],
    };

    // Where it is and which words tell it hangs together; and some stay what they are unless the leading source tells them.
    private static readonly Dictionary<string, string> OwnRules = new(StringComparer.Ordinal)
    {
        ["name"] = "CASE WHEN part = 'follows' THEN (o).name ELSE (r).name END",
        ["sort_name"] = "CASE WHEN part = 'follows' THEN (o).sort_name ELSE (r).sort_name END",
        ["street"] = "CASE WHEN NOT protect THEN exact_street END",
        ["postcode"] = "CASE WHEN NOT protect THEN exact_postcode END",
        ["town"] = "CASE WHEN protect THEN seat.name WHEN part = 'follows' OR (NOT moves AND NOT 'town' = ANY(@present)) THEN (o).town "
            + "ELSE (r).town END",
        ["municipality_key"] = "seat.key",
        ["location"] = "CASE WHEN protect THEN seat.centre ELSE coalesce(exact_point, around.location, seat.centre) END",
        ["precision"] =
            "CASE WHEN protect THEN 'Municipality' WHEN exact_point IS NOT NULL THEN 'Address' "
            + "WHEN around.location IS NOT NULL THEN 'Postcode' ELSE 'Municipality' END",
        ["location_protected"] = "protect",
        ["keywords"] =
            "kept_words || ARRAY(SELECT word FROM unnest((r).keywords) WITH ORDINALITY AS told (word, nth) "
            + $"WHERE word <> ALL (kept_words) AND NOT {Tells("word")} ORDER BY nth)",
        // Whoever answers for it says so; a file says it of new entries only.
        ["contact_visible_to"] =
            "coalesce(CASE WHEN @own OR (o).id IS NULL THEN (r).contact_visible_to END, (o).contact_visible_to, 'Public')",
        ["status"] = "CASE part WHEN 'follows' THEN (o).status ELSE coalesce((r).status, (o).status, 'Active') END",
    };

    // Whether a keyword tells where a protected place is; what one source hides, no other tells.
    public static string Tells(string word) =>
        $"(protect AND tells_place({word}, towns, concat_ws(', ', exact_street, (r).towns_of_all), told_part, exact_postcode))";

    // Names beside the first one are left out like keywords; what the name itself tells is known.
    private static string Untelling(string names) =>
        $"ARRAY(SELECT one FROM unnest({names}) WITH ORDINALITY AS n (one, nth) WHERE NOT (protect AND tells_place(one, "
        + "concat_ws(' ', towns, (r).name), exact_street, NULL, exact_postcode)) ORDER BY nth)";

    public static string Columns(string? table = null) =>
        string.Join(", ", OrganisationFields.Merged.Select(field => table is null ? field.Column : $"{table}.{field.Column}"));

    // What a source says and another one leads in; of the place and of keywords somebody may be right beside somebody else.
    public static bool IsHeard(OrganisationField field) =>
        field.Merge is FieldMerge.Value or FieldMerge.List or FieldMerge.Texts || field.Column is "name" or "status";

    // Other names of a protected place may have been left out for what they tell, which is said elsewhere.
    public static string Unlike(OrganisationField field) =>
        field.Merge is FieldMerge.List or FieldMerge.Texts
            ? $"CASE WHEN NOT m.{field.Column} @> r.{field.Column} "
                + (field.Column == "alternate_names" ? "AND NOT m.location_protected " : "") + $"THEN '{field.Files[0].Header}' END"
            : $"CASE WHEN r.{field.Column} <> {Standing(field)} THEN '{field.Files[0].Header}' END";

    // A column that the file has not stays as it is; an empty cell clears, but only what no other source may have told.
    private static string Value(string column, string header) =>
        $"CASE WHEN NOT '{header}' = ANY(@present) THEN (o).{column} WHEN part = 'alone' THEN (r).{column} "
        + $"WHEN part = 'leads' THEN coalesce((r).{column}, (o).{column}) ELSE coalesce((o).{column}, (r).{column}) END";

    // What somebody hides stands elsewhere, and a file of what is public, which cannot see it, does not clear it.
    private static string Hideable(string column, string header) =>
        $"CASE WHEN hidden_{column} IS NOT NULL AND (r).{column} IS NULL AND NOT @own THEN hidden_{column} ELSE "
        + Value(column, header).Replace($"(o).{column}", $"coalesce((o).{column}, hidden_{column})", StringComparison.Ordinal) + " END";

    private static string Standing(OrganisationField field) => field.Sensitivity == FieldSensitivity.Contact
        ? $"coalesce(m.hidden_{field.Column}, m.{field.Column})" : $"m.{field.Column}";

    private static string List(string column) =>
        $"coalesce(CASE WHEN NOT '{column}' = ANY(@present) THEN (o).{column} WHEN part = 'alone' THEN (r).{column} "
        + $"WHEN part = 'leads' THEN coalesce(nullif((r).{column}, '{Empty}'), (o).{column}) ELSE coalesce(nullif((o).{column}, "
        + $"'{Empty}'), (r).{column}) END, '{Empty}')";

    private static string Texts(string column) =>
        $"CASE part WHEN 'alone' THEN (coalesce((o).{column}, '{Empty}') - @{column}_tags) || (r).{column} "
        + $"WHEN 'leads' THEN (o).{column} || (r).{column} ELSE (r).{column} || (o).{column} END";

    // What stands, what the row tells, and what is said at last, where there is neither.
    public static string Place(string standing, string told, string header, string last) =>
        $"CASE WHEN moves THEN coalesce({told}, {last}) WHEN elsewhere OR unseen THEN {standing} WHEN NOT '{header}' = ANY(@present) THEN "
            + $"coalesce({standing}, {last}) "
        + $"WHEN part = 'alone' THEN coalesce({told}, {last}) WHEN part = 'leads' THEN coalesce({told}, {standing}, {last}) ELSE "
        + $"coalesce({standing}, {told}, {last}) END";
}
