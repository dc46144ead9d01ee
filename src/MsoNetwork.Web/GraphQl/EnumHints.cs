using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;

namespace MsoNetwork.Web.GraphQl;

/// <summary>GraphQL.NET says which enum does not have a value, but not which values it has.</summary>
internal static partial class EnumHints
{
    /// <summary>In an error's data: a sentence that belongs behind its message.</summary>
    public const string Key = "hint";

    private const int MostValues = 12;

    public static void AddTo(IEnumerable<ExecutionError> errors, ISchema schema)
    {
        foreach (var error in errors)
        {
            var found = WrongValue().Match(error.Message);
            if (!found.Success || schema.AllTypes[found.Groups["type"].Value] is not EnumerationGraphType type) continue;
            var values = type.Values.Select(value => value.Name).ToArray();
            var close = StringUtils.SuggestionList(found.Groups["value"].Value.Trim('"').ToUpperInvariant(), values).Take(3).ToArray();
            error.Data[Key] = close.Length > 0
                ? $"Did you mean {string.Join(" or ", close)}?"
                : $"It takes {string.Join(", ", values.Take(MostValues))}{(values.Length > MostValues ? " …" : "")}.";
        }
    }

    [GeneratedRegex("""Expected type '(?<type>\w+)', found (?<value>"?\w*)|Unable to convert '(?<value>[^']*)' to '(?<type>\w+)'""")]
    private static partial Regex WrongValue();
}
