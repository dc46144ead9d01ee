using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;

namespace MsoNetwork.Tests.Organisations;

[Trait("Speed", "Medium")]
public sealed class PagingTests(InventedRegistry registry) : IClassFixture<InventedRegistry>
{
    private static readonly NearInput Near = new() { Latitude = 51.2, Longitude = 6.8, RadiusKm = 90 };

    [Theory]
    [InlineData(OrganisationOrder.Name, 7, false)]
    [InlineData(OrganisationOrder.Name, 100, true)]
    [InlineData(OrganisationOrder.Distance, 1, false)]
    [InlineData(OrganisationOrder.Distance, 13, false)]
    [InlineData(OrganisationOrder.Distance, 100, false)]
    [InlineData(OrganisationOrder.Distance, 20, true)]
    [InlineData(OrganisationOrder.RecentlyUpdated, 20, false)]
    [InlineData(OrganisationOrder.RecentlyUpdated, 3, true)]
    public async Task Pages_cover_the_whole_list_once_in_its_exact_order(OrganisationOrder order, int size, bool backward)
    {
        var filter = new OrganisationFilter { Near = Near };
        var seen = new List<Guid>();
        string? cursor = null;
        for (var more = true; more;)
        {
            var page = Page(filter, order, backward ? new(size, true, null, cursor) : new(size, false, cursor, null));
            var ids = (await page.EdgesAsync(Token)).Select(edge => edge.Row.Entry.Id).ToList();
            if (backward) seen.InsertRange(0, ids);
            else seen.AddRange(ids);
            Assert.Equal(cursor is not null, backward ? await page.HasNextPageAsync(Token) : await page.HasPreviousPageAsync(Token));
            more = backward ? await page.HasPreviousPageAsync(Token) : await page.HasNextPageAsync(Token);
            cursor = backward ? await page.StartCursorAsync(Token) : await page.EndCursorAsync(Token);
        }

        Assert.Equal(await AllAsync(order), seen);
        Assert.Equal(seen.Count, await Page(filter, order, new(1, false, null, null)).TotalCountAsync(Token));
    }

    [Fact]
    public void The_longest_name_that_is_taken_has_a_cursor()
    {
        var (id, name) = (Guid.NewGuid(), new string('z', OrganisationOrders.LongestName));
        var order = new KeysetOrder<string>("names", "id", _ => id) { Value = KeysetValue.Text<string>("name", row => row) };
        var (place, conditions) = (order.Place(order.Cursor(name), "after"), new SqlConditions());
        Assert.Equal((id, "$1"), (place.Id, place.Value!(conditions)));
        Assert.Equal(name, conditions.Command(registry.Database, "SELECT $1").Parameters[0].Value);
    }

