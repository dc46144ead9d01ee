using System.Text;
using GraphQL.Types;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>A document made from the schema, with variables; every fifth is broken somewhere.</summary>
internal sealed class FuzzedDocument(Dice dice, ISchema schema, IReadOnlyList<string> known)
{
    private static readonly string[] Probes = ["outage", "slow", "wrong", "crash", "nothing", "endless"]; // which fail on purpose
    private readonly FuzzedValue _values = new(dice, known);
    private readonly List<(string Name, string Type, string Json)> _variables = [];
    private readonly StringBuilder _fragments = new();
    private int _left = 60; // fields: beyond, all is refused for its cost

    /// <summary>A body of POST.</summary>
    public string Body(out string document)
    {
        document = Text();
        var variables = string.Join(
            ", ", _variables.Where(_ => !dice.OneIn(25)).Select(one => $"{FuzzedValue.Quoted(one.Name)}: {one.Json}"));
        var body = $$"""{"query": {{FuzzedValue.Quoted(document)}}, "variables": { {{variables}} }""";
        if (dice.OneIn(10)) body += $", \"operationName\": {FuzzedValue.Quoted(dice.OneIn(2) ? "Q" : dice.OddText())}";
        object extensions = dice.OneIn(2) ? dice.OddText() : new Dictionary<string, object?>();
        if (dice.OneIn(15)) body += $", \"extensions\": {FuzzedValue.Json(extensions)}";
        body += "}";
        return dice.OneIn(25) ? dice.Changed(body) : dice.OneIn(60) ? $"[{body}, {body}]" : body;
    }

    private string Text()
    {
        if (dice.OneIn(60)) return Deep();
        var changes = dice.OneIn(3);
        var root = (IObjectGraphType)(changes ? schema.Mutation! : schema.Query);
        var selection = Selection(root, 0, dice.Below(changes ? 1 : 3) + 1);
        var declared = _variables.Count == 0 ? "" : $"({string.Join(", ", _variables.Select(one => $"${one.Name}: {one.Type}"))})";
        var text = $"{(changes ? "mutation" : "query")} Q{declared} {selection}{_fragments}";
        return dice.OneIn(5) ? dice.Changed(text) : text;
    }

    private string Deep()
    {
        var depth = 1 << dice.Below(14);
        return dice.Below(4) switch
        {
            0 => string.Concat(Enumerable.Repeat("{ a ", depth)),
            1 => $"{{ organisations(filter: {new string('[', depth)}{new string(']', depth)}) {{ totalCount }} }}",
            2 => "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
            _ => $"{{ {string.Concat(Enumerable.Range(0, Math.Min(depth, 2000)).Select(at => $"a{at}: __typename "))} }}",
        };
    }

    private string Selection(IGraphType type, int depth, int most)
    {
        var text = new StringBuilder("{ ");
        if (dice.OneIn(6) || type is not IComplexGraphType) text.Append("__typename ");
        if (type is IAbstractGraphType several && several.PossibleTypes.Count > 0)
        {
            var one = dice.Of(several.PossibleTypes.ToList());
            if (dice.OneIn(4))
            {
                var inner = Selection(one, depth + 1, 3);
                var name = $"F{_fragments.Length}";
                _fragments.Append($" fragment {name} on {one.Name} {inner}");
                text.Append($"...{name} ");
            }
            else text.Append($"... on {one.Name} {Selection(one, depth + 1, 3)} ");
        }

        if (type is not IComplexGraphType complex) return text.Append('}').ToString();
        var fields = complex.Fields.Where(one => !Probes.Contains(one.Name)).ToList();
        var written = 0;
        for (var at = 0; at < most && fields.Count > 0; at++)
        {
            var field = dice.Of(fields);
            var inner = Inner(field.ResolvedType!);
            var isLeaf = inner is ScalarGraphType;
            if (!isLeaf && (depth > 6 || _left < 0)) continue;
            written++;
            _left--;
            text.Append($"{(dice.OneIn(3) || at > 0 ? $"a{at}: " : "")}{field.Name}{Arguments(field)}{Directive()} ");
            if (!isLeaf) text.Append(Selection(inner, depth + 1, dice.Below(4) + 1)).Append(' ');
        }

        return text.Append(written == 0 ? "__typename }" : "}").ToString();
    }

    private string Arguments(FieldType field)
    {
        List<string> given = [];
        foreach (var argument in field.Arguments ?? [])
        {
            var isNeeded = argument.ResolvedType is NonNullGraphType && argument.DefaultValue is null;
            if (isNeeded ? dice.OneIn(40) : dice.OneIn(2)) continue;
            var isSmall = argument.Name is "first" or "last" && !dice.OneIn(4);
            given.Add($"{argument.Name}: {(isSmall ? $"{dice.Below(5) + 1}" : Value(argument.ResolvedType!))}");
        }

        if (dice.OneIn(60)) given.Add($"unknown: {FuzzedValue.Literal(dice.OddText())}");
        return given.Count == 0 ? "" : $"({string.Join(", ", given)})";
    }

    private string Value(IGraphType type)
    {
        var value = _values.Of(type);
        if (!dice.OneIn(3)) return FuzzedValue.Literal(value);
        var name = $"v{_variables.Count}";
        _variables.Add((name, dice.OneIn(25) ? "[Int!]" : type.ToString()!, FuzzedValue.Json(value)));
        return "$" + name;
    }

    private string Directive() => dice.Below(40) switch
    {
        0 => " @include(if: true)",
        1 => " @skip(if: $nowhere)",
        2 => " @unknown",
        _ => "",
    };

    private static IGraphType Inner(IGraphType type) => type switch
    {
        NonNullGraphType { ResolvedType: { } inner } => Inner(inner),
        ListGraphType { ResolvedType: { } inner } => Inner(inner),
        _ => type,
    };
}
