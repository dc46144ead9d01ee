using System.Globalization;

namespace MsoNetwork.Changes;

/// <summary>PostgreSQL's pg_snapshot, read: which transactions were over (its manual, 9.27.9).</summary>
internal sealed class LogSnapshot
{
    private readonly HashSet<ulong> _running;

    public LogSnapshot(string text)
    {
        var parts = text.Split(':');
        (Oldest, Next) = (Number(parts[0]), Number(parts[1]));
        _running = [.. parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
    }

    /// <summary>All before were over.</summary>
    public ulong Oldest { get; }

    /// <summary>None from this on had begun.</summary>
    public ulong Next { get; }

    public bool Sees(ulong transaction) => transaction < Next && (transaction < Oldest || !_running.Contains(transaction));

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
