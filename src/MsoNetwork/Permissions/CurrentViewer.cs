using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Permissions;

/// <summary>
/// The viewer of one request (scoped). Whoever serves the request says what its credentials say; the directory is asked for the viewer
/// once, and only when it matters who that is (docs/decisions.md, 51 and 155).
/// </summary>
public sealed class CurrentViewer(NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer)
{
    private Viewer? _found;

    public Identity Identity { get; set; } = Identity.Nobody;

    /// <summary>The viewer; nobody sees what is public.</summary>
    /// <exception cref="NetworkException">UNAUTHENTICATED, when the directory does not know whom good credentials name.</exception>
    public async Task<Viewer> GetAsync(CancellationToken cancellationToken) => _found ??= Identity.ActingFor switch
    {
        null => Viewer.Nobody,
        { Kind: ActingKind.Organisation } name => Viewer.For(await OrganisationAsync(name, cancellationToken)),
        { } name => Viewer.For(Centre(await gazetteer.GetAsync(cancellationToken), name)),
    };

    /// <exception cref="NetworkException">UNAUTHENTICATED, when nobody is known to ask.</exception>
    public Task<Viewer> RequiredAsync(CancellationToken cancellationToken) => !Identity.IsNobody ? GetAsync(cancellationToken)
        : throw new NetworkException(
            ErrorCode.Unauthenticated,
            Identity.Problem ?? "This needs somebody who is signed in: an organisation or an integration centre."
        );

    // Until there are accounts, whoever asks as an organisation answers for it.
    private async Task<Membership> OrganisationAsync(ActingFor name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id FROM organisations WHERE slug = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name.Key });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id
            ? new OrganisationMembership(id, name.Key, Role.Lead)
            : throw Unknown(name);
    }

    private static CentreMembership Centre(Gazetteer gazetteer, ActingFor name) => gazetteer.Centre(name.Key) is { } centre
        ? new CentreMembership(centre.Key, centre.RegionKey, centre.ExceptRegionKey)
        : throw Unknown(name);

    private static NetworkException Unknown(ActingFor name) =>
        new(
            ErrorCode.Unauthenticated,
            $"The directory knows no {(name.Kind == ActingKind.Centre ? "centre" : "organisation")} \"{name.Key}\" that could ask."
        );
}
