using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using Npgsql;

namespace MsoNetwork.Tests.Organisations;

public sealed class OrganisationStoreTests(InventedRegistry registry) : IClassFixture<InventedRegistry>
{
    private static readonly OrganisationFilter Around = new() { Near = new() { Latitude = 51.2, Longitude = 6.8, RadiusKm = 90 } };

    [Fact]
    public async Task What_was_read_before_comes_from_memory_and_the_list_from_the_database()
    {
        var store = new OrganisationStore(registry.Database, Known);
        var (read, _) = await CountedAsync(store, OrganisationColumns.Topics);
        var (again, statements) = await CountedAsync(store, OrganisationColumns.Topics);
        Assert.Equal(1, statements);
        Assert.Equal(read.Select(edge => (edge.Entry, edge.Metres)), again.Select(edge => (edge.Entry, edge.Metres))); // the very objects
        Assert.All(again, edge => Assert.True(edge.Metres >= 0));
        store.Forget();
        Assert.Equal(2, (await CountedAsync(store, OrganisationColumns.Topics)).Statements); // the second when the first knew none of them
    }

    [Theory]
    [InlineData("name = 'Erfunden, umbenannt'")]
    [InlineData("topics = '{parents,work}'")]
    [InlineData("updated_at = updated_at")]
    public async Task A_row_that_was_written_is_read_anew(string change)
    {
        var store = new OrganisationStore(registry.Database, Known);
        var before = (await CountedAsync(store, OrganisationColumns.Topics)).Edges.Select(edge => edge.Entry).ToList();
        await registry.ScalarAsync<Guid>($"UPDATE organisations SET {change} WHERE id = '{before[3].Id}' RETURNING id");
        var after = (await CountedAsync(store, OrganisationColumns.Topics)).Edges.Select(edge => edge.Entry).ToList();
        Assert.Equal(before.Select(entry => entry.Id), after.Select(entry => entry.Id));
        Assert.NotEqual(before[3].Version, after[3].Version);
        Assert.Equal(
            await registry.ScalarAsync<string>(
                $"SELECT name || array_to_string(topics, ',') FROM organisations WHERE id = '{after[3].Id}'"
            ),
            after[3].Name + string.Join(',', after[3].Topics)
        );
        Assert.Equal(1, (await CountedAsync(store, OrganisationColumns.Topics)).Statements);
    }

    [Fact]
    public async Task A_row_that_is_gone_or_no_longer_meant_leaves_the_list()
    {
        var store = new OrganisationStore(registry.Database, Known);
        var before = (await CountedAsync(store, OrganisationColumns.Topics)).Edges;
        await registry.ScalarAsync<Guid>($"DELETE FROM organisations WHERE id = '{before[0].Entry.Id}' RETURNING id");
        await registry.ScalarAsync<Guid>($"UPDATE organisations SET status = 'Dissolved' WHERE id = '{before[1].Entry.Id}' RETURNING id");
        var after = (await CountedAsync(store, OrganisationColumns.Topics)).Edges;
        Assert.Equal(before[2..].Select(edge => edge.Entry.Id), after[..^2].Select(edge => edge.Entry.Id));
    }

    [Fact]
    public async Task Whoever_selects_more_gets_more_and_whoever_selects_less_is_served_by_it()
    {
        var store = new OrganisationStore(registry.Database, Known);
        await CountedAsync(store, OrganisationColumns.Core);
        var (edges, _) = await CountedAsync(store, OrganisationColumns.Terms | OrganisationColumns.Record);
        Assert.All(edges, edge => Assert.NotEmpty(edge.Entry.Languages));
        foreach (var columns in (OrganisationColumns[])[OrganisationColumns.Core, OrganisationColumns.Terms, OrganisationColumns.Record])
            Assert.Equal(edges.Select(edge => edge.Entry), (await CountedAsync(store, columns)).Edges.Select(edge => edge.Entry));
        edges = (await CountedAsync(store, OrganisationColumns.Topics)).Edges;
        Assert.Contains(edges, edge => edge.Entry.Topics.Length > 0);
        var (terms, statements) = await CountedAsync(store, OrganisationColumns.Terms);
        Assert.Equal(1, statements);
        Assert.All(terms, edge => Assert.NotEmpty(edge.Entry.Languages)); // what was read for topics has the rest too
    }

