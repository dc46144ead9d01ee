using MsoNetwork.Changes;

namespace MsoNetwork.Accounts;

/// <summary>
/// Who did something: an organisation or a centre, and with accounts the person who acted for it. All null where nobody is known: a public
/// source said so, or time passed.
/// </summary>
/// <param name="Person">The person's id.</param>
/// <param name="Organisation">The organisation's id.</param>
/// <param name="Centre">The centre's key.</param>
public sealed record DoneBy(Guid? Person, Guid? Organisation, string? Centre)
{
    public static DoneBy Nobody { get; } = new(null, null, null);

    /// <summary>The same for the log of changes, which names one: the person where one is known.</summary>
    public ChangeAuthor Author => Named with
    {
        ActsFor = Centre is not null ? $"centre/{Centre}" : Organisation is not null ? $"organisation/{Organisation}" : "",
    };

    private ChangeAuthor Named => this switch
    {
        { Person: { } person } => new(ChangeAuthorKind.Person, person.ToString()),
        { Organisation: { } organisation } => new(ChangeAuthorKind.Organisation, organisation.ToString()),
        { Centre: { } centre } => new(ChangeAuthorKind.Centre, centre),
        _ => new(ChangeAuthorKind.System),
    };
}
