using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Merges;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Merges;

/// <summary>Merging and un-merging as a centre, and what stands afterwards.</summary>
internal static class MergeSteps
{
    public const string Cologne = "centre:ki-koeln";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task MergeAsync(this SeededNetwork network, MergedPair pair, string actor = Cologne) =>
        network.UseAsync<MergeOrganisations>(actor, use => use.RunAsync(pair, Token));

    public static async Task<int> UnmergeAsync(this SeededNetwork network, Guid loser, string actor = Cologne)
    {
        var left = 0;
        await network.UseAsync<UnmergeOrganisations>(actor, async use => left = await use.RunAsync(loser, Token));
        return left;
    }

    public static async Task UseAsync<T>(this SeededNetwork network, string actor, Func<T, Task> use)
        where T : notnull
    {
        await using var scope = network.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new Identity(ActingFor.Parse(actor));
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Entries of Köln unless told, each of a source of its own ("Quelle NAME"), by their names.</summary>
    public static async Task<Guid[]> EnterAsync(this SeededNetwork network, params string[] rows)
    {
        var ids = new List<Guid>();
        foreach (var row in rows)
        {
            var name = row.Split(',')[0];
            await network.ImportAsync($"external_id,name,town,website,phone\n{name},{row}\n", "Quelle " + name);
            ids.Add(await network.ScalarAsync<Guid>(
                $"SELECT organisation_id FROM organisation_sources WHERE name = 'Quelle {name}'"));
        }

        return [.. ids];
    }

    public static Task<string> FieldAsync(this SeededNetwork network, Guid id, string expression) =>
        network.ScalarAsync<string>($"SELECT coalesce((SELECT ({expression})::text FROM organisations AS o WHERE id = '{id}'), '-')");

    /// <summary>All rows of all tables that a merge touches, but for when they were written and how often.</summary>
    public static async Task<string> EverythingAsync(this SeededNetwork network)
    {
        var all = new List<string>();
        var tables = OrganisationReferences.Moving.Concat(OrganisationReferences.Parts).Select(one => one.Table);
        foreach (var table in tables.Append("organisations"))
            all.Add(table + ": " + await network.ScalarAsync<string>($"""
                SELECT coalesce(string_agg(row::text, E'\n' ORDER BY row::text), '') FROM (
                    SELECT to_jsonb(t) - ARRAY['updated_at', 'version'] AS row FROM {table} AS t) AS rows
                """));
        return string.Join("\n\n", all);
    }

    public static async Task TieAsync(this SeededNetwork network, Guid from, Guid to, string title, Guid? id = null) =>
        await network.RunAsync($"""
        INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, state, proposed_at, proposed_by)
        VALUES ('{id ?? Guid.NewGuid()}', 'Event', '{title}', '{from}', '{to}', '{"{}"}', '{"{}"}', 'Proposed', now(), '{from}')
        """);
}
