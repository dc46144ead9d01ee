using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.House;

/// <summary>Files of one room that know each other in a circle.</summary>
internal static partial class Cycles
{
    /// <summary>Each circle's room and files, the largest first.</summary>
    public static IReadOnlyList<(string Room, IReadOnlyList<string> Files)> Of(
        IEnumerable<CompiledType> types, IReadOnlyDictionary<string, string> files)
    {
        string FileOf(string type) => files.GetValueOrDefault(type.Split('`')[0], type);
        var found = new List<(string Room, IReadOnlyList<string> Files)>();
        foreach (var room in types.GroupBy(type => type.Room))
        {
            var uses = room.GroupBy(type => FileOf(type.Name)).ToDictionary(
                file => file.Key,
                file => file.SelectMany(type => type.Uses).Where(used => used.Value == room.Key).Select(used => FileOf(used.Key))
                    .Where(used => used != file.Key).ToHashSet(StringComparer.Ordinal)
            );
            var reached = uses.Keys.ToDictionary(file => file, file => Reached(file, uses));
            var circles = uses.Keys.Where(file => reached[file].Contains(file))
                .GroupBy(file => string.Join(' ', Circle(file, reached)));
            found.AddRange(circles.Select(circle => (room.Key, (IReadOnlyList<string>)circle.Key.Split(' '))));
        }

        return [.. found.OrderByDescending(circle => circle.Files.Count)];
    }

    /// <summary>Full names of the top-level types in src/ with the file of each; of a type in several files, the first.</summary>
    public static IReadOnlyDictionary<string, string> Sources()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var source = Path.Combine(Repository.Root, "src");
        var files = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            if (Space().Match(text) is not { Success: true } space) continue;
            foreach (var type in Types().Matches(text).Select(match => match.Groups["name"].Value))
                found.TryAdd($"{space.Groups["name"].Value}.{type}", Path.GetRelativePath(source, file));
        }

        return found;
    }

    private static IOrderedEnumerable<string> Circle(string file, Dictionary<string, HashSet<string>> reached) =>
        reached[file].Where(other => reached[other].Contains(file)).Order(StringComparer.Ordinal);

    private static HashSet<string> Reached(string from, Dictionary<string, HashSet<string>> uses)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var next))
        {
            foreach (var used in uses.GetValueOrDefault(next, []))
                if (seen.Add(used)) open.Push(used);
        }

        return seen;
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Space();

    // At the margin: what is nested is indented.
    [GeneratedRegex(
        @"^(?:public|internal)[\w ]* (?:class|record|struct|interface|enum)(?: struct| class)? (?<name>\w+)"
            + @"|^(?:public|internal) delegate .+? (?<name>\w+)(?:<\w+>)?\(",
        RegexOptions.Multiline
    )]
    private static partial Regex Types();
}
