using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Statements;

/// <summary>Files: each row's source is said, and what changed nothing leaves no trace of a change.</summary>
[Trait("Speed", "Medium")]
public sealed class StatementImportTests(TestCluster cluster)
{
    // A confirmation would stand behind it.
    private const string Told = "(SELECT string_agg(concat_ws(' ', coalesce(nullif(field, ''), '*'), said_by, source, said_on, "
        + "confirmed_by, confirmed_on, centre), '; ' "
        + "ORDER BY field) FROM statements AS s WHERE s.organisation_id = organisations.id)";

    [Fact]
    public async Task Each_row_is_said_by_its_own_source_on_the_day_it_was_read()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync("""
            external_id,name,town,phone,source_name,retrieved_on
            1,Haus Hegrano,Köln,0221 7654321,Register A,2024-03-01
            2,Haus Umbra,Köln,0221 7654322,Register B,2024-04-02
            """);
        Assert.Equal("* Source Register A 2024-03-01", await network.OfAsync("Haus Hegrano", Told));
        Assert.Equal("* Source Register B 2024-04-02", await network.OfAsync("Haus Umbra", Told));
        // Another source fills what is empty, and leads where it is newer.
        await network.ImportAsync("""
            name,town,phone,website,source_name,retrieved_on
            Haus Hegrano,Köln,0221 7654399,https://haus.example,Register C,2025-05-05
            """);
        Assert.Equal(
            "* Source Register A 2024-03-01; phone Source Register C 2025-05-05; website Source Register C 2025-05-05",
            await network.OfAsync("Haus Hegrano", Told));
    }

    [Fact]
    public async Task A_list_handed_in_at_the_desk_is_said_by_its_sources_and_confirmed_by_nobody()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await using var centre = await ImportingCentre.InAsync(network);
        const string Head = "external_id,name,town,phone,source_name,retrieved_on\n";
        await centre.ApplyAsync(await centre.UploadAsync(Head
            + "1,Haus Hegrano,Köln,0221 7654321,Register A,2015-03-01\n2,Haus Umbra,Köln,0221 7654322,,2024-04-02\n"));
        Assert.Equal("* Source Liste der Stadt 2015-03-01", await network.OfAsync("Haus Hegrano", Told));
        Assert.Equal("* Source Liste der Stadt 2024-04-02", await network.OfAsync("Haus Umbra", Told));
        Assert.Equal("Unverified", await network.OfAsync("Haus Hegrano", "verification"));
        var import = await centre.ApplyAsync(await centre.UploadAsync(Head + "1,Haus Hegrano,Köln,0221 7654399,Register A,2025-05-05\n"));
        Assert.Equal(
            "* Source Liste der Stadt 2015-03-01; phone Source Liste der Stadt 2025-05-05", await network.OfAsync("Haus Hegrano", Told));

        // Taking it back confirms nothing, either.
        Assert.Equal(1, (await centre.UndoAsync(import))!.Restored);
        Assert.Equal("+49 221 7654321", await network.OfAsync("Haus Hegrano", "phone"));
        Assert.Equal(
            "* Source Liste der Stadt 2015-03-01; phone Source Liste der Stadt 2015-03-01", await network.OfAsync("Haus Hegrano", Told));
    }

    [Fact]
    public async Task An_import_that_changed_nothing_or_only_read_again_is_no_change_of_the_content()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Head = "external_id,name,town,phone,retrieved_on\n";
        await network.ImportAsync(Head + "1,Haus Hegrano,Köln,0221 7654321,2024-03-01\n");
        var before = await network.OfAsync("Haus Hegrano", "updated_at");
        var version = await network.OfAsync("Haus Hegrano", "xmin");
        await network.ImportAsync(Head + "1,Haus Hegrano,Köln,0221 7654321,2024-03-01\n");
        Assert.Equal(version, await network.OfAsync("Haus Hegrano", "xmin"));
        await network.ImportAsync(Head + "1,Haus Hegrano,Köln,0221 7654321,2026-03-01\n");
        Assert.Equal(before, await network.OfAsync("Haus Hegrano", "updated_at"));
        Assert.NotEqual(version, await network.OfAsync("Haus Hegrano", "xmin")); // caches see the new day of its source
        await network.ImportAsync(Head + "1,Haus Hegrano,Köln,0221 7654322,2026-03-01\n");
        Assert.NotEqual(before, await network.OfAsync("Haus Hegrano", "updated_at"));
    }

    [Fact]
    public async Task Whoever_writes_past_the_merge_is_noted_too()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync("external_id,name,town\n1,Haus Hegrano,Köln\n");
        await network.RunAsync("UPDATE organisations SET founded_year = 1999 WHERE name = 'Haus Hegrano'");
        Assert.Contains("founded_year Editors", await network.OfAsync("Haus Hegrano", Told), StringComparison.Ordinal);
    }
}
