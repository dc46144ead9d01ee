using System.Diagnostics.Metrics;
using System.Globalization;
using MsoNetwork.Web.Background;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// How old what a standby answers may be, at most: nothing while it hears its primary and has replayed all of it, else since it last did,
/// or since the newest change that it replayed. A standby notices after its wal_receiver_timeout that it hears nothing.
/// See PostgreSQL 15, 28.2.5 (pg_stat_wal_receiver) and 9.27.4 (recovery information).
/// </summary>
internal sealed class StandbyAge : IDisposable
{
    private const int Usual = 60; // seconds

    private const string Ask = """
        SELECT pg_is_in_recovery(),
          EXISTS (SELECT FROM pg_stat_wal_receiver) AND pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn(),
          extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8
        """;

    private readonly Meter _meter = new(SearchMetrics.MeterName);
    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _time;
    private readonly TimeSpan _most;
    private long? _followed;

    public StandbyAge(NpgsqlDataSource database, IConfiguration settings, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _most = TimeSpan.FromSeconds(RateSettings.Number(settings, "STANDBY_SECONDS", Usual, least: 1));
        _meter.CreateObservableGauge("msonet.standby.age", () => Last?.TotalSeconds ?? double.PositiveInfinity, "s",
            "How old what this standby answers may be at most, when last asked; 0 on a primary, infinite where nobody knows.");
    }

    /// <summary>When last asked: zero on a primary, null where nobody knows.</summary>
    public TimeSpan? Last { get; private set; } = TimeSpan.Zero;

    /// <summary>Null on a primary, and on a standby that follows; otherwise since when it may not.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Ask);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (!row.GetBoolean(0))
        {
            (Last, _followed) = (TimeSpan.Zero, null);
            return null;
        }

        var now = _time.GetTimestamp();
        var follows = !await row.IsDBNullAsync(1, cancellationToken) && row.GetBoolean(1);
        if (follows) _followed = now;
        TimeSpan? replayed = await row.IsDBNullAsync(2, cancellationToken) ? null : TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(2)));
        TimeSpan? heard = _followed is { } then ? _time.GetElapsedTime(then, now) : null;
        Last = replayed < heard || heard is null ? replayed : heard;
        return Last is not { } age ? "this standby follows no primary"
            : age <= _most ? null
            : string.Create(CultureInfo.InvariantCulture, $"this standby may be {age.TotalSeconds:0} seconds behind its primary");
    }

    public void Dispose() => _meter.Dispose();
}
