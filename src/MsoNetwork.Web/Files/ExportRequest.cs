using System.Globalization;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.Files;

/// <summary>The parameters of an address that gives a file.</summary>
internal sealed class ExportRequest(IQueryCollection query, string[] known)
{
    public ExportRequest Checked() => query.Keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown
        ? throw NetworkException.Invalid(Short(unknown), $"This address takes only the parameters {string.Join(", ", known)}.") : this;

    public string? One(string name) =>
        query[name].Count <= 1
            ? query[name].FirstOrDefault()
            : throw NetworkException.Invalid(name, $"{name} is given several times; give it once.");

    /// <summary>Several values, each as a parameter of its own or separated by commas; null if there is none.</summary>
    public string[]? Many(string name) =>
        query[name] is { Count: > 0 } values
            ?
            [
                .. values.SelectMany(value =>
                    (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ),
            ]
            : null;

    /// <summary>True or false; null when it is not said.</summary>
    public bool? YesOrNo(string name) => One(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw NetworkException.Invalid(name, $"{name} is true or false."),
    };

    /// <summary>A day; null when it is not said.</summary>
    public DateOnly? Day(string name) => One(name) switch
    {
        null or "" => null, // as a form sends it
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw NetworkException.Invalid(name, $"{name} is a day, for example 2026-11-25."),
    };

    /// <summary>One of an enumeration's values, written as in the schema.</summary>
    public static T Value<T>(string argument, string name)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .Cast<T?>()
            .FirstOrDefault(value => string.Equals(Constant(value.ToString()!), name, StringComparison.OrdinalIgnoreCase))
        ?? throw NetworkException.Invalid(
            argument,
            $"\"{Short(name)}\" is none of {string.Join(", ", Enum.GetNames<T>().Select(Constant))}."
        );

    private static string Constant(string name) => GraphQL.StringExtensions.ToConstantCase(name);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60];
}
