using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// A connection kept for long, which hears notifications and may hold a session's locks. Connections are not reset when they go
/// back to the pool (docs/decisions.md, 26), so this one takes its state off before.
/// </summary>
public sealed class ListeningSession : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly ChangeVersions? _looking;
    private HashSet<string> _heard = [];

    private ListeningSession(NpgsqlConnection connection, ChangeVersions? looking)
    {
        (Connection, _looking) = (connection, looking);
        connection.Notification += (_, notification) => _heard.Add(notification.Payload);
    }

    /// <summary>For queries between two waits.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>A standby tells nobody anything and takes no writes: then the log is looked at each second instead.</summary>
    public bool OnlyLooks => _looking is not null;

    /// <param name="database">Where to listen.</param>
    /// <param name="channel">Our channel; null for a session that only holds locks.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<ListeningSession> OpenAsync(NpgsqlDataSource database, string? channel, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        var session = new ListeningSession(connection, null);
        if (channel is null) return session;
        try
        {
            if (await session.IsReadOnlyAsync(cancellationToken))
            {
                session = new ListeningSession(connection, new ChangeVersions(database));
                await session._looking!.AsOfNowAsync(cancellationToken);
                return session;
            }

            await using var listen = new NpgsqlCommand($"LISTEN {channel}", session.Connection);
            await listen.ExecuteNonQueryAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes this session's lock with that number; false when another session has it.</summary>
    public async Task<bool> TryLockAsync(int lockClass, int number, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, $2)", Connection)
        {
            Parameters =
            {
                new() { Value = lockClass },
                new() { Value = number },
            },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Whether the database takes no writes.</summary>
    public async Task<bool> IsReadOnlyAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting('transaction_read_only') = 'on'", Connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Waits until something was heard, also before this call; not longer than the time given.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (_looking is { } looking)
        {
            var before = await looking.AsOfNowAsync(cancellationToken);
            await Task.Delay(LookEvery, cancellationToken);
            _heard.UnionWith((await looking.AsOfNowAsync(cancellationToken)).ChangedSince(before));
        }
        else if (_heard.Count == 0)
        {
            await Connection.WaitAsync(longest, cancellationToken);
        }
    }

    /// <summary>What was heard since the last time of asking.</summary>
    public IReadOnlySet<string> TakeHeard() => Interlocked.Exchange(ref _heard, []);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Connection.State == System.Data.ConnectionState.Open)
            {
                await using var tidy = new NpgsqlCommand("UNLISTEN *; SELECT pg_advisory_unlock_all()", Connection);
                await tidy.ExecuteNonQueryAsync();
            }
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            // It is broken, so the server has forgotten it, and the pool does not take it back.
        }

        _looking?.Dispose();
        await Connection.DisposeAsync();
    }
}