    [Fact]
    public async Task Of_a_large_registry_nothing_is_kept()
    {
        var store = new OrganisationStore(registry.Database, Known) { Most = 100 };
        await CountedAsync(store, OrganisationColumns.Topics); // the first use of a connection asks for the database's types
        for (var time = 0; time < 2; time++) Assert.Equal(1, (await CountedAsync(store, OrganisationColumns.Topics)).Statements);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Where_nobody_knows_how_large_it_is_no_more_is_kept_than_the_bound()
    {
        using var unknown = new ReferenceSnapshot<TermFrequencies>(_ => Task.FromResult(new TermFrequencies()));
        var store = new OrganisationStore(registry.Database, unknown) { Most = 50 };
        var most = 0;
        for (var size = 1; size <= 100; size += 11)
        {
            var page = Page(store, OrganisationColumns.Core, size);
            var expected = Page(new OrganisationStore(registry.Database, Known) { Most = 1 }, OrganisationColumns.Core, size);
            Assert.Equal(
                (await expected.EdgesAsync(Token)).Select(edge => edge.Row.Entry.Slug),
                (await page.EdgesAsync(Token)).Select(edge => edge.Row.Entry.Slug)
            );
            most = Math.Max(most, store.Count);
        }

        Assert.InRange(most, 1, 50);
    }

    [Fact]
    public async Task Readers_and_writers_at_once_get_each_row_as_it_was_at_one_moment()
    {
        var store = new OrganisationStore(registry.Database, Known);
        var ids = (await CountedAsync(store, OrganisationColumns.Core)).Edges.Select(edge => edge.Entry.Id).ToArray();
        using var over = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 0; number < 60; number++)
            {
                // Both columns of a row always say the same number.
                await using var command = registry.Database.CreateCommand($"UPDATE organisations SET street = 'Weg {number}', keywords = "
                    + $"ARRAY['Weg {number}'] WHERE id = ANY($1)");
                command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
                await command.ExecuteNonQueryAsync(Token);
            }

            await over.CancelAsync();
        }, Token);
        var reading = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var last = -1;
            while (!over.IsCancellationRequested)
            {
                var streets = new HashSet<string?>();
                foreach (var edge in await Page(store, OrganisationColumns.All, ids.Length).EdgesAsync(Token))
                {
                    Assert.Equal(edge.Row.Entry.Street is { } street ? [street] : [], edge.Row.Entry.Keywords);
                    streets.Add(edge.Row.Entry.Street);
                }

                var number = Assert.Single(streets) is { } way ? int.Parse(way[4..], null) : -1;
                Assert.True(number >= last, $"{number} after {last}");
                last = number;
            }
        }, Token));
        await Task.WhenAll([writing, .. reading]);
        Assert.All(await Page(store, OrganisationColumns.All, ids.Length).EdgesAsync(Token), edge =>
            Assert.Equal("Weg 59", edge.Row.Entry.Street)
        );
    }

    private ReferenceSnapshot<TermFrequencies> Known => registry.Services.GetRequiredService<ReferenceSnapshot<TermFrequencies>>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ListPage<ListedOrganisation> Page(OrganisationStore store, OrganisationColumns columns, int size) =>
        OrganisationList.Page(
            store,
            registry.Gazetteer,
            registry.Vocabularies,
            Around,
            OrganisationOrder.Distance,
            new PageRequest(size, false, null, null),
            columns
        );

    private async Task<(List<ListedOrganisation> Edges, int Statements)> CountedAsync(OrganisationStore store, OrganisationColumns columns)
    {
        var (edges, statements) = await registry.Database.CountedAsync(() => Page(store, columns, 20).EdgesAsync(Token));
        return ([.. edges.Select(edge => edge.Row)], statements);
    }
}
