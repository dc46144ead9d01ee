using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Relay;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Faults;

/// <summary>A server is killed (SIGKILL) at a random moment while an administrator erases one organisation after the other.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledErasureTests(TestCluster cluster)
{
    private const string Erase =
        "mutation ($input: EraseOrganisationInput!) { done: eraseOrganisation(input: $input) { id errors { code message } } }";

    // Whoever is gone is known by the hash and has left nothing but the line that says so; whoever is not has everything and no hash.
    private const string Half = """
        SELECT count(*) FROM (SELECT unnest($1) AS id) AS asked LEFT JOIN organisations AS o USING (id)
        LEFT JOIN tombstones AS t ON t.kind = 'organisation' AND t.hash = tombstone_hash('organisation', asked.id::text)
        WHERE (o.id IS NULL) <> (t.hash IS NOT NULL)
            OR (o.id IS NULL) = EXISTS (SELECT FROM notes WHERE text = 'Notiz ' || asked.id)
            OR (o.id IS NULL AND EXISTS (
                SELECT FROM changes WHERE key = asked.id::text AND coalesce(before ->> 'name', after ->> 'name', '') <> ''))
        """;

    private const string Others =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'msonet'";

    private readonly string _list = Path.Combine(Directory.CreateTempSubdirectory("msonet-erased-").FullName, "erasures.list");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_was_to_be_erased_is_gone_with_everything_or_is_there_with_everything()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var rounds = KillRounds.Or(3);
        var file = network.Write("many.csv", "name,town\n" + string.Concat(
            Enumerable.Range(1, 100 * rounds).Select(row => $"Haus Vergessen {row} (erfunden),Köln\n")));
        using (var import = MsonetProcess.Start(network.ConnectionString, "import", file, "--source", "Vergessen"))
            Assert.True(await import.EndAsync(Token) == 0, import.Output);
        await network.RunAsync("""
            INSERT INTO notes (id, organisation_id, centre_key, "on", text, written_at)
            SELECT gen_random_uuid(), id, 'ki-koeln', current_date, 'Notiz ' || id, now() FROM organisations
            """);
        var token = await AdministratorAsync(network);
        var waiting = new Queue<(Guid Id, string Name)>(await NamesAsync(network));
        var all = waiting.Select(one => one.Id).ToArray();
        var random = new Random(20261202);
        var (acknowledged, unsure) = (0, 0);
        List<Guid> asked = [];
        for (var round = 0; round <= rounds; round++)
        {
            await using var server = new ServedProcess(network.ConnectionString, ("MSONET_ERASURES", _list), ("MSONET_LIMITS", "off"));
            using var client = await server.ReadyAsync();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            // The start has ended what was broken off.
            Assert.Equal(0, await CountAsync(network, Half, all));
            Assert.Equal(asked.Count, await network.ScalarAsync<long>("SELECT count(*) FROM tombstones WHERE kind = 'organisation'"));
            if (round == rounds) break;
            Task? dies = null;
            while (waiting.TryDequeue(out var next))
            {
                asked.Add(next.Id);
                if (await EraseAsync(client, next) is not { } answer)
                {
                    unsure++;
                    await (dies ?? Task.CompletedTask);
                    await Waiting.UntilAsync(async () => await network.ScalarAsync<long>(Others) == 0, "its connections stay");
                    if (await network.ScalarAsync<long>($"SELECT count(*) FROM organisations WHERE id = '{next.Id}'") == 1
                        && !IsListed(asked.Count))
                        asked.Remove(next.Id); // it never came so far
                    break;
                }

                Assert.True(answer.GetProperty("errors").GetArrayLength() == 0, answer.GetRawText());
                acknowledged++;
                dies ??= DieAsync(server, random.Next(2500)); // from the first one on, however slow the machine is
            }

            await dies!;
        }

        Directory.Delete(Path.GetDirectoryName(_list)!, recursive: true);
        Assert.NotEqual(0, acknowledged);
        KillRounds.Report($"{rounds} kills of a server that erased: {acknowledged} acknowledged, {unsure} without an answer");
    }

    private static async Task DieAsync(ServedProcess server, int after)
    {
        await Task.Delay(after, Token);
        await server.DisposeAsync();
    }

    // The list is written before the database commits: what stands there is erased by the next start.
    private bool IsListed(int count) =>
        File.Exists(_list) && File.ReadAllLines(_list).Where(line => line.Contains(" organisation ", StringComparison.Ordinal))
            .DistinctBy(line => line.Split(' ')[2]).Count() >= count;

    private static async Task<JsonElement?> EraseAsync(HttpClient client, (Guid Id, string Name) one)
    {
        var input = new { organisation = GlobalId.Encode("Organisation", one.Id), name = one.Name, reason = "OWN_WISH" };
        try
        {
            using var answer = await client.PostAsJsonAsync("/graphql", new { query = Erase, variables = new { input } }, Token);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data").GetProperty("done");
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
    }

    private static async Task<string> AdministratorAsync(SeededNetwork network)
    {
        await using var scope = network.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        const string Email = "erases@example.org";
        var person = new Person { Id = Guid.NewGuid(), UserName = Email, Email = Email, EmailConfirmed = true };
        context.AddRange(person, new Duty { PersonId = person.Id, Role = Role.Administrator });
        await context.SaveChangesAsync(Token);
        return (await new AccessTokens(context, TimeProvider.System).MakeAsync(
            person.Id, new WantedToken("erases", null, Writes: true, TimeSpan.FromDays(1)), Token))!;
    }

    private static async Task<List<(Guid, string)>> NamesAsync(SeededNetwork network)
    {
        await using var command = network.Database.CreateCommand("SELECT id, name FROM organisations WHERE name = btrim(name) ORDER BY id");
        await using var rows = await command.ExecuteReaderAsync(Token);
        var names = new List<(Guid, string)>();
        while (await rows.ReadAsync(Token)) names.Add((rows.GetGuid(0), rows.GetString(1)));
        return names;
    }

    private static async Task<long> CountAsync(SeededNetwork network, string sql, Guid[] ids)
    {
        await using var command = network.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ids });
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
