namespace MsoNetwork.SeedFiles;

/// <summary>Where a statement stands.</summary>
/// <param name="Key">In its file.</param>
/// <param name="Name">Publisher or title.</param>
/// <param name="Url">Null for what is only printed, or for a page whose address was not kept.</param>
/// <param name="ReadOn">The day it was read.</param>
public sealed record SourcePage(string Key, string Name, string? Url, DateOnly ReadOn);
