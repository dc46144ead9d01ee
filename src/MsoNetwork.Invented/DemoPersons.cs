namespace MsoNetwork.Invented;

/// <summary>Whom one can be in the demo with one click. None of them exists: example.org is nobody's.</summary>
public static class DemoPersons
{
    /// <summary>Has an account, and keeps no organisation yet.</summary>
    public const string Visitor = "visitor@example.org";

    /// <summary>Leads an organisation in the area of <see cref="Centre"/>.</summary>
    public const string Lead = "lead@example.org";

    /// <summary>Works in the centre whose area has most invented organisations.</summary>
    public const string Centre = "centre@example.org";

    public const string Administrator = "administrator@example.org";
}
