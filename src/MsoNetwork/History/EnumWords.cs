using GraphQL;

namespace MsoNetwork.History;

/// <summary>Values of the log in the API's words: CONFIRMED_BY_ORGANISATION, as in its enumerations.</summary>
internal static class EnumWords
{
    private static readonly string[] Fields = ["verification", "legalForm", "status", "contactVisibleTo"];

    public static IReadOnlyList<string> Of(string field, IReadOnlyList<string> values) =>
        Fields.Contains(field, StringComparer.Ordinal) ? [.. values.Select(value => value.ToConstantCase())] : values;
}
