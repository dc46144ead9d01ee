using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.News;

/// <summary>Staff of centres, editors of the seeds and administrators enter news by hand, change and take down what was entered.</summary>
public sealed class WriteNews(
    NpgsqlDataSource database, CurrentViewer current, CheckNews check, NewsStore store, IdempotencyKeys keys, TimeProvider time)
{
    /// <summary>Entries that one centre enters within a day.</summary>
    public const int MostADay = 50;

    private const string Lock = "SELECT pg_advisory_xact_lock(hashtext('news'))";

    /// <exception cref="NetworkException">FORBIDDEN, CONFLICT for an address that is there, INVALID_INPUT.</exception>
    public async Task<NewsEntry> AddAsync(NewsInput input, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var centre = (viewer.ActsFor as CentreMembership)?.Centre;
        var by = Right(viewer, Operation.Create, new Facts { Centre = centre }).By(viewer);
        var item = await check.RunAsync(input, cancellationToken);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await InTransactionAsync(by, id, async connection =>
        {
            await KnownAsync(connection, item, id, cancellationToken);
            if (by.Centre is { } own && await CountAsync(connection, own, cancellationToken) >= MostADay)
                throw new NetworkException(ErrorCode.LimitExceeded, $"A centre enters at most {MostADay} news within a day.");
            var values = new SqlConditions();
            // Its own guid: an entry that was taken down does not keep the same address from coming back by hand.
            var sql = $"""
                INSERT INTO news (id, source, guid, seen_at, centre_key, publisher, title, url, day, summary, topics, region, link)
                VALUES ({values.Parameter(id)}, {values.Parameter(NewsEntry.ByHand)}, {values.Parameter(id.ToString("N"))},
                    {values.Parameter(time.GetUtcNow())}, {Text(values, by.Centre)}, {Content(values, item)})
                """;
            await RunAsync(connection, values, sql, cancellationToken);
        }, cancellationToken);
        return await FoundAsync(id, cancellationToken);
    }

    public async Task<NewsEntry> ChangeAsync(Guid id, int? version, NewsInput input, CancellationToken cancellationToken)
    {
        var by = await ForAsync(Operation.Change, id, version, cancellationToken);
        var item = await check.RunAsync(input, cancellationToken);
        await InTransactionAsync(by, id, async connection =>
        {
            await KnownAsync(connection, item, id, cancellationToken);
            var values = new SqlConditions();
            var sql = $"""
                UPDATE news SET (publisher, title, url, day, summary, topics, region, link) = ({Content(values, item)}), version = version + 1
                WHERE id = {values.Parameter(id)} AND withdrawn_at IS NULL
                """;
            await StepAsync(connection, values, sql, version, cancellationToken);
        }, cancellationToken);
        return await FoundAsync(id, cancellationToken);
    }

    /// <summary>Nobody sees it any more, and no feed brings it again.</summary>
    /// <returns>What it was.</returns>
    public async Task<NewsEntry> WithdrawAsync(Guid id, int? version, CancellationToken cancellationToken)
    {
        var by = await ForAsync(Operation.Withdraw, id, version, cancellationToken);
        var was = await FoundAsync(id, cancellationToken);
        await InTransactionAsync(by, id, async connection =>
        {
            var values = new SqlConditions();
            var sql = $"""
                UPDATE news SET withdrawn_at = {values.Parameter(time.GetUtcNow())}, version = version + 1
                WHERE id = {values.Parameter(id)} AND withdrawn_at IS NULL
                """;
            await StepAsync(connection, values, sql, version, cancellationToken);
        }, cancellationToken);
        return was;
    }

    private async Task<DoneBy> ForAsync(Operation operation, Guid id, int? version, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var entry = await FoundAsync(id, cancellationToken);
        var by = Right(viewer, operation, NewsPermissions.Facts(entry)).By(viewer);
        if (operation == Operation.Change && entry.Source != NewsEntry.ByHand)
            throw NetworkException.Invalid("id", $"It comes from the source \"{entry.Source}\", which would bring it back: take it down.");
        return version is null || version == entry.Version ? by : throw Changed();
    }

    private static Grant Right(Viewer viewer, Operation operation, Facts facts) =>
        Rights.Find(viewer, Resource.News, operation, facts) ?? throw NetworkException.Forbidden(
            "Integration centres enter news and keep what they entered; editors of the seeds and administrators all of them.");

    // Of two who enter the same address at the same moment the second is told.
    private async Task InTransactionAsync(
        DoneBy by, Guid id, Func<NpgsqlConnection, Task> write, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand(Lock, connection)) await command.ExecuteNonQueryAsync(cancellationToken);
        await by.Author.ApplyAsync(connection, cancellationToken);
        await write(connection);
        await keys.WriteAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task KnownAsync(NpgsqlConnection connection, NewsItem item, Guid id, CancellationToken cancellationToken)
    {
        if (PlainText.Compared(item.Url) is not { } link) return;
        await using var command = new NpgsqlCommand(
            "SELECT title FROM news WHERE link = $1 AND id <> $2 AND withdrawn_at IS NULL LIMIT 1", connection);
        command.Parameters.Add(new() { Value = link });
        command.Parameters.Add(new() { Value = id });
        if (await command.ExecuteScalarAsync(cancellationToken) is string title)
            throw new NetworkException(ErrorCode.Conflict, $"This address is among the news already: \"{title}\".", "url");
    }

    private async Task<long> CountAsync(NpgsqlConnection connection, string centre, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM news WHERE centre_key = $1 AND seen_at > $2", connection);
        command.Parameters.Add(new() { Value = centre });
        command.Parameters.Add(new() { Value = time.GetUtcNow().AddDays(-1) });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task StepAsync(
        NpgsqlConnection connection, SqlConditions values, string sql, int? version, CancellationToken cancellationToken)
    {
        if (version is { } read) sql += $" AND version = {values.Parameter(read)}";
        if (await RunAsync(connection, values, sql, cancellationToken) == 0) throw Changed();
    }

    private static async Task<int> RunAsync(
        NpgsqlConnection connection, SqlConditions values, string sql, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(values.BatchCommand(sql));
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Content(SqlConditions values, NewsItem item) => string.Join(", ", (string[])
    [
        values.Parameter(item.Publisher), values.Parameter(item.Title), Text(values, item.Url), values.Parameter(item.Day),
        Text(values, item.Summary), values.Parameter(item.Topics.ToArray()), Text(values, item.Region),
        Text(values, PlainText.Compared(item.Url)),
    ]);

    private static string Text(SqlConditions values, string? text) => text is null ? "NULL" : values.Parameter(text);

    private async Task<NewsEntry> FoundAsync(Guid id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) ?? throw NetworkException.NotFound("id", "There are no news with this id.");

    private static NetworkException Changed() => new(
        ErrorCode.Conflict, "Somebody else has changed it in between. Read it again, and make your change to that.", "version");
}
