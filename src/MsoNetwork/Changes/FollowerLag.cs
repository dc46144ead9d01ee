namespace MsoNetwork.Changes;

/// <summary>How far a follower is behind, as an upper bound that can be asked at any moment from any thread.</summary>
internal sealed class FollowerLag(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _since;    // the oldest change that is not in yet is not older than this
    private long? _upToDate; // when it last was

    public TimeSpan Now
    {
        get
        {
            lock (_lock) return _since is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// There are changes. The first was written so long ago; but it was committed after the last reading, else that one had seen it.
    /// </summary>
    public void Behind(long reading, TimeSpan oldest)
    {
        lock (_lock)
        {
            var written = reading - (long)(oldest.TotalSeconds * time.TimestampFrequency);
            _since ??= Math.Max(written, _upToDate ?? written);
        }
    }

    /// <summary>All that had been committed at this reading is in.</summary>
    public void CaughtUp(long reading)
    {
        lock (_lock) (_since, _upToDate) = (null, reading);
    }

    /// <summary>Nobody knows what changes while the database is away: from now on counted as behind.</summary>
    public void Lost()
    {
        lock (_lock) _since ??= time.GetTimestamp();
    }
}
