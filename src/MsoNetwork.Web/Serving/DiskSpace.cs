using System.Diagnostics.Metrics;
using System.Globalization;
using MsoNetwork.Erasure;
using MsoNetwork.Mail;
using MsoNetwork.Web.Background;
using Npgsql;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// Whether there is room to write: on the database's disk, by letting it put a megabyte into a file that is gone at once (no rights and no
/// table are needed, and a standby can do it too), and on our own, where mails and the list of what was erased lie.
/// </summary>
internal sealed class DiskSpace : IDisposable
{
    private const long Least = 20_000_000; // bytes
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    private readonly Meter _meter = new(SearchMetrics.MeterName);
    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _time;
    private readonly (string Name, string Folder)[] _places;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (long At, string? Problem)? _last;

    public DiskSpace(NpgsqlDataSource database, ErasureFiles erasures, MailOutlet outlet, TimeProvider time)
    {
        (_database, _time) = (database, time);
        (string, string)[] erased = erasures.List is { } list ? [("erasures", Path.GetDirectoryName(list)!)] : [];
        _places = outlet is FolderOutlet mails ? [.. erased, ("mails", mails.Name)] : erased;
        _meter.CreateObservableGauge("msonet.disk.free", () => _places.Select(Measure), "By",
            "Free where this process writes: by place, the list of erasures and, without MSONET_SMTP, the mails.");
    }

    /// <summary>Whether the database took no writes when last asked: a standby, or one that is read-only by its settings.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Null while there is room; otherwise where there is none.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, folder) in _places)
        {
            if (Free(folder) is var free and < Least)
                return string.Create(CultureInfo.InvariantCulture, $"the disk of {folder} is full: {free / 1_000_000} MB are free");
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || _time.GetElapsedTime(last.At) > Lasts)
                _last = last = (_time.GetTimestamp(), await AskAsync(cancellationToken));
            return last.Problem;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _meter.Dispose();
        _turn.Dispose();
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var little = new NpgsqlCommand("SET LOCAL work_mem = '64kB'", connection);
        await little.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            await using var spill = new NpgsqlCommand(
                "SELECT count(*) > 0, current_setting('transaction_read_only') = 'on' FROM generate_series(1, 50000)", connection);
            await using var row = await spill.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            IsReadOnly = row.GetBoolean(1);
            return null;
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.DiskFull)
        {
            return "the disk of the database is full: nothing can be written";
        }
    }

    private static Measurement<long> Measure((string Name, string Folder) place) =>
        new(Free(place.Folder), new KeyValuePair<string, object?>("place", place.Name));

    // Folders are made when something is written into them.
    private static long Free(string folder)
    {
        for (var place = folder; place is not null; place = Path.GetDirectoryName(place))
        {
            if (Directory.Exists(place)) return new DriveInfo(place).AvailableFreeSpace;
        }

        return 0;
    }
}
