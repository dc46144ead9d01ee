using MsoNetwork.Accounts;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>The names of what a person may act for.</summary>
internal sealed class BodyNames(NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer)
{
    public async Task<IReadOnlyList<(ActingFor Body, string Name, string? Path, Role Role)>> OfAsync(
        Viewer viewer, SitePage page, CancellationToken cancellationToken)
    {
        var organisations = await OrganisationsAsync(
            [.. viewer.Memberships.OfType<OrganisationMembership>().Select(one => one.Organisation)], cancellationToken);
        var regions = await gazetteer.GetAsync(cancellationToken);
        return
        [
            .. viewer.Memberships.Select(one => one switch
            {
                OrganisationMembership own => (one.Name, organisations.GetValueOrDefault(own.Organisation)?.Name ?? own.Slug,
                    page.Path("organisationen/" + own.Slug), one.Role),
                CentreMembership { Centre: var key } => (one.Name, regions.Centre(key)?.Name ?? key, (string?)null, one.Role),
                _ => (one.Name, one.Name.Key, null, one.Role),
            }),
        ];
    }

    public async Task<Dictionary<Guid, OrganisationName>> OrganisationsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, OrganisationName>();
        if (ids.Length == 0) return names;
        await using var command = database.CreateCommand("SELECT id, slug, name FROM organisations WHERE id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) names[rows.GetGuid(0)] = new(rows.GetString(1), rows.GetString(2));
        return names;
    }
}

/// <summary>An organisation as a link shows it.</summary>
internal sealed record OrganisationName(string Slug, string Name);
