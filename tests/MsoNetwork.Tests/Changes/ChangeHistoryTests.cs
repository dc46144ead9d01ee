using MsoNetwork.Changes;
using MsoNetwork.Tests.Import;
using Npgsql;

namespace MsoNetwork.Tests.Changes;

/// <summary>What the log says of one organisation: every way in, before and after, by whom and from which source; and what it
/// forgets.</summary>
[Trait("Speed", "Medium")]
public sealed class ChangeHistoryTests(TestCluster cluster)
{
    private const string Head = "external_id,name,town,postcode,street,email,protect_location,retrieved_on\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_history_of_an_organisation_tells_import_change_second_source_and_erasure_with_before_and_after()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + "1,Haus Anfang,Köln,50667,Weg 1,alt@example.org,no,2026-01-02\n");
        var id = await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE name = 'Haus Anfang'");
        await using var connection = await network.Database.OpenConnectionAsync(Token);
        await ChangeAsync(connection, new ChangeAuthor(ChangeAuthorKind.Person, "p-1"), "UPDATE organisations SET email = "
            + "'neu@example.org'", id);
        await network.ImportAsync(Head + "7,Haus Anfang,Köln,50667,Weg 2,,no,2026-03-04\n", "Quelle B");

        var history = await ReadAsync(connection, id);
        Assert.Equal(["update", "update", "insert"], history.Select(entry => entry.Operation));
        var (merge, update, import) = (history[0], history[1], history[2]);
        Assert.Equal(new ChangeAuthor(ChangeAuthorKind.Import, null, "Quelle B"), merge.Author);
        Assert.Equal(("Weg 1", "Weg 2"), Field(merge, "street"));
        Assert.DoesNotContain("email", merge.Fields.Keys); // the second source says nothing of it
        Assert.Equal(new ChangeAuthor(ChangeAuthorKind.Person, "p-1"), update.Author);
        Assert.Equal(("alt@example.org", "neu@example.org"), Field(update, "email"));
        Assert.Equal(["email"], update.Fields.Keys);
        Assert.Equal(new ChangeAuthor(ChangeAuthorKind.Import, null, "Quelle A"), import.Author);
        Assert.Equal((null, "alt@example.org"), Field(import, "email"));
        Assert.Equal((null, "Weg 1"), Field(import, "street"));
        Assert.Equal((null, "Haus Anfang"), Field(import, "name"));

