namespace MsoNetwork.Invented;

/// <summary>What something was invented for: it stands as source at all of it.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Purpose">As texts say it.</param>
public sealed record Invention(string Source, string Purpose)
{
    public static Invention LoadTests { get; } = new("Erfunden für Lasttests", "für Lasttests");

    public static Invention Demo { get; } = new("Erfunden für die Demo", "für die Demo");
}
