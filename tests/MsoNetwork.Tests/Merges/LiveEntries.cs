using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Entries;
using MsoNetwork.Erasure;
using MsoNetwork.History;
using MsoNetwork.Moderation;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.Import;
using Npgsql;

namespace MsoNetwork.Tests.Merges;

/// <summary>Four entries of one sequence in the database, each of a source of its own.</summary>
internal sealed class LiveEntries(SeededNetwork network, Guid[] ids)
{
    // Names and sources have the first one, also when the entry is another.
    private readonly Guid[] _first = [.. ids];

    public Guid[] Ids => ids;

    private string All => string.Join(", ", ids.Select(id => $"'{id}'"));

    public static async Task<LiveEntries> NewAsync(SeededNetwork network)
    {
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        for (var at = 0; at < ids.Length; at++)
        {
            var site = at == 0 ? "NULL" : $"'https://{at}.example/'";
            await network.RunAsync($"""
                SELECT put_back('organisations', row_texts('organisations', 'id', (SELECT id FROM organisations
                    WHERE municipality_key = '05315000' AND NOT location_protected ORDER BY id LIMIT 1))
                    || jsonb_build_object('id', '{ids[at]}', 'slug', 'muster-{ids[at]:N}', 'name', 'Muster {ids[at]:N}',
                        'sort_name', 'muster {ids[at]:N}', 'website', {site}));
                INSERT INTO organisation_sources (organisation_id, name, external_id) VALUES ('{ids[at]}', 'Quelle {ids[at]}', '{at}')
                """);
        }

        return new(network, ids);
    }

    public Task WriteAsync(int at, string site, int? source) => network.RunAsync($"""
        BEGIN; SELECT set_config('msonet.source', '{(source is { } one ? $"Quelle {_first[one]}" : "")}', true);
        UPDATE organisations SET website = '{site}' WHERE id = '{ids[at]}' AND website IS DISTINCT FROM '{site}'; COMMIT
        """);

    /// <summary>The site gets back what stood there before the last change of it.</summary>
    public async Task RestoreAsync(int at)
    {
        var last = await network.ScalarAsync<long>($"""
            SELECT coalesce(max(change_set), 0) FROM changes WHERE key = '{ids[at]}' AND operation = 'update' AND before ? 'website'
            """);
        if (last == 0) return;
        var version = await network.ScalarAsync<string>($"SELECT xmin::text FROM organisations WHERE id = '{ids[at]}'");
        await network.UseAsync<RestoreEntry>(MergeSteps.Cologne, async use =>
            Assert.Empty((await use.RunAsync(ids[at], last, ["website"], version, default)).Errors));
    }

    public async Task EraseAsync(int at)
    {
        var name = await network.ScalarAsync<string>($"SELECT name FROM organisations WHERE id = '{ids[at]}'");
        await network.UseAsync<EraseOrganisation>(
            MergeSteps.Cologne, use => use.RunAsync(ids[at], name, ErasureReason.OwnWish, default));
    }

    /// <returns>How many rows of a file that says it again were left, because it was erased.</returns>
    public async Task<long> ImportErasedAsync(int at) => (await network.ImportAsync(
        $"external_id,name,town\n{at},Muster {_first[at]:N},Köln\n", $"Quelle {_first[at]}")).Erased;

    /// <summary>It is registered by somebody, accepted by its centre, and said again by its source.</summary>
    public async Task RegisterAsync(int at)
    {
        var name = $"Muster {_first[at]:N}";
        await using var scope = network.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<NetworkContext>();
        var mail = $"{Guid.NewGuid():N}@example.org";
        var person = new Person { Id = Guid.NewGuid(), UserName = mail, Email = mail, EmailConfirmed = true };
        context.Add(person);
        await context.SaveChangesAsync();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new Identity(null) { Person = person.Id };
        var handed = await scope.ServiceProvider.GetRequiredService<RegisterOrganisation>().SubmitAsync(
            new Dictionary<string, string> { ["name"] = name, ["town"] = "Köln" }, "", default);
        var version = await network.ScalarAsync<uint>($"SELECT xmin FROM cases WHERE id = '{handed}'");
        await network.UseAsync<DecideCase>(MergeSteps.Cologne, async use => Assert.Equal(
            DecisionOutcome.Done, (await use.AcceptAsync(handed!.Value, version, null, new Uri("https://netz.example"), default)).Outcome));
        ids[at] = await network.ScalarAsync<Guid>($"SELECT id FROM organisations WHERE name = '{name}'");
        var report = await network.ImportAsync($"external_id,name,town\n{at},{name},Köln\n", $"Quelle {_first[at]}");
        Assert.Equal((0L, 0L), (report.Erased, report.Created));
    }

    public Task<Guid> WhoseAsync(int source) =>
        network.ScalarAsync<Guid>($"SELECT organisation_id FROM organisation_sources WHERE name = 'Quelle {_first[source]}'");

    public Task CallAsync(Guid id, int at) => network.RunAsync($$"""
        INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages, regions,
            contact_way, state, created_at, updated_at)
        VALUES ('{{id}}', '{{id:N}}', '{{ids[at]}}', 'Seeks', 'Rooms', '{"de": "Raum"}', '{"de": "Ein Raum."}', '{}', '{}', '{}', '{05315}',
            'Platform', 'Draft', now(), now())
        """);

    public Task<List<(int At, string Site)>> EntriesAsync() => ListAsync(
        $"SELECT id, coalesce(website, '') FROM organisations WHERE id IN ({All})", row => (At(row.GetGuid(0)), row.GetString(1)),
        one => one.Item1);

    /// <summary>Who says the site of each entry that has one.</summary>
    public async Task<List<string>> SaidAsync() => [.. (await ListAsync(
        $"""
        SELECT o.id, s.said_by, coalesce(s.source, '') FROM organisations AS o CROSS JOIN LATERAL (SELECT * FROM statements AS one
            WHERE one.organisation_id = o.id AND one.field IN ('website', '') ORDER BY one.field DESC LIMIT 1) AS s
        WHERE o.id IN ({All}) AND o.website IS NOT NULL
        """,
        row => (At: At(row.GetGuid(0)), Said: row.GetString(1) + SourceOf(row.GetString(2))), one => one.At))
        .Select(one => $"{one.At}: {one.Said}")];

    private string SourceOf(string source) =>
        source.Length == 0 ? "" : $" {Array.FindIndex(_first, id => source == $"Quelle {id}")}";

    public Task<List<string>> RedirectsAsync() => ListAsync(
        $"SELECT old_id, survivor_id FROM organisation_redirects WHERE old_id IN ({All})",
        row => $"{At(row.GetGuid(0))}->{At(row.GetGuid(1))}", one => one);

    public Task<List<string>> CallsAsync() => ListAsync(
        $"SELECT id, organisation_id FROM partner_calls WHERE organisation_id IN ({All})", row => $"{row.GetGuid(0)}@{At(row.GetGuid(1))}",
        one => one);

    public Task<List<(Guid Id, int From, int To, string Title)>> TiesAsync() => ListAsync(
        $"SELECT id, from_id, to_id, title FROM cooperations WHERE from_id IN ({All})",
        row => (row.GetGuid(0), At(row.GetGuid(1)), At(row.GetGuid(2)), row.GetString(3)), one => one.Item1);

    private int At(Guid id) => Array.IndexOf(ids, id);

    private async Task<List<T>> ListAsync<T, TKey>(string sql, Func<NpgsqlDataReader, T> read, Func<T, TKey> order)
    {
        await using var command = network.Database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync()) all.Add(read(rows));
        return [.. all.OrderBy(order)];
    }
}