    [Fact]
    public async Task The_nearest_stand_in_geodesic_order_from_any_point()
    {
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            var (latitude, longitude) = (50.4 + (random.NextDouble() * 2), 6 + (random.NextDouble() * 3));
            var page = Page(new() { Near = new() { Latitude = latitude, Longitude = longitude, RadiusKm = 300 } },
                OrganisationOrder.Distance, new(20, false, null, null));
            var exact = await registry.ScalarAsync<Guid[]>(FormattableString.Invariant($"""
                SELECT array_agg(id) FROM (SELECT id FROM organisations WHERE status = 'Active'
                    AND ST_DWithin(location, ST_Point({longitude:R}, {latitude:R}, 4326)::geography, 300000)
                    ORDER BY ST_Distance(location, ST_Point({longitude:R}, {latitude:R}, 4326)::geography), id LIMIT 20) AS nearest
                """));
            Assert.Equal(exact, (await page.EdgesAsync(Token)).Select(edge => edge.Row.Entry.Id));
        }
    }

    [Fact]
    public async Task Walking_outward_and_collecting_by_terms_find_the_same()
    {
        var criteria = new OrganisationCriteria(new() { Near = Near, Topics = ["work"] }, registry.Gazetteer, registry.Vocabularies);
        var ways = new List<Guid[]>();
        foreach (var outward in (bool[])[true, false])
        {
            var conditions = criteria.Conditions.Copy();
            var sql = OrganisationSql.Nearest(
                criteria,
                conditions,
                EntryShape.Of(OrganisationColumns.Core).Select,
                50,
                Near.RadiusKm * 1000,
                outward
            );
            await using var command = conditions.Command(registry.Database, $"SELECT array_agg(id) FROM ({sql}) AS near");
            ways.Add((Guid[])(await command.ExecuteScalarAsync(Token))!);
        }

        Assert.Equal(50, ways[0].Length);
        Assert.Equal(ways[0], ways[1]);
    }

    [Fact]
    public void Frequent_terms_are_walked_to_and_rare_ones_collected()
    {
        Assert.True(
            OrganisationSql.WalkOutward(
                new(new() { Near = Near, Topics = ["work"] }, registry.Gazetteer, registry.Vocabularies),
                registry.Frequencies,
                29
            )
        );
        Assert.False(
            OrganisationSql.WalkOutward(
                new(new() { Near = Near, Topics = ["dance"] }, registry.Gazetteer, registry.Vocabularies),
                registry.Frequencies,
                29
            )
        );
    }

    [Fact]
    public async Task A_page_stays_right_while_rows_come_and_go()
    {
        var random = new Random(11);
        var mine = Enumerable.Range(0, 6).Select(step => Named($"Zzz {step}", 90_000 + step)).ToArray();
        await registry.AddAsync(mine);
        var filter = new OrganisationFilter { Origins = ["TR"] };
        var first = Page(filter, OrganisationOrder.Name, new(3, false, null, null));
        Assert.Equal(["Zzz 0", "Zzz 1", "Zzz 2"], (await first.EdgesAsync(Token)).Select(edge => edge.Row.Entry.Name));
        // One comes before the cursor, the cursor's own row goes.
        await registry.AddAsync(Named("Zzz 00", 90_010));
        await registry.ScalarAsync<int>(
            $"WITH gone AS (DELETE FROM organisations WHERE id = '{mine[2].Id}' RETURNING 1) SELECT count(*)::int FROM gone"
        );
        var second = Page(filter, OrganisationOrder.Name, new(3, false, await first.EndCursorAsync(Token), null));
        Assert.Equal(["Zzz 3", "Zzz 4", "Zzz 5"], (await second.EdgesAsync(Token)).Select(edge => edge.Row.Entry.Name));

        Organisation Named(string name, int number)
        {
            var organisation = registry.Invent(random, number);
            (organisation.Name, organisation.SortName, organisation.Origins, organisation.Status) = (
                name,
                MsoNetwork.Text.Folding.SortKey(name),
                ["TR"],
                OrganisationStatus.Active
            );
            return organisation;
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!")]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("T3JnYW5pc2F0aW9uOjBmZDk3NWI3YjhlMjQyYjk4OGM2YzliM2Q1YTRhZGIx")]
    public void A_broken_cursor_is_refused(string cursor)
    {
        var error = Assert.Throws<NetworkException>(() => Page(new(), OrganisationOrder.Name, new(3, false, cursor, null)));
        Assert.Equal((ErrorCode.InvalidInput, "after"), (error.Code, error.Argument));
    }

    [Fact]
    public async Task A_cursor_of_another_order_or_point_is_refused()
    {
        var cursor = await Page(new() { Near = Near }, OrganisationOrder.Distance, new(3, false, null, null)).EndCursorAsync(Token);
        Assert.Throws<NetworkException>(() => Page(new() { Near = Near }, OrganisationOrder.Name, new(3, false, cursor, null)));
        Assert.Throws<NetworkException>(() =>
            Page(new() { Near = Near with { Latitude = 51.3 } }, OrganisationOrder.Distance, new(3, false, cursor, null))
        );
    }

    [Theory]
    [InlineData(0, null, "first")]
    [InlineData(-1, null, "first")]
    [InlineData(101, null, "first")]
    [InlineData(null, 0, "last")]
    [InlineData(5, 5, "last")]
    public void Page_sizes_from_1_to_100_are_taken(int? first, int? last, string argument) =>
        Assert.Equal(argument, Assert.Throws<NetworkException>(() => PageRequest.Check(first, null, last, null)).Argument);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ListPage<ListedOrganisation> Page(OrganisationFilter filter, OrganisationOrder order, PageRequest request) =>
        OrganisationList.Page(
            registry.Store,
            registry.Gazetteer,
            registry.Vocabularies,
            filter,
            order,
            request,
            OrganisationColumns.All
        );

    private Task<Guid[]> AllAsync(OrganisationOrder order) => registry.ScalarAsync<Guid[]>($"""
        SELECT array_agg(id ORDER BY {order switch
    {
        OrganisationOrder.Name => "sort_name, id",
        OrganisationOrder.Distance => "ST_Distance(location, ST_Point(6.8, 51.2, 4326)::geography), id",
        _ => "updated_at DESC, id DESC",
    }}) FROM organisations WHERE status = 'Active' AND ST_DWithin(location, ST_Point(6.8, 51.2, 4326)::geography, 90000)
        """);
}
