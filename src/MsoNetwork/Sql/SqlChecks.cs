namespace MsoNetwork.Sql;

/// <summary>Conditions that tables check.</summary>
public static class SqlChecks
{
    /// <summary>A slug of words and hyphens.</summary>
    public const string PlainSlug = "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120";

    /// <summary>A column that holds members of an enumeration by their names.</summary>
    public static string IsOneOf<T>(string column)
        where T : struct, Enum => $"{column} IN ({string.Join(", ", Enum.GetNames<T>().Select(name => $"'{name}'"))})";
}
