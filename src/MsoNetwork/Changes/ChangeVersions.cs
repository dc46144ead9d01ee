using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>How often each subject was found changed by this process. Numbers of one process only; they grow only.</summary>
public sealed class SubjectVersions
{
    private readonly Dictionary<string, long> _bySubject;
    private readonly long _everything;

    internal SubjectVersions(Dictionary<string, long> bySubject, long everything) => (_bySubject, _everything) = (bySubject, everything);

    /// <summary>A number that is another one after each committed change of one of these subjects.</summary>
    public long Of(params IEnumerable<string> subjects) =>
        _everything + subjects.Sum(subject => _bySubject.GetValueOrDefault(subject));

    internal SubjectVersions Next(IEnumerable<string> changed, bool everything)
    {
        var next = new Dictionary<string, long>(_bySubject);
        foreach (var subject in changed) next[subject] = next.GetValueOrDefault(subject) + 1;
        return new SubjectVersions(next, _everything + (everything ? 1 : 0));
    }
}

/// <summary>
/// Says which subjects have changed: for ETags and for whoever keeps something that is dear to make. Each question sees all that was
/// committed before it; questions that come while one is on its way to the database share the next one.
/// </summary>
public sealed class ChangeVersions(NpgsqlDataSource database) : IDisposable
{
    private const string Changed = $"""
        SELECT {ChangeLog.Here}, ARRAY(SELECT DISTINCT subject FROM change_sets WHERE {ChangeLog.IsSince})
        """;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SubjectVersions _versions = new([], 0);
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
        await using var command = database.CreateCommand(Changed);
        command.Parameters.Add(ChangeLog.Text(_position?.Snapshot));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var here = new LogPosition(row.GetString(0), row.GetString(1));
        var everything = row.GetBoolean(2) || _position?.Epoch != here.Epoch;
        var changed = row.GetFieldValue<string[]>(3);
        if (everything || changed.Length > 0) _versions = _versions.Next(changed, everything);
        _position = here;
    }
}
