namespace MsoNetwork.Accounts;

/// <summary>An organisation or a centre that a viewer may act for, and with which role.</summary>
public abstract record Membership(Role Role)
{
    /// <summary>The name that credentials and the change log have for it, for example <c>organisation:migrafrica</c>.</summary>
    public abstract ActingFor Name { get; }

    /// <summary>Whether it gives a role; leads are editors too.</summary>
    public bool Has(Role role) => Role == role || (Role == Role.Lead && role == Role.Editor);
}

/// <param name="Organisation">The organisation's id.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Role"><see cref="Role.Editor"/> or <see cref="Role.Lead"/>.</param>
public sealed record OrganisationMembership(Guid Organisation, string Slug, Role Role) : Membership(Role)
{
    public override ActingFor Name => new(ActingKind.Organisation, Slug);
}

/// <param name="Centre">The centre's key.</param>
/// <param name="Region">AGS prefix of where it is responsible.</param>
/// <param name="ExceptRegion">AGS prefix inside of it that has a centre of its own: the city of Aachen.</param>
public sealed record CentreMembership(string Centre, string Region, string? ExceptRegion) : Membership(Role.CentreStaff)
{
    public override ActingFor Name => new(ActingKind.Centre, Centre);

    /// <summary>Whether the centre is responsible for a municipality.</summary>
    public bool Covers(string municipality) => municipality.StartsWith(Region, StringComparison.Ordinal)
        && !(ExceptRegion is { } except && municipality.StartsWith(except, StringComparison.Ordinal));
}
