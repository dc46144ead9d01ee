using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Errors;

namespace MsoNetwork.Tests.ChangeFeed;

/// <summary>Publishing, and reading on from where one was.</summary>
internal sealed class Feed(SeededNetwork network, FeedFilter? filter = null)
{
    private string? _cursor;

    public string Cursor => _cursor!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A reader who begins now; what was there before is published.</summary>
    public static async Task<Feed> BeginAsync(SeededNetwork network, FeedFilter? filter = null)
    {
        await PublishAsync(network);
        var feed = new Feed(network, filter);
        await feed.PageAsync(1);
        return feed;
    }

    public static Task<int> PublishAsync(SeededNetwork network) =>
        network.Services.GetRequiredService<PublishChanges>().RunAsync(Token);

    public async Task<FeedPage> PageAsync(int first)
    {
        var page = await network.Services.GetRequiredService<ReadFeed>().PageAsync(_cursor, first, filter, Token);
        _cursor = page.EndCursor;
        return page;
    }

    /// <summary>All that is published since the last time, in pages of three.</summary>
    public async Task<List<FeedChange>> ReadAsync()
    {
        var all = new List<FeedChange>();
        while (true)
        {
            var page = await PageAsync(3);
            all.AddRange(page.Changes);
            if (!page.HasNextPage) return all;
        }
    }

    /// <summary>The same as "KIND name-of-id fields".</summary>
    public async Task<string[]> TellAsync(params (Guid Id, string Name)[] names)
    {
        await PublishAsync(network);
        return [.. (await ReadAsync()).Select(one => string.Join(' ', new[]
        {
            one.Kind.ToString().ToUpperInvariant(),
            names.FirstOrDefault(name => name.Id == one.Id).Name ?? "?",
            string.Join(',', one.Fields),
        }).TrimEnd())];
    }

    public async Task<ErrorCode> RefusalAsync() => (await Assert.ThrowsAsync<NetworkException>(() => PageAsync(1))).Code;

    public static Task<Guid[]> IdsAsync(SeededNetwork network, int count) => network.ScalarAsync<Guid[]>(
        $"""
        SELECT array_agg(id) FROM (SELECT id FROM organisations WHERE NOT location_protected AND contact_visible_to = 'Public'
            AND municipality_key = '05315000' AND id NOT IN (SELECT from_id FROM cooperations UNION SELECT to_id FROM cooperations)
            ORDER BY id LIMIT {count}) AS first
        """);

    public static Task RenameAsync(SeededNetwork network, Guid id, string name) =>
        network.RunAsync($"UPDATE organisations SET name = '{name}' WHERE id = '{id}'");
}