        Assert.Equal(1, await ChangeHistory.EraseAsync(connection, ChangeSubject.Organisation, id.ToString(), ["email"], Token));
        history = await ReadAsync(connection, id);
        Assert.Equal(["email"], history[1].Erased);
        Assert.Empty(history[1].Fields);
        Assert.Equal(new ChangeAuthor(ChangeAuthorKind.Person, "p-1"), history[1].Author); // the fact stays
        Assert.DoesNotContain("email", history[2].Fields.Keys);
        Assert.Equal(("Weg 1", "Weg 2"), Field(history[0], "street"));
        Assert.DoesNotContain("alt@example.org", await LogAsync(network), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_organisation_leaves_what_it_was_until_that_is_erased_too()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + "1,Haus Ende,Köln,50667,Weg 1,ende@example.org,no,2026-01-02\n");
        var id = await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE name = 'Haus Ende'");
        await using var connection = await network.Database.OpenConnectionAsync(Token);
        await ChangeAsync(connection, new ChangeAuthor(ChangeAuthorKind.Centre, "z-1"), "DELETE FROM organisations", id);
        var history = await ReadAsync(connection, id);
        Assert.Equal(["delete", "insert"], history.Select(entry => entry.Operation));
        Assert.Equal(("ende@example.org", null), Field(history[0], "email"));
        Assert.Equal((null, "ende@example.org"), Field(history[1], "email"));
        await ChangeHistory.EraseAsync(connection, ChangeSubject.Organisation, id.ToString(), null, Token);
        history = await ReadAsync(connection, id);
        Assert.Empty(history[0].Fields);
        Assert.Equal(new ChangeAuthor(ChangeAuthorKind.Centre, "z-1"), history[0].Author);
        Assert.DoesNotContain("ende@example.org", await LogAsync(network), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_becomes_protected_leaves_the_log_and_a_protected_place_never_enters_it()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + "1,Haus Schutz,Köln,50667,Geheimgasse 5,,no,2026-01-02\n");
        await network.ImportAsync(Head + "1,Haus Schutz,Köln,50667,Geheimgasse 6,,no,2026-01-03\n");
        Assert.Contains("Geheimgasse", await LogAsync(network), StringComparison.Ordinal);
        await network.ImportAsync(Head + "1,Haus Schutz,Köln,50667,Geheimgasse 6,,yes,2026-01-04\n");
        await network.ImportAsync(Head + "1,Haus Schutz,Köln,50668,Geheimgasse 7,,yes,2026-01-05\n");
        Assert.DoesNotContain("Geheimgasse", await LogAsync(network), StringComparison.Ordinal);
        var id = await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE name = 'Haus Schutz'");
        await using var connection = await network.Database.OpenConnectionAsync(Token);
        var history = await ReadAsync(connection, id);
        Assert.Contains(history, entry => entry.Erased.Contains("street"));
        Assert.True(await network.ScalarAsync<long>("SELECT count(*) FROM change_sets WHERE subject = 'ProtectedPlace'") >= 2);
    }

    [Fact]
    public async Task Only_what_differs_is_logged_as_the_row_would_be_JSON_and_every_column_is_compared()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + "1,Haus Gleich,Köln,50667,Weg 1,alt@example.org,no,2026-01-02\n");
        const string Row = "(SELECT to_jsonb(o) - '{updated_at,reach}'::text[] FROM organisations AS o WHERE name = 'Haus Gleich')";
        await network.RunAsync($"CREATE TABLE was AS SELECT {Row} AS row");
        await network.RunAsync("""
            UPDATE organisations SET email = NULL, founded_year = 1999, keywords = '{"a\"b"}', verified_on = '2026-01-02',
                verification = 'VerifiedByCentre', descriptions = '{"de": "ä \"1\""}', updated_at = now(),
                location = ST_Point(7, 51, 4326)::geography, precision = 'Address' WHERE name = 'Haus Gleich'
            """);
        Assert.True(await network.ScalarAsync<bool>($"""
            SELECT (before, after) = (SELECT jsonb_object_agg(key, value), jsonb_object_agg(key, {Row} -> key)
                FROM was, jsonb_each(was.row) WHERE value IS DISTINCT FROM {Row} -> key)
            FROM changes WHERE operation = 'update' ORDER BY seq DESC LIMIT 1
            """));
        await network.RunAsync("UPDATE organisations SET updated_at = now() WHERE name = 'Haus Gleich'");
        Assert.True(await network.ScalarAsync<bool>(
            "SELECT before IS NULL AND after IS NULL AND operation = 'update' FROM changes ORDER BY seq DESC LIMIT 1"));
        // A migration that adds a column and forgets log_changes_of would be found here.
        Assert.Equal(0, await network.ScalarAsync<long>("""
            SELECT count(*) FROM logged_tables AS l JOIN pg_attribute ON attrelid = l.name AND attnum > 0 AND NOT attisdropped
            WHERE NOT '*' = ANY (l.unlogged) AND attname <> ALL (l.unlogged)
              AND strpos((SELECT prosrc FROM pg_proc WHERE proname = 'log_changes_of_' || l.name), 'f.' || quote_ident(attname)) = 0
            """));
    }

    [Fact]
    public async Task A_row_that_gets_another_key_is_one_that_went_and_one_that_came_and_a_new_column_is_logged_when_told()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.RunAsync("UPDATE postcodes SET postcode = '99998' WHERE postcode = '50667'");
        Assert.Equal("delete insert", await network.ScalarAsync<string>("SELECT string_agg(DISTINCT operation, ' ' ORDER BY operation) "
            + "FROM changes WHERE key LIKE '50667/%' OR (key LIKE '99998/%')"));
        await network.RunAsync("ALTER TABLE postcodes ADD COLUMN note text; SELECT log_changes_of('postcodes', 'Postcode'); "
            + "UPDATE postcodes SET note = 'neu' WHERE postcode = '99998'");
        Assert.Equal("{\"note\": \"neu\"}", await network.ScalarAsync<string>(
            "SELECT after::text FROM changes WHERE key LIKE '99998/%' ORDER BY seq DESC LIMIT 1"));
    }

    [Fact]
    public async Task What_is_said_between_two_organisations_never_enters_the_log()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await WarmStoreTests.RespondAsync(network, "Vertraulich");
        var log = await LogAsync(network);
        Assert.Contains("Withdrawn", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Vertraulich", log, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim@example.org", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_changes_go_before_public_ones_and_none_before_all_followers_could_read_it()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await WarmStoreTests.RespondAsync(network, "x");
        await network.RunAsync("UPDATE change_sets SET changed_at = now() - interval '100 days'");
        await network.RunAsync("UPDATE change_log SET marked_at = now() - interval '1 hour'");
        await ChangeSweep.RunAsync(network.Database, ChangeRetention.Standard, Token);
        await network.RunAsync("UPDATE regions SET population = population WHERE key = '05'"); // transactions go on
        await network.RunAsync("UPDATE change_log SET marked_at = now() - interval '1 hour'");
        await Waiting.UntilAsync(
            async () =>
            {
                await network.RunAsync("UPDATE change_log SET marked_at = now() - interval '1 hour'");
                await ChangeSweep.RunAsync(network.Database, ChangeRetention.Standard, Token);
                return await network.ScalarAsync<long>("SELECT count(*) FROM change_sets WHERE subject = 'CallResponse'") == 0;
            },
            "responses are still in the log"
        );
        Assert.NotEqual(0, await network.ScalarAsync<long>("SELECT count(*) FROM change_sets WHERE subject = 'PartnerCall'"));
        Assert.Equal(
            0,
            await network.ScalarAsync<long>("SELECT count(*) FROM changes WHERE NOT EXISTS (SELECT FROM change_sets WHERE number = "
                + "change_set)")
        );
    }

    private static (string? Before, string? After) Field(HistoryEntry entry, string name) =>
        (entry.Fields[name].Before?.GetValue<string>(), entry.Fields[name].After?.GetValue<string>());

    private static Task<IReadOnlyList<HistoryEntry>> ReadAsync(NpgsqlConnection connection, Guid id) =>
        ChangeHistory.ReadAsync(connection, ChangeSubject.Organisation, id.ToString(), Token);

    private static Task<string> LogAsync(SeededNetwork network) =>
        network.ScalarAsync<string>("SELECT coalesce(string_agg(concat(before, after), ' '), '') FROM changes");

    private static async Task ChangeAsync(NpgsqlConnection connection, ChangeAuthor author, string sql, Guid id)
    {
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await author.ApplyAsync(connection, Token);
        if (sql.StartsWith("DELETE", StringComparison.Ordinal))
        {
            await using var sources = new NpgsqlCommand("DELETE FROM organisation_sources WHERE organisation_id = $1", connection);
            sources.Parameters.Add(new() { Value = id });
            await sources.ExecuteNonQueryAsync(Token);
        }

        await using var command = new NpgsqlCommand($"{sql} WHERE id = $1", connection) { Parameters = { new() { Value = id } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
        await transaction.CommitAsync(Token);
    }
}
