namespace MsoNetwork.Accounts;

/// <summary>Who looks at the directory or changes it: a person or nobody, and for which organisation or centre.</summary>
public sealed record Viewer
{
    /// <summary>Somebody who is not signed in, and sees what is public.</summary>
    public static Viewer Nobody { get; } = new();

    /// <summary>The person's id; null for organisations' own programs.</summary>
    public Guid? Person { get; init; }

    /// <summary>All that the viewer may act for. Rights come from each of them.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    /// <summary>The one in whose name new things are made; one of <see cref="Memberships"/>.</summary>
    public Membership? ActsFor { get; init; }

    /// <summary>
    /// Roles that belong to no organisation or centre: <see cref="Role.VocabularyEditor"/>, <see cref="Role.Administrator"/>.
    /// </summary>
    public IReadOnlyList<Role> Duties { get; init; } = [];

    public bool IsNobody => Person is null && Memberships.Count == 0;

    /// <summary>The organisation that the viewer acts for.</summary>
    public Guid? Organisation => (ActsFor as OrganisationMembership)?.Organisation;

    /// <summary>Whom the change log names, for example <c>organisation:migrafrica</c>; null when nobody is known.</summary>
    public string? Author => ActsFor?.Name.ToString() ?? (Person is { } person ? $"person:{person:N}" : null);

    /// <summary>A viewer that is known only as one organisation or centre.</summary>
    public static Viewer For(Membership membership) => new() { Memberships = [membership], ActsFor = membership };

    /// <summary>Whether the viewer has a role, wherever.</summary>
    public bool Has(Role role) => role switch
    {
        Role.Visitor => true,
        Role.Person => !IsNobody,
        _ => Duties.Contains(role) || Memberships.Any(membership => membership.Has(role)),
    };
}
