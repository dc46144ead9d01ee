namespace MsoNetwork.Merges;

/// <summary>Two entries that are to be one.</summary>
/// <param name="Survivor">Whose id and slug stay.</param>
/// <param name="Loser">The one that becomes part of it.</param>
public sealed record MergedPair(Guid Survivor, Guid Loser)
{
    /// <summary>Names of <see cref="MergeFields.Names"/> whose value is the loser's.</summary>
    public IReadOnlyCollection<string> FromLoser { get; init; } = [];

    /// <summary>
    /// Those whose value stays the survivor's also where it is empty. All others are the survivor's, and the loser's where it has none.
    /// </summary>
    public IReadOnlyCollection<string> FromSurvivor { get; init; } = [];

    /// <summary>The versions that were read; null: whatever they are now.</summary>
    public string? SurvivorVersion { get; init; }

    public string? LoserVersion { get; init; }
}
