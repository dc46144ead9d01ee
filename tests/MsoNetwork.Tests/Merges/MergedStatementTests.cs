using MsoNetwork.Errors;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Merges;

/// <summary>Who said and who confirmed a value moves with it, and comes back with it: merging confirms nothing.</summary>
[Trait("Speed", "Medium")]
public sealed class MergedStatementTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task What_is_taken_is_said_by_whoever_had_said_it_and_taking_it_apart_brings_all_back()
    {
        var ids = await network.EnterAsync("Wort A,Köln,,", "Wort B,Köln,https://wort.example/,");
        var (survivor, loser) = (ids[0], ids[1]);
        await AsAsync($"organisation/{loser}", $"phone = '+49 221 4710003' WHERE id = '{loser}'");
        await AsAsync($"organisation/{survivor}", $"founded_year = 1999 WHERE id = '{survivor}'");
        var today = await network.ScalarAsync<string>("SELECT berlin_day(now())::text");
        var before = await AllAsync(survivor) + await AllAsync(loser);

        await network.MergeAsync(new(survivor, loser) { FromLoser = ["legalForm"] });

        Assert.StartsWith("Source Quelle Wort B ", await SaidAsync(survivor, "website"), StringComparison.Ordinal);
        Assert.Equal($"Organisation {today} confirmed Organisation {today}", await SaidAsync(survivor, "phone"));
        Assert.Equal($"Organisation {today} confirmed Organisation {today}", await SaidAsync(survivor, "founded_year"));
        Assert.StartsWith("Source Quelle Wort A ", await SaidAsync(survivor, "name"), StringComparison.Ordinal);
        // The other name: nobody has confirmed it.
        Assert.StartsWith("Source Quelle Wort B ", await SaidAsync(survivor, "alternate_names"), StringComparison.Ordinal);
        Assert.DoesNotContain("Centre", await AllAsync(survivor), StringComparison.Ordinal);

        await network.UnmergeAsync(loser);
        Assert.Equal(before, await AllAsync(survivor) + await AllAsync(loser));
    }

    [Fact]
    public async Task Other_names_of_both_are_said_by_whoever_vouches_least()
    {
        var ids = await network.EnterAsync("Namen A,Köln,,", "Namen B,Köln,,");
        await AsAsync($"organisation/{ids[0]}", $"alternate_names = '{"{Namen Eigen}"}' WHERE id = '{ids[0]}'");
        await network.MergeAsync(new(ids[0], ids[1]));
        Assert.Equal("{\"Namen Eigen\",\"Namen B\"}", await network.FieldAsync(ids[0], "alternate_names"));
        Assert.StartsWith("Source Quelle Namen B ", await SaidAsync(ids[0], "alternate_names"), StringComparison.Ordinal);
        await network.UnmergeAsync(ids[1]);
        Assert.StartsWith("Organisation ", await SaidAsync(ids[0], "alternate_names"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_its_source_said_meanwhile_goes_back_with_who_said_it()
    {
        var ids = await network.EnterAsync("Quelle A,Köln,https://qa.example/,", "Quelle B,Köln,https://qb.example/,");
        await AsAsync($"organisation/{ids[1]}", $"website = 'https://qb.example/neu' WHERE id = '{ids[1]}'");
        await network.MergeAsync(new(ids[0], ids[1]) { FromLoser = ["website"] });
        Assert.StartsWith("Organisation ", await SaidAsync(ids[0], "website"), StringComparison.Ordinal);
        await network.ImportAsync(
            "external_id,name,town,website,retrieved_on\nQuelle B,Quelle B,Köln,https://qb2.example/,2026-11-01\n", "Quelle Quelle B");
        Assert.Equal("Source Quelle Quelle B 2026-11-01", await SaidAsync(ids[0], "website"));
        await network.UnmergeAsync(ids[1]);
        Assert.Equal("https://qb2.example/", await network.FieldAsync(ids[1], "website"));
        Assert.Equal("Source Quelle Quelle B 2026-11-01", await SaidAsync(ids[1], "website"));
        Assert.Equal("https://qa.example/", await network.FieldAsync(ids[0], "website"));
        Assert.StartsWith("Source Quelle Quelle A ", await SaidAsync(ids[0], "website"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_one_that_is_back_was_last_changed_when_it_was_changed()
    {
        var ids = await network.EnterAsync("Tag A,Köln,,", "Tag B,Köln,,");
        await network.RunAsync($"""
            UPDATE organisations SET created_at = '2026-01-02', updated_at = '2026-03-04 05:06:07.89+00' WHERE id = '{ids[1]}'
            """);
        var before = await network.FieldAsync(ids[1], "updated_at AT TIME ZONE 'UTC'");
        await network.MergeAsync(new(ids[0], ids[1]));
        await network.UnmergeAsync(ids[1]);
        Assert.Equal(before, await network.FieldAsync(ids[1], "updated_at AT TIME ZONE 'UTC'"));
    }

    [Fact]
    public async Task A_field_cannot_be_taken_of_both()
    {
        var ids = await network.EnterAsync("Beide A,Köln,,", "Beide B,Köln,https://beide.example/,");
        var refused = await Assert.ThrowsAsync<NetworkException>(() => network.MergeAsync(
            new(ids[0], ids[1]) { FromLoser = ["website"], FromSurvivor = ["phone", "website"] }));
        Assert.Equal(ErrorCode.InvalidInput, refused.Code);
        Assert.Contains("website", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Beide B", await network.FieldAsync(ids[1], "name"));
    }

    [Fact]
    public async Task A_name_that_tells_the_protected_place_becomes_no_other_name_and_is_not_logged_as_one()
    {
        await network.ImportAsync("""
            external_id,name,town,postcode,street,protect_location
            n1,Zuflucht drei,Köln,50667,Geheime Zeile 3,yes
            n2,Treff Geheime Zeile,Köln,,,no
            n3,Frauentreff Mosaik,Köln,,,no
            """, "Namen");
        async Task<Guid> OfAsync(string id) =>
            await network.ScalarAsync<Guid>($"SELECT organisation_id FROM organisation_sources WHERE external_id = '{id}'");
        var (survivor, telling, silent) = (await OfAsync("n1"), await OfAsync("n2"), await OfAsync("n3"));
        await network.MergeAsync(new(survivor, telling));
        await network.MergeAsync(new(survivor, silent));
        Assert.Equal("{\"Frauentreff Mosaik\"}", await network.FieldAsync(survivor, "alternate_names"));
        Assert.False(await network.ScalarAsync<bool>(
            $"SELECT EXISTS (SELECT FROM changes WHERE key = '{survivor}' AND concat(before, after) LIKE '%Zeile%')"));
    }

    private Task AsAsync(string whom, string change) => network.RunAsync(
        $"BEGIN; SELECT set_config('msonet.acts_for', '{whom}', true); UPDATE organisations SET {change}; COMMIT");

    private Task<string> SaidAsync(Guid id, string field) => network.ScalarAsync<string>($"""
        SELECT concat_ws(' ', said_by, source, said_on, 'confirmed ' || confirmed_by, confirmed_on) FROM statements
        WHERE organisation_id = '{id}' AND field IN ('{field}', '') ORDER BY field DESC LIMIT 1
        """);

    private Task<string> AllAsync(Guid id) => network.ScalarAsync<string>(
        $"SELECT string_agg(to_jsonb(s)::text, E'\n' ORDER BY field) FROM statements AS s WHERE organisation_id = '{id}'");
}
