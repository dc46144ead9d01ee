using System.Globalization;
using System.Text;
using GraphQL.Types;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>A value of an input type of the schema, or what only looks like one; written as JSON or in a document.</summary>
internal sealed class FuzzedValue(Dice dice, IReadOnlyList<string> known)
{
    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "20", "100", "101", "2147483647", "2147483648", "-2147483649", "9007199254740993", "1e309", "-1e309",
        "1.5", "0.1e-400", "51",
    ];

    private sealed record Raw(string Text);

    private sealed record Name(string Text);

    /// <summary>null, bool, string, Raw (a number), Name (of an enum), list, or fields by name.</summary>
    public object? Of(IGraphType type, int depth = 0)
    {
        if (dice.OneIn(40)) return Anything(depth);
        return type switch
        {
            NonNullGraphType { ResolvedType: { } inner } => Of(inner, depth),
            _ when dice.OneIn(12) => null,
            ListGraphType { ResolvedType: { } inner } => Items(inner, depth),
            EnumerationGraphType named when named.Values.Count > 0 =>
                dice.OneIn(20) ? new Name("NOWHERE") : new Name(dice.Of(named.Values.Select(one => one.Name).ToList())),
            IInputObjectGraphType fields => Fields(fields, depth),
            _ => Scalar(type.Name),
        };
    }

    public static string Json(object? value) => Write(value, isJson: true);

    public static string Literal(object? value) => Write(value, isJson: false);

    private List<object?> Items(IGraphType inner, int depth) =>
        [.. Enumerable.Range(0, dice.OneIn(15) ? 60 : dice.Below(4)).Select(_ => Of(inner, depth + 1))];

    private Dictionary<string, object?> Fields(IInputObjectGraphType type, int depth)
    {
        Dictionary<string, object?> fields = [];
        foreach (var field in type.Fields)
        {
            var isNeeded = field.ResolvedType is NonNullGraphType && field.DefaultValue is null;
            if (isNeeded ? !dice.OneIn(30) : depth < 5 && dice.OneIn(3)) fields[field.Name] = Of(field.ResolvedType!, depth + 1);
        }

        if (dice.OneIn(30)) fields["unknown"] = Anything(depth);
        return fields;
    }

    private object Scalar(string name) => name switch
    {
        "Int" or "Float" when !dice.OneIn(15) => new Raw(dice.Of(Numbers)),
        "Boolean" when !dice.OneIn(15) => dice.OneIn(2),
        "ID" => dice.Near(known),
        "GeoJsonPolygon" or "Geometry" or "Polygon" when !dice.OneIn(4) => Polygon(),
        _ => dice.OneIn(2) ? dice.OddText() : dice.Near(known),
    };

    private Dictionary<string, object?> Polygon() => new()
    {
        ["type"] = dice.OneIn(6) ? dice.OddText() : "Polygon",
        ["coordinates"] = new List<object?>
        {
            Enumerable.Range(0, dice.Below(7)).Select(object? (_) => new List<object?>
            {
                new Raw($"{dice.Below(400) - 200}"), new Raw(dice.OneIn(5) ? dice.Of(Numbers) : $"{50 + dice.Below(3)}"),
            }).ToList(),
        },
    };

    private object? Anything(int depth) => dice.Below(7) switch
    {
        0 => null,
        1 => dice.OneIn(2),
        2 => new Raw(dice.Of(Numbers)),
        3 when depth < 6 => new List<object?> { Anything(depth + 1), Anything(depth + 1) },
        4 when depth < 6 => new Dictionary<string, object?> { ["a"] = Anything(depth + 1), ["type"] = Anything(depth + 1) },
        5 => new Name("SOMETHING"),
        _ => dice.OddText(),
    };

    private static string Write(object? value, bool isJson) => value switch
    {
        null => "null",
        bool yes => yes ? "true" : "false",
        Raw number => number.Text,
        Name name => isJson ? Quoted(name.Text) : name.Text,
        string text => Quoted(text),
        List<object?> items => $"[{string.Join(", ", items.Select(one => Write(one, isJson)))}]",
        Dictionary<string, object?> fields =>
            $"{{{string.Join(", ", fields.Select(one => $"{(isJson ? Quoted(one.Key) : one.Key)}: {Write(one.Value, isJson)}"))}}}",
        _ => throw new ArgumentException($"{value} is no value", nameof(value)),
    };

    /// <summary>In quotes, with escapes that JSON and GraphQL share; halves of surrogate pairs are escaped as they are.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var one in text)
        {
            if (one is '"' or '\\') quoted.Append('\\').Append(one);
            else if (one < ' ' || char.IsSurrogate(one)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}");
            else quoted.Append(one);
        }

        return quoted.Append('"').ToString();
    }
}
