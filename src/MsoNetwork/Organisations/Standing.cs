using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>
/// What whoever asks is to the directory. An organisation speaks for itself; a centre for what concerns organisations seated where
/// it is responsible. What follows from that, the rooms above decide.
/// </summary>
/// <param name="Organisation">The organisation that asks.</param>
/// <param name="Centre">The centre that asks.</param>
public sealed record Standing(Guid? Organisation, IntegrationCentre? Centre)
{
    /// <summary>Whether a centre that asks is responsible for a municipality.</summary>
    public bool Covers(string municipality) => Centre is { } centre && municipality.StartsWith(centre.RegionKey, StringComparison.Ordinal)
        && !(centre.ExceptRegionKey is { } except && municipality.StartsWith(except, StringComparison.Ordinal));
}

/// <summary>Finds the standing of the request's actor once (scoped).</summary>
public sealed class Standings(CurrentActor current, NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer)
{
    private Standing? _found;

    /// <summary>The standing of whoever asks; one that is nobody sees what is public.</summary>
    public async Task<Standing> GetAsync(CancellationToken cancellationToken) => _found ??= current.Actor.Kind switch
    {
        ActorKind.Organisation => new Standing(await OrganisationAsync(current.Actor.Key, cancellationToken), null),
        ActorKind.Centre => new Standing(null, Centre(await gazetteer.GetAsync(cancellationToken), current.Actor.Key) ?? throw Unknown()),
        _ => new Standing(null, null),
    };

    /// <exception cref="NetworkException">UNAUTHENTICATED, when nobody is known to ask.</exception>
    public Task<Standing> RequiredAsync(CancellationToken cancellationToken)
    {
        current.Required();
        return GetAsync(cancellationToken);
    }

    public static IntegrationCentre? Centre(Gazetteer gazetteer, string key) =>
        gazetteer.Regions.SelectMany(region => region.IntegrationCentres).FirstOrDefault(centre => centre.Key == key);

    private async Task<Guid> OrganisationAsync(string slug, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id FROM organisations WHERE slug = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id ? id : throw Unknown();
    }

    private NetworkException Unknown() =>
        new(
            ErrorCode.Unauthenticated,
            $"The directory knows no {(current.Actor.Kind == ActorKind.Centre ? "centre" : "organisation")} \"{current.Actor.Key}\" that could ask."
        );
}
