using MsoNetwork.Errors;
using MsoNetwork.Merges;
using MsoNetwork.Relay;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Merges;

/// <summary>Two entries become one, and two again.</summary>
[Trait("Speed", "Medium")]
public sealed class MergeTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task Every_table_that_names_an_organisation_stands_in_the_list()
    {
        var live = await network.ScalarAsync<string[]>("""
            SELECT array_agg(DISTINCT c.relname || '.' || a.attname ORDER BY c.relname || '.' || a.attname)
            FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.atttypid = 'uuid'::regtype
              AND c.relname <> 'published_changes' -- what happened to it, and so stays under its id
              AND (a.attname = 'organisation_id' OR EXISTS (SELECT FROM pg_constraint AS f WHERE f.contype = 'f'
                AND f.conrelid = c.oid AND f.confrelid = 'organisations'::regclass AND a.attnum = ANY (f.conkey)))
            """);
        var listed = OrganisationReferences.Moving.Concat(OrganisationReferences.Parts).Concat(OrganisationReferences.OfRow)
            .SelectMany(one => one.Owners.Select(owner => $"{one.Table}.{owner}"));
        Assert.Equal(live.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_column_of_an_organisation_is_chosen_or_stays()
    {
        var live = await network.ScalarAsync<string[]>("SELECT written_columns('organisations')");
        string[] stay = ["id", "slug", "verification", "verified_on", "created_at", "updated_at"];
        var chosen = MergeFields.Plain.SelectMany(field => field.Columns)
            .Concat(MergeFields.PlaceColumns).Concat(MergeFields.ContactColumns);
        Assert.Equal(live.Order(StringComparer.Ordinal), chosen.Concat(stay).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_merge_moves_everything_and_its_end_brings_all_of_it_back()
    {
        var ids = await network.EnterAsync("Alt,Köln,https://alt.example,", "Neu,Köln,,+49 221 4710001", "Dritte,Köln,,");
        var (survivor, loser, third) = (ids[0], ids[1], ids[2]);
        await network.TieAsync(loser, third, "Fest");
        await network.TieAsync(survivor, third, "fest"); // one tie by then
        await network.TieAsync(loser, survivor, "Miteinander"); // none by then
        await network.TieAsync(third, loser, "Anderes");
        await network.RunAsync($"""
            INSERT INTO memberships (member_id, umbrella_id)
            VALUES ('{loser}', '{third}'), ('{survivor}', '{third}'), ('{loser}', '{survivor}')
            """);
        await network.RunAsync($"INSERT INTO message_settings (organisation_id, takes_messages) VALUES ('{loser}', false)");
        var before = await network.EverythingAsync();

        await network.MergeAsync(new(survivor, loser));

        Assert.Equal("-", await network.FieldAsync(loser, "name"));
        Assert.Equal("+49 221 4710001", await network.FieldAsync(survivor, "phone"));
        Assert.Equal("https://alt.example", (await network.FieldAsync(survivor, "website")).TrimEnd('/'));
        Assert.Equal("{Neu}", await network.FieldAsync(survivor, "alternate_names"));
        Assert.Equal(2, await network.ScalarAsync<long>($"SELECT count(*) FROM cooperations WHERE '{survivor}' IN (from_id, to_id)"));
        Assert.Equal(1, await network.ScalarAsync<long>($"SELECT count(*) FROM memberships WHERE member_id = '{survivor}'"));
        Assert.Equal(1, await network.ScalarAsync<long>($"SELECT count(*) FROM message_settings WHERE organisation_id = '{survivor}'"));
        Assert.Equal(2, await network.ScalarAsync<long>($"SELECT count(*) FROM organisation_sources WHERE organisation_id = '{survivor}'"));
        Assert.True(await network.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM changes WHERE key = '{loser}')"));

        Assert.Equal(0, await network.UnmergeAsync(loser));

        Assert.Equal(before, await network.EverythingAsync());
        Assert.Equal(0, await network.ScalarAsync<long>($"SELECT count(*) FROM organisation_merges WHERE loser_id = '{loser}'"));
    }

    [Fact]
    public async Task Old_ids_and_slugs_lead_to_the_survivor_and_nobody_gets_them()
    {
        var ids = await network.EnterAsync("Weg A,Köln,,", "Weg B,Köln,,", "Weg C,Köln,,");
        await network.MergeAsync(new(ids[1], ids[0]));
        await network.MergeAsync(new(ids[2], ids[1]));
        var answer = await Question.AskAsync(network.Services, $$"""
            { bySlug: organisation(slug: "weg-a") { slug mergedFrom { id slug mergedAt } }
                node(id: "{{GlobalId.Encode("Organisation", ids[0])}}") { ... on Organisation { slug } } organisationsBySlug(slugs: ["weg-b", "weg-a", "weg-c", "weg-d"]) { slug } }
            """);
        var data = answer.GetProperty("data");
        Assert.Equal("weg-c", data.GetProperty("bySlug").GetProperty("slug").GetString());
        Assert.Equal("weg-c", data.GetProperty("node").GetProperty("slug").GetString());
        Assert.Equal(["weg-b", "weg-a"],
            data.GetProperty("bySlug").GetProperty("mergedFrom").EnumerateArray().Select(one => one.GetProperty("slug").GetString()));
        Assert.Equal(["weg-c", "weg-c", "weg-c", null], data.GetProperty("organisationsBySlug").EnumerateArray()
            .Select(one => one.ValueKind == System.Text.Json.JsonValueKind.Null ? null : one.GetProperty("slug").GetString()));

        await network.ImportAsync("external_id,name,town\nneu,Weg A,Bonn\n", "Ganz andere");
        Assert.NotEqual("weg-a", await network.ScalarAsync<string>(
            "SELECT slug FROM organisations AS o JOIN organisation_sources AS s ON s.organisation_id = o.id WHERE s.name = 'Ganz andere'"));

        var refused = await Assert.ThrowsAsync<NetworkException>(() => network.UnmergeAsync(ids[0]));
        Assert.Equal(ErrorCode.Conflict, refused.Code);
        await network.UnmergeAsync(ids[1]);
        Assert.Equal(ids[1], await network.ScalarAsync<Guid>($"SELECT survivor_id FROM organisation_redirects WHERE old_id = '{ids[0]}'"));
        await network.UnmergeAsync(ids[0]);
        Assert.Equal("weg-a", await network.FieldAsync(ids[0], "slug"));
    }

    [Fact]
    public async Task The_next_import_of_its_source_updates_the_survivor_and_belongs_to_the_loser_again()
    {
        var ids = await network.EnterAsync("Quell A,Köln,https://a.example/,", "Quell B,Köln,https://b.example/,");
        await network.ImportAsync("name,town,website\nOhne Nummer,Köln,https://o.example/\n", "Ohne");
        var plain = await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE name = 'Ohne Nummer'");
        await network.MergeAsync(new(ids[0], ids[1]) { FromLoser = ["website"] });
        await network.MergeAsync(new(ids[0], plain));
        var again = await network.ImportAsync(
            "external_id,name,town,website\nQuell B,Quell B,Köln,https://b2.example/\n", "Quelle Quell B");
        Assert.Equal((0, 1), (again.Created, again.Updated));
        Assert.Equal(0, (await network.ImportAsync("name,town,website\nOhne Nummer,Köln,https://o.example/\n", "Ohne")).Created);
        Assert.Equal("https://b2.example/", await network.FieldAsync(ids[0], "website"));

        await network.UnmergeAsync(plain);
        await network.UnmergeAsync(ids[1]);

        Assert.Equal("https://a.example/", await network.FieldAsync(ids[0], "website"));
        Assert.Equal("https://b2.example/", await network.FieldAsync(ids[1], "website"));
        Assert.Equal("Quell A", await network.FieldAsync(ids[0], "name"));
    }

    [Fact]
    public async Task What_was_changed_since_stays_and_the_rest_goes_back()
    {
        var ids = await network.EnterAsync("Seit A,Köln,,", "Seit B,Köln,https://b.example/,+49 221 4710002", "Seit C,Köln,,");
        await network.MergeAsync(new(ids[0], ids[1]));
        await network.RunAsync($"UPDATE organisations SET website = 'https://eigen.example/' WHERE id = '{ids[0]}'");
        await network.TieAsync(ids[0], ids[2], "Seitdem");
        await network.UnmergeAsync(ids[1]);
        Assert.Equal("https://eigen.example/", await network.FieldAsync(ids[0], "website"));
        Assert.Equal("-", await network.FieldAsync(ids[0], "phone"));
        Assert.Equal("https://b.example/", await network.FieldAsync(ids[1], "website"));
        Assert.Equal(ids[0], await network.ScalarAsync<Guid>("SELECT from_id FROM cooperations WHERE title = 'Seitdem'"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_merge_with_a_protected_place_stays_protected_and_tells_nothing(bool survivorHides, bool loserHides)
    {
        var mark = survivorHides ? "eins" : "zwei";
        async Task<Guid> EnterAsync(string id, string name, string street, bool hides)
        {
            await network.ImportAsync("external_id,name,town,postcode,street,protect_location\n"
                + $"{id},{name},Köln,50667,{street},{(hides ? "yes" : "no")}\n", "Schutz");
            return await network.ScalarAsync<Guid>($"SELECT organisation_id FROM organisation_sources WHERE external_id = '{id}'");
        }

        var survivor = await EnterAsync($"s{mark}", $"Zuflucht {mark}", "Stille Gasse 3", survivorHides);
        var loser = await EnterAsync($"l{mark}", $"Zuflucht Lindenthal {mark}", "Laute Gasse 4", loserHides);
        await network.RunAsync($"UPDATE organisations SET keywords = '{"{gassenfest,Laute Gasse}"}' WHERE id = '{survivor}'");
        await network.MergeAsync(new(survivor, loser) { FromLoser = ["place"] });

        Assert.Equal("true", await network.FieldAsync(survivor, "location_protected"));
        Assert.Equal("-", await network.FieldAsync(survivor, "street"));
        Assert.Equal("Municipality", await network.FieldAsync(survivor, "precision"));
        Assert.Equal("{gassenfest}", await network.FieldAsync(survivor, "keywords"));
        Assert.Equal($"{{\"Zuflucht Lindenthal {mark}\"}}", await network.FieldAsync(survivor, "alternate_names"));
        Assert.Equal(survivorHides ? "Stille Gasse 3" : "Laute Gasse 4",
            await network.ScalarAsync<string>($"SELECT street FROM protected_places WHERE organisation_id = '{survivor}'"));
        var old = await network.ScalarAsync<string>($"SELECT coalesce(old_slug, '-') FROM organisation_redirects WHERE old_id = '{loser}'");
        Assert.Equal(survivorHides ? "-" : $"zuflucht-lindenthal-{mark}", old);
        Assert.False(await network.ScalarAsync<bool>($"""
            SELECT EXISTS (SELECT FROM changes WHERE key IN ('{loser}', '{survivor}') AND (before::text LIKE '%Gasse 3%' OR
                before::text LIKE '%Gasse 4%' OR after::text LIKE '%Gasse 3%' OR after::text LIKE '%Gasse 4%'))
            """));
        await network.UnmergeAsync(loser);
        Assert.Equal(loserHides ? "true" : "false", await network.FieldAsync(loser, "location_protected"));
        Assert.Equal(survivorHides ? "true" : "false", await network.FieldAsync(survivor, "location_protected"));
        Assert.Equal(loserHides ? "-" : "Laute Gasse 4", await network.FieldAsync(loser, "street"));
        Assert.Equal(survivorHides ? "-" : "Stille Gasse 3", await network.FieldAsync(survivor, "street"));
    }

    [Fact]
    public async Task Only_the_centre_of_both_and_administrators_merge()
    {
        var ids = await network.EnterAsync("Recht A,Köln,,", "Recht B,Köln,,", "Recht C,Bonn,,");
        foreach (var actor in new[] { "centre:ki-bonn", "organisation:recht-a" })
        {
            var refused = await Assert.ThrowsAsync<NetworkException>(() => network.MergeAsync(new(ids[0], ids[1]), actor));
            Assert.Equal(ErrorCode.Forbidden, refused.Code);
        }

        Assert.Equal(ErrorCode.Forbidden,
            (await Assert.ThrowsAsync<NetworkException>(() => network.MergeAsync(new(ids[0], ids[2])))).Code);
        await network.MergeAsync(new(ids[0], ids[1]));
        Assert.Equal(ErrorCode.Forbidden,
            (await Assert.ThrowsAsync<NetworkException>(() => network.UnmergeAsync(ids[1], "centre:ki-bonn"))).Code);
    }

    [Fact]
    public async Task Merges_and_edits_at_once_lose_nothing_and_one_is_told()
    {
        var ids = await network.EnterAsync("Zugleich A,Köln,,", "Zugleich B,Köln,,", "Zugleich C,Köln,,");
        var version = await network.FieldAsync(ids[1], "o.xmin");
        await network.RunAsync($"UPDATE organisations SET website = 'https://x.example/' WHERE id = '{ids[1]}'");
        var late = await Assert.ThrowsAsync<NetworkException>(
            () => network.MergeAsync(new(ids[0], ids[1]) { LoserVersion = version }));
        Assert.Equal(ErrorCode.Conflict, late.Code);

        var tries = await Task.WhenAll(new[] { new MergedPair(ids[0], ids[1]), new(ids[1], ids[2]) }.Select(async pair =>
        {
            try
            {
                await network.MergeAsync(pair);
                return true;
            }
            catch (NetworkException)
            {
                return false;
            }
        }));
        Assert.Contains(true, tries);
        // All three are there, or lead to one that is.
        Assert.Equal(3, await network.ScalarAsync<long>($"""
            SELECT (SELECT count(*) FROM organisations WHERE id IN ('{ids[0]}', '{ids[1]}', '{ids[2]}'))
                + (SELECT count(*) FROM organisation_redirects WHERE old_id IN ('{ids[0]}', '{ids[1]}', '{ids[2]}'))
            """));
    }

    [Fact]
    public async Task A_tie_that_is_made_beside_a_merge_is_refused_or_moves()
    {
        var ids = await network.EnterAsync("Neben A,Köln,,", "Neben B,Köln,,", "Neben C,Köln,,");
        await using var connection = await network.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var tie = new Npgsql.NpgsqlCommand($"""
            INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, state, proposed_at, proposed_by)
            VALUES (gen_random_uuid(), 'Event', 'Nebenbei', '{ids[1]}', '{ids[2]}', '{"{}"}', '{"{}"}', 'Proposed', now(), '{ids[1]}')
            """, connection))
            await tie.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var merging = network.MergeAsync(new(ids[0], ids[1])); // waits for the tie
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await merging;
        Assert.Equal(ids[0], await network.ScalarAsync<Guid>("SELECT from_id FROM cooperations WHERE title = 'Nebenbei'"));
        Assert.Equal(ids[0], await network.ScalarAsync<Guid>("SELECT proposed_by FROM cooperations WHERE title = 'Nebenbei'"));
    }
}
