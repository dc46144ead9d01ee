using MsoNetwork.ChangeFeed;
using MsoNetwork.Erasure;
using MsoNetwork.Relay;
using MsoNetwork.Tests.Import;
using MsoNetwork.Tests.Merges;

namespace MsoNetwork.Tests.ChangeFeed;

/// <summary>What the feed tells whom: everything that everybody sees, and nothing else.</summary>
[Trait("Speed", "Medium")]
public sealed class FeedTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task Entries_come_change_merge_part_and_go()
    {
        var feed = await Feed.BeginAsync(network);
        var ids = await network.EnterAsync("Eins (erfunden),Köln,,", "Zwei (erfunden),Köln,,+49 221 4710001", "Drei (erfunden),Köln,,");
        (Guid, string)[] names = [(ids[0], "one"), (ids[1], "two"), (ids[2], "three")];
        Assert.Equal(["CREATED one", "CREATED two", "CREATED three"], await feed.TellAsync(names));

        await network.RunAsync($"INSERT INTO memberships (member_id, umbrella_id) VALUES ('{ids[1]}', '{ids[2]}')");
        Assert.Equal(["UPDATED three members", "UPDATED two memberOf"], (await feed.TellAsync(names)).Order(StringComparer.Ordinal));

        await network.MergeAsync(new(ids[0], ids[1]));
        await Feed.PublishAsync(network);
        var merged = await feed.ReadAsync();
        Assert.Equal(ids[0], merged.Single(one => one.Kind == FeedKind.Merged && one.Id == ids[1]).SurvivorId);
        var fields = merged.Single(one => one.Kind == FeedKind.Updated && one.Id == ids[0]).Fields;
        foreach (var field in (string[])["mergedFrom", "memberOf", "sources", "contact.phone", "alternateNames"])
            Assert.Contains(field, fields);
        Assert.Equal(["members"], merged.Single(one => one.Id == ids[2]).Fields);

        await network.UnmergeAsync(ids[1]);
        await Feed.PublishAsync(network);
        var parted = await feed.ReadAsync();
        Assert.Single(parted, one => one.Kind == FeedKind.Created && one.Id == ids[1]);
        Assert.Contains("mergedFrom", parted.Single(one => one.Id == ids[0]).Fields);

        await network.RunAsync($"DELETE FROM organisations WHERE id = '{ids[2]}'");
        Assert.Equal(["REMOVED three", "UPDATED two memberOf"], (await feed.TellAsync(names)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_nobody_sees_is_no_change_and_no_field()
    {
        var id = (await network.EnterAsync("Still (erfunden),Köln,,+49 221 4710002"))[0];
        var feed = await Feed.BeginAsync(network);
        await network.RunAsync($"""
            INSERT INTO protected_places (organisation_id, street, postcode) VALUES ('{id}', 'Geheimweg 3', '50667');
            UPDATE protected_places SET street = 'Geheimweg 4' WHERE organisation_id = '{id}';
            UPDATE organisations SET location_protected = true, updated_at = updated_at + interval '1 s' WHERE id = '{id}';
            UPDATE organisation_sources SET retrieved_on = '2026-11-30' WHERE organisation_id = '{id}'
            """);
        Assert.Empty(await feed.TellAsync());
        await network.RunAsync($"""
            BEGIN;
            UPDATE organisations SET phone = NULL, contact_visible_to = 'Members' WHERE id = '{id}';
            INSERT INTO hidden_contacts (organisation_id, phone) VALUES ('{id}', '+49 221 4710002');
            COMMIT
            """);
        Assert.Equal(["UPDATED still contact.phone,contactVisibleTo"], await feed.TellAsync((id, "still")));
        await network.RunAsync($"""
            UPDATE hidden_contacts SET phone = '+49 221 4710003', email = 'neu@still.example.org' WHERE organisation_id = '{id}';
            INSERT INTO message_settings (organisation_id, takes_messages) VALUES ('{id}', false);
            INSERT INTO matching_preferences (organisation_id, takes_part, by_origin, by_religion, updated_at)
            VALUES ('{id}', true, true, true, now())
            """);
        await network.TieAsync(id, (await Feed.IdsAsync(network, 1))[0], "Geheim");
        Assert.Empty(await feed.TellAsync());
    }

    [Fact]
    public async Task A_file_that_changes_nothing_publishes_nothing_and_one_that_does_what_it_changes()
    {
        const string File = "external_id,name,town,phone\n1,Liste A (erfunden),Köln,+49 221 4710001\n2,Liste B (erfunden),Köln,\n";
        await network.ImportAsync(File, "Liste");
        var feed = await Feed.BeginAsync(network);
        await network.ImportAsync(File, "Liste");
        Assert.Empty(await feed.TellAsync());
        await network.ImportAsync(File.Replace("Köln,\n", "Köln,+49 221 4710009\n", StringComparison.Ordinal), "Liste");
        Assert.Equal(["UPDATED ? contact.phone"], await feed.TellAsync());
    }

    [Fact]
    public async Task A_reader_of_a_region_and_topics_hears_who_comes_into_it_and_who_leaves()
    {
        var id = (await network.EnterAsync("Zieht um (erfunden),Köln,,"))[0];
        var topics = await network.ScalarAsync<string[]>("""
            SELECT array_agg(key) FROM (SELECT key FROM terms AS t WHERE vocabulary = 'Topics' AND NOT EXISTS (
                SELECT FROM terms AS below WHERE below.vocabulary = 'Topics' AND below.broader = t.key) ORDER BY key LIMIT 2) AS leaves
            """);
        await network.RunAsync($"UPDATE organisations SET topics = ARRAY['{topics[0]}'] WHERE id = '{id}'");
        var all = await Feed.BeginAsync(network);
        var cologne = await Feed.BeginAsync(network, new() { Regions = ["05315"] });
        var bonn = await Feed.BeginAsync(network, new() { Regions = ["05314000"], Topics = [topics[0], topics[1]] });
        var other = await Feed.BeginAsync(network, new() { Topics = [topics[1]] });
        async Task<string> TellAsync()
        {
            await Feed.PublishAsync(network);
            var told = new List<string>();
            foreach (var feed in (Feed[])[all, cologne, bonn, other])
                told.Add(string.Join("+", (await feed.ReadAsync()).Where(one => one.Id == id).Select(one => one.Kind)));
            return string.Join(' ', told.Select(one => one == "" ? "-" : one));
        }

        const string Bonn = "municipality_key = '05314000', town = 'Bonn'", Cologne = "municipality_key = '05315000', town = 'Köln'";
        await network.RunAsync($"UPDATE organisations SET {Bonn} WHERE id = '{id}'");
        Assert.Equal("Updated Left Updated -", await TellAsync());
        await network.RunAsync($"UPDATE organisations SET topics = ARRAY['{topics[1]}'] WHERE id = '{id}'");
        Assert.Equal("Updated - Updated Updated", await TellAsync());
        await network.RunAsync($"UPDATE organisations SET topics = '{"{}"}' WHERE id = '{id}'");
        Assert.Equal("Updated - Left Left", await TellAsync());
        // Two changes before anybody publishes: where it was in between, nobody was told.
        await network.RunAsync($"UPDATE organisations SET {Cologne}, topics = ARRAY['{topics[0]}'] WHERE id = '{id}'");
        await network.RunAsync($"UPDATE organisations SET {Bonn} WHERE id = '{id}'");
        Assert.Equal("Updated+Updated - Updated+Updated -", await TellAsync());
        await network.RunAsync($"DELETE FROM organisations WHERE id = '{id}'");
        Assert.Equal("Removed - Removed -", await TellAsync());
    }

    [Fact]
    public async Task What_was_erased_is_told_to_every_reader_under_its_id_alone()
    {
        var ids = await network.EnterAsync("Geht für immer (erfunden),Köln,https://geht.example,", "Ging schon auf (erfunden),Köln,,");
        await network.MergeAsync(new(ids[0], ids[1]));
        var bonn = await Feed.BeginAsync(network, new() { Regions = ["05314000"] });
        await network.RunAsync($"UPDATE organisations SET website = 'https://bleibt.example' WHERE id = '{ids[0]}'");
        await Feed.PublishAsync(network);
        Assert.Empty(await bonn.ReadAsync());
        var name = await network.FieldAsync(ids[0], "name");
        await network.RunAsync($"UPDATE organisations SET website = NULL WHERE id = '{ids[0]}'"); // not published before it is erased
        await network.UseAsync<EraseOrganisation>(
            MergeSteps.Cologne, use => use.RunAsync(ids[0], name, ErasureReason.OwnWish, TestContext.Current.CancellationToken));
        Assert.Equal(["REMOVED gone"], (await bonn.TellAsync((ids[0], "gone"))).Except(["UPDATED gone"]));
        Assert.Equal(0, await network.ScalarAsync<long>($"""
            SELECT count(*) FROM published_changes WHERE organisation_id IN ('{ids[0]}', '{ids[1]}')
              AND (cardinality(fields || regions || topics || former_regions || former_topics) > 0)
            """));
    }

    [Fact]
    public async Task The_API_gives_pages_a_gone_entry_is_null_and_wrong_input_is_named()
    {
        var ids = await network.EnterAsync("Seite A (erfunden),Köln,,", "Seite B (erfunden),Köln,,");
        var feed = await Feed.BeginAsync(network);
        await Feed.RenameAsync(network, ids[0], "Seite A neu (erfunden)");
        await network.RunAsync($"DELETE FROM organisations WHERE id = '{ids[1]}'");
        await Feed.PublishAsync(network);
        var page = (await Question.AskAsync(network.Services, $$"""
            { changes(since: "{{feed.Cursor}}", first: 2) { endCursor hasNextPage nodes {
                kind id at fields cursor organisation { name } survivor { id } } } }
            """)).GetProperty("data").GetProperty("changes");
        var (changed, gone) = (page.GetProperty("nodes")[0], page.GetProperty("nodes")[1]);
        Assert.Equal("UPDATED", changed.GetProperty("kind").GetString());
        Assert.Equal("Seite A neu (erfunden)", changed.GetProperty("organisation").GetProperty("name").GetString());
        Assert.Equal(GlobalId.Encode("Organisation", ids[1]), gone.GetProperty("id").GetString());
        Assert.Equal(("REMOVED", "Null"), (gone.GetProperty("kind").GetString(), $"{gone.GetProperty("organisation").ValueKind}"));
        var end = page.GetProperty("endCursor").GetString()!;
        Assert.Equal((end, false), (gone.GetProperty("cursor").GetString(), page.GetProperty("hasNextPage").GetBoolean()));

        var huge = new FeedCursor(0, 1, long.MaxValue, 0).ToString();
        foreach (var (arguments, refusal) in ((string, string)[])
        [
            ("""since: "unsinn" """, "INVALID_INPUT since"), ("""since: "" """, "INVALID_INPUT since"),
            ($"since: \"{huge}\"", "INVALID_INPUT since"), ($"since: \"{new FeedCursor(0, 1, -1, 0)}\"", "INVALID_INPUT since"),
            ($"since: \"{new FeedCursor(0, 1, 5, 0)}\"", "CURSOR_EXPIRED since"),
            ($"since: \"{end}\", filter: {{ regions: [\"05315\"] }}", "INVALID_INPUT since"),
            ("first: 0", "INVALID_INPUT first"), ("first: 101", "INVALID_INPUT first"),
            ("""filter: { regions: ["99"] }""", "INVALID_INPUT filter.regions"),
            ("""filter: { topics: ["nichts"] }""", "INVALID_INPUT filter.topics"),
        ])
        {
            var extensions = (await Question.AskAsync(network.Services, $"{{ changes({arguments}) {{ endCursor }} }}"))
                .GetProperty("errors")[0].GetProperty("extensions");
            Assert.Equal(refusal, $"{extensions.GetProperty("code").GetString()} {extensions.GetProperty("argument").GetString()}");
        }
    }
}
