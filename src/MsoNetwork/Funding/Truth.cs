namespace MsoNetwork.Funding;

/// <summary>
/// Three-valued logic (Kleene 1938): what is not known yet stays unknown unless the rest decides. More facts never take a decision back.
/// </summary>
public enum Truth
{
    False,
    Unknown,
    True,
}

internal static class Kleene
{
    public static Truth Of(bool? known) => known is null ? Truth.Unknown : known.Value ? Truth.True : Truth.False;

    public static Truth Not(Truth one) => Truth.True - (int)one;

    /// <summary>The least of all; true of none.</summary>
    public static Truth All(IEnumerable<Truth> all) => all.Aggregate(Truth.True, (one, other) => one < other ? one : other);

    /// <summary>The greatest of all; false of none.</summary>
    public static Truth Any(IEnumerable<Truth> all) => all.Aggregate(Truth.False, (one, other) => one > other ? one : other);
}
