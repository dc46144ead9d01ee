using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Invented;
using MsoNetwork.Organisations;

namespace MsoNetwork.Web.Pages.Demo;

/// <summary>Somebody whom one can be in the demo.</summary>
/// <param name="Name">In the form, and in the keys of texts.</param>
/// <param name="Email">Of the person.</param>
/// <param name="Start">Where one begins, below the language.</param>
internal sealed record DemoRole(string Name, string Email, string Start)
{
    public static IReadOnlyList<DemoRole> All { get; } =
    [
        new("visitor", DemoPersons.Visitor, "organisationen"),
        new("lead", DemoPersons.Lead, "konto"),
        new("centre", DemoPersons.Centre, "schreibtisch"),
        new("administrator", DemoPersons.Administrator, "schreibtisch"),
    ];
}

/// <summary>Where somebody begins.</summary>
internal sealed class DemoRoles(DbContext context)
{
    /// <summary>The first organisation that the person keeps; else what the role begins with.</summary>
    public async Task<string> StartAsync(DemoRole role, Guid person, CancellationToken cancellationToken)
    {
        var slug = await context.Set<OrganisationPerson>().Where(one => one.PersonId == person)
            .Join(context.Set<Organisation>(), one => one.OrganisationId, organisation => organisation.Id, (_, organisation) => organisation.Slug)
            .OrderBy(one => one).FirstOrDefaultAsync(cancellationToken);
        return role.Email == DemoPersons.Lead && slug is not null ? $"organisationen/{slug}" : role.Start;
    }
}
