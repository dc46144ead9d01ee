using MsoNetwork.Changes;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>
/// How the index of calls is kept like the registry. What it says of a call depends on the organisation that calls, too
/// (docs/decisions.md, 74).
/// </summary>
public sealed class PartnerCallFollowing
{
    /// <summary>The follower's name.</summary>
    public const string Name = "partner calls";

    private const string Ids = "SELECT id FROM partner_calls WHERE organisation_id = ANY($1)";

    private readonly SearchIndex<PartnerCallFacts> _index;
    private readonly ReferenceSnapshot<Gazetteer> _gazetteer;
    private string? _regions;

    private PartnerCallFollowing(SearchIndex<PartnerCallFacts> index, ReferenceSnapshot<Gazetteer> gazetteer) =>
        (_index, _gazetteer) = (index, gazetteer);

    public static ChangeFollower Follow(
        NpgsqlDataSource database,
        ChangeListener listener,
        PartnerCallIndex calls,
        ReferenceSnapshot<Gazetteer> gazetteer,
        TimeProvider time
    )
    {
        var following = new PartnerCallFollowing(calls.Index, gazetteer);
        string[] subjects = [ChangeSubject.PartnerCall, ChangeSubject.Organisation, ChangeSubject.Region];
        var target = new ChangeTarget(
            Name,
            subjects,
            following.BasisAsync,
            following.BuildAsync,
            following.ApplyAsync,
            () => calls.Index.Count
        );
        return new ChangeFollower(database, listener, target, time);
    }

    private async Task<string> BasisAsync(NpgsqlConnection connection, LoggedChanges changes, CancellationToken cancellationToken)
    {
        if (_regions is null || changes.Everything || changes.Changes.Any(change => change.Subject == ChangeSubject.Region))
        {
            var regions = await RegionFingerprint.ReadAsync(connection, cancellationToken);
            if (regions != _regions) _gazetteer.Invalidate(); // whoever else listens may come later than we
            _regions = regions;
        }

        return _regions;
    }

    private async Task<BuiltTarget> BuildAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var places = await _gazetteer.FreshAsync(cancellationToken);
        var documents = await PartnerCallDocuments.ReadAsync(connection, null, places, cancellationToken);
        return new BuiltTarget(documents.Count, _ =>
        {
            _index.Replace(documents);
            return Task.CompletedTask;
        });
    }

    private async Task ApplyAsync(NpgsqlConnection connection, LoggedChanges changes, CancellationToken cancellationToken)
    {
        Guid[] ids =
        [
            .. changes.IdsOf(ChangeSubject.PartnerCall),
            .. await OfAsync(connection, changes.IdsOf(ChangeSubject.Organisation), cancellationToken),
        ];
        if (ids.Length == 0) return;
        var places = await _gazetteer.GetAsync(cancellationToken);
        var documents = await PartnerCallDocuments.ReadAsync(connection, ids, places, cancellationToken);
        _index.Apply(documents, [.. ids.Except(documents.Select(document => document.Id))]);
    }

    private static async Task<List<Guid>> OfAsync(NpgsqlConnection connection, Guid[] organisations, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        if (organisations.Length == 0) return ids;
        await using var command = new NpgsqlCommand(Ids, connection) { Parameters = { new() { Value = organisations } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) ids.Add(rows.GetGuid(0));
        return ids;
    }
}
