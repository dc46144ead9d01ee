using Npgsql;

namespace MsoNetwork.ChangeFeed;

/// <summary>How long the feed can be resumed (MSONET_CHANGES_DAYS).</summary>
public sealed record FeedRetention(TimeSpan Kept)
{
    public const int UsualDays = 90;

    public static FeedRetention Usual { get; } = new(TimeSpan.FromDays(UsualDays));

    // Positions and times grow together: all before the first that is young enough.
    private const string Sweep = """
        DELETE FROM published_changes WHERE position < coalesce(
            (SELECT position FROM published_changes WHERE published_at >= now() - $1 ORDER BY position LIMIT 1),
            (SELECT last_position + 1 FROM change_feed))
        """;

    /// <returns>How many changes went.</returns>
    public async Task<int> SweepAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sweep);
        command.Parameters.Add(new() { Value = Kept });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
