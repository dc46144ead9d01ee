namespace MsoNetwork.Changes;

/// <summary>How often each subject was found changed by this process, and marks of its state that every process has alike.</summary>
public sealed class SubjectVersions
{
    private readonly Dictionary<string, State> _bySubject;
    private readonly LogPosition? _basis; // when everything was read
    private readonly long _everything;

    internal SubjectVersions(Dictionary<string, State> bySubject, LogPosition? basis, long everything) =>
        (_bySubject, _basis, _everything) = (bySubject, basis, everything);

    /// <summary>What is known of a subject.</summary>
    /// <param name="Times">How often it was found changed.</param>
    /// <param name="Mark">Of all sets of changes in the log, in any order: PostgreSQL's hashes of their numbers, by exclusive or.</param>
    /// <param name="Newest">The transactions that were found the last time.</param>
    internal sealed record State(long Times, long Mark, IReadOnlyList<ulong> Newest);

    /// <summary>Another number after each committed change of one of these subjects. Of this process only; it only grows.</summary>
    public long Of(params IEnumerable<string> subjects) =>
        _everything + subjects.Sum(subject => _bySubject.GetValueOrDefault(subject)?.Times ?? 0);

    /// <summary>
    /// A text that is another one after each committed change of one of these subjects, and the same in every process that has read the log
    /// since the same sweep of it.
    /// </summary>
    public string MarkOf(IEnumerable<string> subjects)
    {
        var mark = subjects.Aggregate(0L, (sum, subject) => sum ^ (_bySubject.GetValueOrDefault(subject)?.Mark ?? 0));
        return $"{_basis?.Epoch.Replace('/', '.')}-{mark:x}";
    }

    /// <summary>The subjects that have changed since; all of them where everything was read anew.</summary>
    internal IEnumerable<string> ChangedSince(SubjectVersions before) => _everything != before._everything
        ? ChangeSubject.Public
        : _bySubject.Where(one => one.Value.Times != (before._bySubject.GetValueOrDefault(one.Key)?.Times ?? 0)).Select(one => one.Key);

    /// <summary>Whether a reader of the log at this position had all of these subjects' changes, or more. Seldom no where it had.</summary>
    internal bool AreIn(LogPosition position, IEnumerable<string> subjects)
    {
        if (_basis is null || position.Epoch != _basis.Epoch) return false;
        var (there, basis) = (new LogSnapshot(position.Snapshot), new LogSnapshot(_basis.Snapshot));
        // Snapshots of one server follow each other: whoever sees the newest sees what was before.
        return (position.Snapshot == _basis.Snapshot || there.Oldest >= basis.Next)
            && subjects.All(subject => _bySubject.GetValueOrDefault(subject)?.Newest.All(there.Sees) != false);
    }

    /// <param name="found">Sets of changes that are new: subject, transaction, mark.</param>
    internal SubjectVersions Next(IReadOnlyList<(string Subject, ulong Transaction, long Mark)> found)
    {
        var next = new Dictionary<string, State>(_bySubject);
        foreach (var sets in found.GroupBy(set => set.Subject))
        {
            var before = next.GetValueOrDefault(sets.Key) ?? new State(0, 0, []);
            next[sets.Key] = new(
                before.Times + 1, sets.Aggregate(before.Mark, (sum, set) => sum ^ set.Mark), [.. sets.Select(set => set.Transaction)]);
        }

        return new SubjectVersions(next, _basis, _everything);
    }

    internal SubjectVersions Anew(LogPosition basis, IEnumerable<(string Subject, long Mark)> all) => new(
        all.ToDictionary(one => one.Subject, one => new State(_bySubject.GetValueOrDefault(one.Subject)?.Times ?? 0, one.Mark, [])),
        basis, _everything + 1);
}
