using System.Globalization;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// Says which subjects have changed: for ETags and for whoever keeps something that is dear to make. Each question sees all that was
/// committed before it; questions that come while one is on its way to the database share the next one.
/// </summary>
public sealed class ChangeVersions(NpgsqlDataSource database) : IDisposable
{
    private const string Changed = $"""
        WITH found AS MATERIALIZED (
            SELECT subject, transaction, bit_xor(hashint8extended(number, 0)) AS mark FROM change_sets WHERE {ChangeLog.IsSince}
            GROUP BY subject, transaction)
        SELECT {ChangeLog.Here}, ARRAY(SELECT subject FROM found ORDER BY transaction, subject),
            ARRAY(SELECT transaction::text FROM found ORDER BY transaction, subject),
            ARRAY(SELECT mark FROM found ORDER BY transaction, subject)
        """;

    private const string All = """
        SELECT subject, bit_xor(hashint8extended(number, 0)) FROM change_sets WHERE pg_visible_in_snapshot(transaction, $1::pg_snapshot)
        GROUP BY subject
        """;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SubjectVersions _versions = new([], null, 0);
    private LogPosition? _position;
    private long _asked;
    private long _answered;

    public async Task<SubjectVersions> AsOfNowAsync(CancellationToken cancellationToken)
    {
        var asked = Interlocked.Increment(ref _asked);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_answered >= asked) return _versions; // read by another, after we had asked
            var answers = Volatile.Read(ref _asked);
            await ReadAsync(cancellationToken);
            _answered = answers;
            return _versions;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (here, everything, found) = await FindAsync(cancellationToken);
        if (everything || _position?.Epoch != here.Epoch) _versions = _versions.Anew(here, await AllAsync(here, cancellationToken));
        else if (found.Count > 0) _versions = _versions.Next(found);
        _position = here;
    }

    private async Task<(LogPosition Here, bool Everything, List<(string Subject, ulong Transaction, long Mark)> Found)> FindAsync(
        CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Changed);
        command.Parameters.Add(ChangeLog.Text(_position?.Snapshot));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var here = new LogPosition(row.GetString(0), row.GetString(1));
        var (subjects, transactions) = (row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4));
        return (here, row.GetBoolean(2), [.. subjects.Zip(
            transactions.Select(text => ulong.Parse(text, CultureInfo.InvariantCulture)), row.GetFieldValue<long[]>(5))]);
    }

    private async Task<List<(string Subject, long Mark)>> AllAsync(LogPosition here, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(All);
        command.Parameters.Add(ChangeLog.Text(here.Snapshot));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<(string, long)>();
        while (await rows.ReadAsync(cancellationToken)) all.Add((rows.GetString(0), rows.GetInt64(1)));
        return all;
    }
}
