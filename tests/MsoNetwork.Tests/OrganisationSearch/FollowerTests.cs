using MsoNetwork.Tests.Import;
using Npgsql;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>Whatever writes to the registry, the follower's index comes to say the same.</summary>
[Trait("Speed", "Medium")]
public sealed class FollowerTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_the_start_the_index_holds_the_whole_registry()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        await followed.UntilSameAsync();
        Assert.Equal(await followed.AskAsync<long>("SELECT count(*) FROM organisations"), followed.Follower.Documents);
        Assert.Equal(1, followed.Follower.Rebuilds);
    }

    [Fact]
    public async Task Inserted_updated_and_deleted_organisations_reach_the_index_without_reading_the_others()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        // Invented ones: other rooms may hold on to the seeds' organisations.
        await followed.Network.ImportAsync("name,town\nErfunden Eins,Köln\nErfunden Zwei,Köln\n");
        await followed.UntilSameAsync();
        var ids = await followed.AskAsync<Guid[]>("SELECT array_agg(id ORDER BY name) FROM organisations WHERE name LIKE 'Erfunden %'");
        var other = await followed.AskAsync<Guid>("SELECT id FROM organisations WHERE name NOT LIKE 'Erfunden %' ORDER BY id LIMIT 1");
        await followed.RunAsync("UPDATE organisations SET name = 'Anders' WHERE id = $1", ids[0]);
        await followed.RunAsync("DELETE FROM organisations WHERE id = $1", ids[1]);
        await followed.RunAsync("UPDATE organisations SET email = 'a@example.org' WHERE false");
        await followed.Network.ImportAsync("name,town\nNeuer Verein,Köln\n");
        await followed.UntilSameAsync();
        Assert.Equal("Anders", followed.Index.Name(ids[0]));
        Assert.Contains(followed.Index.Documents.Values, document => document.Name == "Neuer Verein");
        Assert.DoesNotContain(ids[1], followed.Index.Documents.Keys);
        Assert.Equal(0, followed.Index.Times(other));
        Assert.Equal(1, followed.Follower.Rebuilds);
    }

    [Fact]
    public async Task A_key_that_is_changed_leaves_nothing_behind()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        await followed.Network.ImportAsync("name,town\nNeuer Verein,Köln\n");
        await followed.RunAsync(
            "DELETE FROM organisation_sources WHERE organisation_id = (SELECT id FROM organisations WHERE name = 'Neuer Verein')"
        );
        await followed.RunAsync("UPDATE organisations SET id = gen_random_uuid() WHERE name = 'Neuer Verein'");
        await followed.UntilSameAsync();
    }

    [Fact]
    public async Task A_place_that_becomes_protected_leaves_the_index()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        const string Head = "external_id,name,street,postcode,town,latitude,longitude,protect_location\n";
        await followed.Network.ImportAsync(Head + "1,Haus Offen,Domkloster 4,50667,Köln,50.9413,6.9583,no\n");
        await followed.UntilSameAsync();
        Assert.Equal(
            50.9413,
            Assert.Single(followed.Index.Documents.Values, document => document.Name == "Haus Offen").Location.Latitude,
            4
        );
        await followed.Network.ImportAsync(Head + "1,Haus Offen,Domkloster 4,50667,Köln,50.9413,6.9583,yes\n");
        await followed.UntilSameAsync();
        var document = Assert.Single(followed.Index.Documents.Values, document => document.Name == "Haus Offen");
        Assert.Null(document.Postcode);
        Assert.NotEqual(50.9413, document.Location.Latitude, 4);
    }

    [Fact]
    public async Task A_moved_centre_moves_the_town_s_organisations_and_rebuilds()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        await followed.RunAsync("UPDATE regions SET centre = ST_Point(7.1, 51.1, 4326)::geography WHERE key = '05315000'");
        await followed.UntilSameAsync();
        Assert.Contains(followed.Index.Documents.Values, document => document.Location == new MsoNetwork.Regions.Position(51.1, 7.1));
        await Waiting.UntilAsync(() => followed.Follower.Rebuilds >= 2, "the names of regions are in the index");
    }

    [Fact]
    public async Task A_region_s_new_name_rebuilds_and_a_new_synonym_does_not()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        await followed.RunAsync(
            "UPDATE term_labels SET synonyms = array_append(synonyms, 'Nähstube') WHERE language = 'de' AND key = 'culture'"
        );
        await followed.RunAsync("UPDATE organisations SET name = 'Danach' WHERE id = (SELECT id FROM organisations LIMIT 1)");
        await followed.UntilSameAsync();
        Assert.Equal(1, followed.Follower.Rebuilds);
        await followed.RunAsync("UPDATE regions SET name = 'Colonia' WHERE key = '05315000'");
        await Waiting.UntilAsync(() => followed.Follower.Rebuilds == 2, "not rebuilt");
    }

    [Fact]
    public async Task An_emptied_registry_empties_the_index()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        await followed.RunAsync("TRUNCATE organisations CASCADE");
        await Waiting.UntilAsync(() => followed.Index.Documents.Count == 0, "organisations are left");
        Assert.Equal(2, followed.Follower.Rebuilds);
    }

    [Fact]
    public async Task Very_many_changes_at_once_are_read_as_a_whole()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        var rows = string.Concat(Enumerable.Range(0, 2_000).Select(number => $"v-{number},Verein {number},Köln\n"));
        await followed.Network.ImportAsync("external_id,name,town\n" + rows);
        await followed.UntilSameAsync();
        Assert.Equal(2, followed.Follower.Rebuilds);
    }

    [Fact]
    public async Task What_was_taken_back_does_not_reach_the_index()
    {
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        var id = await followed.AskAsync<Guid>("SELECT id FROM organisations ORDER BY id LIMIT 1");
        await using (var connection = await followed.Database.OpenConnectionAsync(Token))
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await using var update = new NpgsqlCommand("UPDATE organisations SET name = 'Nie' WHERE id = $1", connection)
            {
                Parameters = { new() { Value = id } },
            };
            await update.ExecuteNonQueryAsync(Token);
            await transaction.RollbackAsync(Token);
        }

        await followed.RunAsync("UPDATE organisations SET name = 'Doch' WHERE id = (SELECT max(id::text)::uuid FROM organisations)");
        await followed.UntilSameAsync();
        Assert.Equal(0, followed.Index.Times(id));
    }
}
