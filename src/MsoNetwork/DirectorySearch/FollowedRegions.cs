using MsoNetwork.Changes;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.DirectorySearch;

/// <summary>What an index says of places comes from the regions: when they change, it is built anew.</summary>
public sealed class FollowedRegions(ReferenceSnapshot<Gazetteer> gazetteer)
{
    private string? _regions;

    /// <summary>Another text than before when the regions are others.</summary>
    public async Task<string> BasisAsync(NpgsqlConnection connection, LoggedChanges changes, CancellationToken cancellationToken)
    {
        if (_regions is null || changes.Everything || changes.Changes.Any(change => change.Subject == ChangeSubject.Region))
        {
            var regions = await RegionFingerprint.ReadAsync(connection, cancellationToken);
            if (regions != _regions) gazetteer.Invalidate(); // whoever else listens may come later than we
            _regions = regions;
        }

        return _regions;
    }
}
