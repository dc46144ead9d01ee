using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Time;

namespace MsoNetwork.Import;

/// <summary>
/// What imports would do, as it was found out last: whoever looks through a list's pages does not hold up who imports. Good as long as the
/// list, the decisions, the viewer's rights, the day and the registry are the same; of this process only.
/// </summary>
public sealed class KeptPreviews(ChangeVersions versions, TimeProvider time)
{
    private const int Most = 4; // of some megabytes each

    private readonly Dictionary<Guid, (string Stamp, ImportPreview Preview)> _kept = [];
    private readonly Queue<Guid> _order = [];
    private readonly Lock _lock = new();

    /// <param name="upload">Whose preview.</param>
    /// <param name="viewer">For whom.</param>
    /// <param name="find">Finds it out anew.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<ImportPreview> GetAsync(
        ImportUpload upload, Viewer viewer, Func<Task<ImportPreview>> find, CancellationToken cancellationToken)
    {
        var version = (await versions.AsOfNowAsync(cancellationToken)).Of(ChangeSubject.Public); // before it is found out, not after
        var stamp = string.Join('\n', [
            .. upload.Columns, upload.Source, upload.Decisions, upload.CentreKey, $"{time.Today():O} {version} {viewer.Person}",
            .. viewer.Memberships.Select(one => one.ToString()), .. viewer.Duties.Select(one => one.ToString()),
        ]);
        lock (_lock)
        {
            if (_kept.TryGetValue(upload.Id, out var known) && known.Stamp == stamp) return known.Preview;
        }

        var preview = await find();
        lock (_lock)
        {
            if (!_kept.ContainsKey(upload.Id)) _order.Enqueue(upload.Id);
            _kept[upload.Id] = (stamp, preview);
            while (_order.Count > Most) _kept.Remove(_order.Dequeue());
        }

        return preview;
    }
}
