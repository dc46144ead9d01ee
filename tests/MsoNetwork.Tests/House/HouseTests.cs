namespace MsoNetwork.Tests.House;

/// <summary>The house of docs/architecture.md, as the compiled code has it: who knows whom, and who names whose tables.</summary>
public sealed class HouseTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static readonly string[] Assemblies = ["GraphQlPlans", "MsoNetwork", "MsoNetwork.Invented", "msonet"];

    private static readonly IReadOnlyList<CompiledType> Types =
        [.. Assemblies.SelectMany(name => CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")))];

    /// <summary>Rooms that still know what they should not. Whoever mends one strikes it out; none is added.</summary>
    private static readonly (string From, string To)[] StillWrong = [];

    /// <summary>How many files of a room stand in circles. Whoever opens a circle lowers the number; none grows.</summary>
    private static readonly Dictionary<string, int> StillInCircles = new()
    {
        ["Regions"] = 3,
        ["Import"] = 3,
        ["GraphQlPlans"] = 2,
        ["Organisations"] = 2,
        ["Meilisearch"] = 2,
        ["Matching"] = 2,
        ["web: Serving"] = 2,
        ["web: Pages"] = 2,
    };

    [Fact]
    public void Every_room_knows_only_rooms_on_lower_floors() => Assert.Equal(
        [],
        Arrows.Wrong(Types, Floors.Documented).Where(arrow => !StillWrong.Contains((arrow.From, arrow.To))).Select(arrow => $"{arrow}")
    );

    [Fact]
    public void What_was_mended_is_no_longer_excused()
    {
        var wrong = Arrows.Wrong(Types, Floors.Documented).Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        Assert.Subset(wrong, StillWrong.ToHashSet());
    }

    [Fact]
    public void Every_room_and_every_area_of_the_web_has_a_floor() =>
        Assert.All(Types, type => Assert.NotNull(Floors.Documented.Of(type.Room)));

    [Fact]
    public void Every_folder_is_a_room_of_its_name()
    {
        var source = Path.Combine(Repository.Root, "src");
        Assert.Empty(Folders("MsoNetwork").Except([.. Floors.Documented.Rooms, "Migrations"]));
        Assert.Empty(Folders("MsoNetwork.Web").Except([.. Floors.Documented.Areas, "Assets", "wwwroot"]));

        IEnumerable<string> Folders(string project) => Directory.GetDirectories(Path.Combine(source, project))
            .Where(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any()) // git leaves empty ones behind
            .Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"));
    }

    [Fact]
    public void SQL_names_only_tables_of_its_own_room_and_of_lower_floors() => Assert.Equal(
        [], OwnedTables.Foreign(Types, Floors.Documented).Where(said =>
            !said.StartsWith("Search names organisations of ", StringComparison.Ordinal) // a follower, until it is in Changes
            && !StillWrong.Any(arrow => said.StartsWith($"{arrow.From} names ", StringComparison.Ordinal)
                && said.Contains($" of {arrow.To}: ", StringComparison.Ordinal))));

    [Fact]
    public async Task Every_table_has_an_owner()
    {
        const string Tables = """
            SELECT relname FROM pg_class JOIN pg_namespace AS schema ON schema.oid = relnamespace
            WHERE nspname = 'public' AND relkind IN ('r', 'p') AND relname NOT IN ('__EFMigrationsHistory', 'spatial_ref_sys')
            """;
        var tables = await NamesAsync(Tables);
        Assert.Equal(tables.Order(StringComparer.Ordinal), Floors.Documented.Owners.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>A new table is logged, or docs/architecture.md says why not: it is never forgotten.</summary>
    [Fact]
    public async Task Every_table_has_a_history_or_a_reason_why_not()
    {
        var logged = await NamesAsync("SELECT name::text FROM logged_tables");
        Assert.Equal(
            Floors.Documented.Owners.Keys.Order(StringComparer.Ordinal),
            logged.Concat(Floors.Documented.WithoutHistory).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Files_of_a_room_do_not_know_each_other_in_circles()
    {
        var circles = Cycles.Of(Types, Cycles.Sources());
        var grown = circles.GroupBy(circle => circle.Room)
            .Where(room => room.Sum(circle => circle.Files.Count) > StillInCircles.GetValueOrDefault(room.Key))
            .SelectMany(room => room.Select(circle => $"{room.Key}: {string.Join(' ', circle.Files)}"));
        Assert.True(!grown.Any(), string.Join('\n', grown));
    }

    /// <summary>They keep things in EF Core, and serve nothing: persons of Identity, and the keys that cookies are sealed with.</summary>
    private static readonly string[] Stores =
        ["Microsoft.AspNetCore.Identity.EntityFrameworkCore", "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore"];

    [Fact]
    public void The_library_knows_no_ASP_NET_but_its_stores()
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "MsoNetwork.dll"));
        Assert.DoesNotContain(
            module.AssemblyReferences,
            reference => reference.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !Stores.Contains(reference.Name)
        );
    }

    private async Task<List<string>> NamesAsync(string sql)
    {
        var names = new List<string>();
        await using var command = network.Database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) names.Add(rows.GetString(0));
        return names;
    }
}
