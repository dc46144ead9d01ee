using MsoNetwork.Errors;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;

namespace MsoNetwork.Tests.Lists;

/// <summary>What holds for every list, whatever stands in it.</summary>
[Trait("Speed", "Medium")]
public sealed class ListLawTests(ListTable table) : IClassFixture<ListTable>
{
    public static TheoryData<string, bool> Ways =>
        new(ListTable.Orders.SelectMany(order => (bool[])[false, true], (order, backward) => (order, backward)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Pages_cover_everything_once_in_order_from_either_end(string order, bool backward)
    {
        var whole = await WholeAsync(order);
        foreach (var size in (int[])[1, 7, whole.Count, 100])
            Assert.Equal(whole, await PagedAsync(order, backward, size, () => Task.CompletedTask));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Rows_that_come_and_go_between_pages_leave_the_others_in_their_place(string order, bool backward)
    {
        var (whole, pages) = (await WholeAsync(order), 0);
        var seen = await PagedAsync(order, backward, 7, async () =>
        {
            await table.AddAsync(1, 3, 100 + pages);
            if (pages++ == 0) await table.RunAsync($"DELETE FROM listed WHERE id = '{(backward ? whole[^7] : whole[6])}'"); // the cursor's
        });
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(whole, seen.Where(whole.Contains)); // the row that went had been seen
        await table.RunAsync("DELETE FROM listed WHERE parent = 1");
        await table.AddAsync(1, 61, 1);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Parents_together_have_the_pages_that_each_has_alone(string order, bool backward)
    {
        var cursor = await Page(order, backward, 4).EndCursorAsync(Token);
        foreach (var from in (string?[])[null, cursor])
        {
            var shape = table.Page(order, Request(backward, 5, from), "l.parent = parent.key");
            var (pages, statements) = await table.Database.CountedAsync(() =>
                NestedPages.ReadAsync<int, Listed>(shape, new(Rows: true, Count: true, Previous: true, Next: true), [1, 2, 3], Token)
            );
            Assert.Equal(1, statements);
            for (var parent = 1; parent <= 3; parent++)
            {
                var alone = table.Page(order, Request(backward, 5, from), $"l.parent = {parent}");
                Assert.Equal(await ToldAsync(alone), await ToldAsync(pages[parent]));
            }
        }
    }

    [Fact]
    public async Task Parents_together_are_asked_for_nothing_that_is_not_selected()
    {
        var shape = table.Page("name", new(5, false, null, null), "l.parent = parent.key");
        var countOnly = new SelectedParts(Rows: false, Count: true, Previous: false, Next: false);
        var counted = await NestedPages.ReadAsync<int, Listed>(shape, countOnly, [1, 3], Token);
        Assert.Equal((61, 0), (await counted[1].TotalCountAsync(Token), await counted[3].TotalCountAsync(Token)));
        Assert.Empty(await counted[1].EdgesAsync(Token));
    }

    [Fact]
    public async Task A_page_asks_the_database_only_for_what_is_asked_of_it()
    {
        var page = table.Page("day", new(5, false, null, null));
        Assert.Equal(0, (await table.Database.CountedAsync(() => page.HasPreviousPageAsync(Token))).Statements);
        Assert.Equal(1, (await table.Database.CountedAsync(() => page.EdgesAsync(Token))).Statements);
        Assert.Equal(0, (await table.Database.CountedAsync(() => page.EndCursorAsync(Token))).Statements);
        Assert.Equal(0, (await table.Database.CountedAsync(() => page.HasNextPageAsync(Token))).Statements);
        Assert.Equal(1, (await table.Database.CountedAsync(() => page.TotalCountAsync(Token))).Statements);
    }

    [Fact]
    public async Task Between_two_cursors_stands_what_is_between_their_rows()
    {
        var edges = await table.Page("moment back", new(20, false, null, null)).EdgesAsync(Token);
        var between = table.Page("moment back", new(20, false, edges[3].Cursor, edges[9].Cursor));
        Assert.Equal(edges.Skip(4).Take(5).Select(edge => edge.Row), (await between.EdgesAsync(Token)).Select(edge => edge.Row));
        Assert.True(await between.HasNextPageAsync(Token));
        Assert.True(await between.HasPreviousPageAsync(Token));
    }

    [Fact]
    public async Task Cursors_of_other_lists_and_orders_are_refused_with_what_to_do()
    {
        var cursors = new Dictionary<string, string>();
        foreach (var order in ListTable.Orders) cursors[order] = (await Page(order, false, 1).EndCursorAsync(Token))!;
        var pairs = ListTable.Orders.SelectMany(_ => ListTable.Orders, (from, to) => (from, to));
        foreach (var (from, to) in pairs.Where(pair => pair.from != pair.to))
        {
            var error = Assert.Throws<NetworkException>(() => table.Page(to, new(5, true, null, cursors[from])));
            Assert.Equal((ErrorCode.InvalidInput, "before"), (error.Code, error.Argument));
            Assert.Contains("cursor of another list", error.Message, StringComparison.Ordinal);
            Assert.Contains("Begin again without it", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "61004a")] // U+0000
    [InlineData("moment", "7fffffffffffffff")]
    [InlineData("moment", "00")]
    [InlineData("day", "ffffffffffffffff")]
    [InlineData("metres", "7ff8000000000000")] // not a number
    [InlineData("id", "00")]
    public async Task Values_that_no_row_can_have_are_refused(string order, string value)
    {
        var cursor = System.Buffers.Text.Base64Url.DecodeFromChars((await Page(order, false, 1).EndCursorAsync(Token))!);
        var forged = System.Buffers.Text.Base64Url.EncodeToString([.. cursor[..20], .. Convert.FromHexString(value)]);
        var error = Assert.Throws<NetworkException>(() => table.Page(order, new(5, false, forged, null)));
        Assert.Contains("not a cursor of this list", error.Message, StringComparison.Ordinal);
    }

    private ListPage<Listed> Page(string order, bool backward, int size, string? from = null) =>
        table.Page(order, Request(backward, size, from));

    private static PageRequest Request(bool backward, int size, string? from) =>
        backward ? new(size, true, null, from) : new(size, false, from, null);

    private Task<List<Guid>> WholeAsync(string order) =>
        new SqlConditions().ListAsync(
            table.Database,
            $"SELECT l.id FROM listed AS l WHERE l.parent = 1 ORDER BY {ListTable.Plain(order)}",
            row => row.Value<Guid>(),
            Token
        );

    private async Task<List<Guid>> PagedAsync(string order, bool backward, int size, Func<Task> between)
    {
        var (seen, cursor) = (new List<Guid>(), (string?)null);
        while (true)
        {
            var page = Page(order, backward, size, cursor);
            seen.InsertRange(backward ? 0 : seen.Count, (await page.EdgesAsync(Token)).Select(edge => edge.Row.Id));
            if (!(backward ? await page.HasPreviousPageAsync(Token) : await page.HasNextPageAsync(Token))) return seen;
            cursor = backward ? await page.StartCursorAsync(Token) : await page.EndCursorAsync(Token);
            await between();
        }
    }

    private static async Task<string> ToldAsync(ListPage<Listed> page) =>
        $"{string.Join(' ', (await page.EdgesAsync(Token)).Select(edge => edge.Cursor + edge.Row))} {await page.TotalCountAsync(Token)} "
        + $"{await page.HasPreviousPageAsync(Token)} {await page.HasNextPageAsync(Token)}";
}
