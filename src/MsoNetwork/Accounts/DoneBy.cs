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
}
