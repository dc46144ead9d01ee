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
public sealed class CurrentViewer(NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer, TimeProvider time)
{
    private Viewer? _found;
    private Identity _identity = Identity.Nobody;

    public Identity Identity
    {
        get => _identity;
        set => (_identity, _found) = (value, null);
    }

    /// <summary>The viewer; nobody sees what is public.</summary>
    /// <exception cref="NetworkException">UNAUTHENTICATED, when the directory does not know whom good credentials name.</exception>
    public async Task<Viewer> GetAsync(CancellationToken cancellationToken) => _found ??= Identity switch
    {
        { IsNobody: true } => Viewer.Nobody,
        { Person: { } person, OnlyFor: { } one } => Bound(await PersonAsync(person, null, cancellationToken), one),
        { Person: { } person } => await PersonAsync(person, Identity.ActingFor, cancellationToken),
        { ActingFor: { Kind: ActingKind.Organisation } name } => Viewer.For(await OrganisationAsync(name, cancellationToken)),
        { ActingFor: { } name } => Viewer.For(Centre(await gazetteer.GetAsync(cancellationToken), name.Key) ?? throw Unknown(name)),
        _ => Viewer.Nobody,
    };

    /// <exception cref="NetworkException">UNAUTHENTICATED, when nobody is known to ask.</exception>
    public Task<Viewer> RequiredAsync(CancellationToken cancellationToken) => !Identity.IsNobody ? GetAsync(cancellationToken)
        : throw new NetworkException(
            ErrorCode.Unauthenticated,
            Identity.Problem ?? "This needs somebody who is signed in: a person, an organisation or an integration centre."
        );

    /// <summary>The person, for what one does for oneself: joining a team, claiming an entry, handing something in.</summary>
    /// <exception cref="NetworkException">FORBIDDEN, for programs and for a token that is for one organisation only.</exception>
    public async Task<Guid> RequiredPersonAsync(CancellationToken cancellationToken)
    {
        var viewer = await RequiredAsync(cancellationToken);
        return viewer.Person is { } person && _identity.OnlyFor is null ? person : throw NetworkException.Forbidden(
            "This is for persons: an organisation's program, or a token for one organisation, cannot do it.");
    }

    private async Task<Viewer> PersonAsync(Guid person, ActingFor? actingFor, CancellationToken cancellationToken)
    {
        const string Affiliations = """
            SELECT o.id, o.slug, p.role FROM organisation_people AS p JOIN organisations AS o ON o.id = p.organisation_id
            WHERE p.person_id = $1 ORDER BY o.slug;
            SELECT c.centre_key FROM centre_people AS c JOIN persons AS p ON p.id = c.person_id
            WHERE c.person_id = $1 AND (c.institution IS NULL OR p.institution_at > $2) ORDER BY c.centre_key;
            SELECT d.role FROM duties AS d JOIN persons AS p ON p.id = d.person_id
            WHERE d.person_id = $1 AND (d.institution IS NULL OR p.institution_at > $2);
            SELECT FROM persons WHERE id = $1
            """;
        var since = time.GetUtcNow() - InstitutionRoles.Valid;
        await using var batch = database.CreateBatch();
        foreach (var sql in Affiliations.Split(';'))
        {
            var command = new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = person } } };
            if (sql.Contains("$2", StringComparison.Ordinal))
                command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since });
            batch.BatchCommands.Add(command);
        }

        var regions = await gazetteer.GetAsync(cancellationToken);
        var memberships = new List<Membership>();
        var duties = new List<Role>();
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            memberships.Add(new OrganisationMembership(rows.GetGuid(0), rows.GetString(1), Enum.Parse<Role>(rows.GetString(2))));
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (Centre(regions, rows.GetString(0)) is { } centre) memberships.Add(centre);
        }

        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) duties.Add(Enum.Parse<Role>(rows.GetString(0)));
        await rows.NextResultAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
            throw new NetworkException(ErrorCode.Unauthenticated, "The account of these credentials is not there any more.");
        return new Viewer
        {
            Person = person,
            Memberships = memberships,
            Duties = duties,
            ActsFor = memberships.Find(one => one.Name == actingFor) ?? (memberships.Count == 1 ? memberships[0] : null),
        };
    }

    // A token that a person made for an organisation: what the person may do there now, and nothing else.
    private static Viewer Bound(Viewer person, Guid organisation) =>
        person.Memberships.OfType<OrganisationMembership>().FirstOrDefault(one => one.Organisation == organisation) is { } membership
            ? person with { Memberships = [membership], ActsFor = membership, Duties = [] }
            : throw new NetworkException(
                ErrorCode.Unauthenticated, "Whoever made this token does not belong to its organisation any more.");

    // An organisation's own program answers for it.
    private async Task<Membership> OrganisationAsync(ActingFor name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id FROM organisations WHERE slug = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name.Key });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id
            ? new OrganisationMembership(id, name.Key, Role.Lead)
            : throw Unknown(name);
    }

    private static CentreMembership? Centre(Gazetteer gazetteer, string key) => gazetteer.Centre(key) is { } centre
        ? new CentreMembership(centre.Key, centre.RegionKey, centre.ExceptRegionKey)
        : null;

    private static NetworkException Unknown(ActingFor name) =>
        new(
            ErrorCode.Unauthenticated,
            $"The directory knows no {(name.Kind == ActingKind.Centre ? "centre" : "organisation")} \"{name.Key}\" that could ask."
        );
}
