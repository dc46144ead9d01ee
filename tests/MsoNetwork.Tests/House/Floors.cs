using System.Globalization;
using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.House;

/// <summary>Which room stands on which floor and owns which tables: as docs/architecture.md shows it to people.</summary>
internal sealed partial class Floors
{
    private static readonly string[] Document = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "architecture.md"));

    private readonly Dictionary<string, decimal> _floors = new(StringComparer.Ordinal);
    private readonly List<string> _areas = [];
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly List<string> _withoutHistory = [];

    private Floors()
    {
        foreach (var (floor, rooms) in Rows("| floor |"))
        {
            if (floor == "web") _areas.AddRange(rooms);
            else if (floor != "roof")
                foreach (var room in rooms) _floors.Add(room, Number(floor));
        }

        foreach (var (room, tables) in Rows("| owner |"))
            foreach (var table in tables) _owners.Add(table, room);
        foreach (var (_, tables) in Rows("| why it has no history |")) _withoutHistory.AddRange(tables);
    }

    /// <summary>Read once.</summary>
    public static Floors Documented { get; } = new();

    /// <summary>The rooms of the library, those that are not built yet among them.</summary>
    public IEnumerable<string> Rooms => _floors.Keys;

    /// <summary>The areas of the web, each knowing only those before it.</summary>
    public IReadOnlyList<string> Areas => _areas;

    public IReadOnlyDictionary<string, string> Owners => _owners;

    /// <summary>Tables whose changes the log does not tell.</summary>
    public IReadOnlyList<string> WithoutHistory => _withoutHistory;

    /// <summary>How high a room or an area stands; null for what has no place.</summary>
    public decimal? Of(string room) => room switch
    {
        CompiledCode.Plans => -1,
        CompiledCode.Roof => 100,
        CompiledCode.Invented => 200,
        CompiledCode.Web => 300 + _areas.IndexOf("Commands") - 0.5m, // puts the areas together; commands start it
        _ when room.StartsWith($"{CompiledCode.Web}: ", StringComparison.Ordinal) =>
            _areas.IndexOf(room[(CompiledCode.Web.Length + 2)..]) is >= 0 and var place ? 300 + place : null,
        _ => _floors.TryGetValue(room, out var floor) ? floor : null,
    };

    private static IEnumerable<(string First, string[] Names)> Rows(string head)
    {
        var start = Array.FindIndex(Document, line => line.StartsWith(head, StringComparison.Ordinal));
        Assert.True(start >= 0, $"docs/architecture.md has no table that begins with {head}");
        foreach (var line in Document.Skip(start + 2).TakeWhile(line => line.StartsWith('|')))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            yield return (cells[1].Trim('`'), [.. Names().Matches(cells[2]).Select(name => name.Groups[1].Value)]);
        }
    }

    private static decimal Number(string floor) => decimal.Parse(
        floor.Replace("½", ".5", StringComparison.Ordinal).Replace("¾", ".75", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Names();
}
