using System.Text.RegularExpressions;

namespace MsoNetwork.Tests;

/// <summary>Guards the arrows between the rooms (docs/decisions.md, 1): a room knows only rooms on lower floors.</summary>
public sealed partial class RoomsTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Text"] = 0,
        ["Time"] = 0,
        ["Errors"] = 0,
        ["Relay"] = 1,
        ["Sql"] = 0,
        ["Reference"] = 0,
        ["Changes"] = 1,
        ["Regions"] = 2,
        ["Vocabularies"] = 2,
        ["Accounts"] = 2,
        ["Organisations"] = 3,
        ["Search"] = 4,
        ["Cooperations"] = 4,
        ["PartnerCalls"] = 5,
        ["Networks"] = 5,
        ["Meilisearch"] = 5,
        ["Import"] = 5,
        ["Matching"] = 6,
        ["Export"] = 6,
        ["Seeds"] = 7,
    };

    [Fact]
    public void No_room_knows_a_room_on_its_own_floor_or_above()
    {
        var library = Path.Combine(Repository.Root, "src", "MsoNetwork");
        var files = Directory.GetFiles(library, "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        var wrong = from file in files
                    let room = Path.GetRelativePath(library, file).Split(Path.DirectorySeparatorChar)[0]
                    where Floors.ContainsKey(room)
                    from use in Uses().Matches(File.ReadAllText(file))
                    let used = use.Groups["room"].Value
                    where used != room && Floors.TryGetValue(used, out var floor) && floor >= Floors[room]
                    select $"{room} uses {used} in {Path.GetFileName(file)}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_library_is_a_known_room()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "MsoNetwork")).Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj" or "Migrations"));
        Assert.All(rooms, room => Assert.True(Floors.ContainsKey(room!), $"{room} has no floor"));
    }

    [Fact]
    public void The_library_knows_no_ASP_NET()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "MsoNetwork"), "*.cs", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\bMsoNetwork\.(?<room>[A-Z][A-Za-z]+)\b")]
    private static partial Regex Uses();
}
