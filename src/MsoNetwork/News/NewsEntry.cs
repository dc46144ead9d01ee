namespace MsoNetwork.News;

/// <summary>Something that others published: a call, a deadline, a press release. Title, day and link; no copy of the text.</summary>
/// <param name="Id">Ours.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Url">Where it stands; null for what is only printed, or whose address was not kept.</param>
/// <param name="Day">When, in Berlin.</param>
/// <param name="Summary">Plain text, short; null where there is none.</param>
/// <param name="Topics">Keys of TOPICS.</param>
/// <param name="Region">AGS prefix; null where it is for everybody.</param>
/// <param name="SeenAt">When it was first seen here.</param>
/// <param name="Source">Key of its feed or file; <see cref="ByHand"/> for what somebody entered.</param>
/// <param name="Centre">Key of the integration centre that entered it.</param>
/// <param name="Version">Counts its changes by hand.</param>
public sealed record NewsEntry(
    Guid Id, string Publisher, string Title, string? Url, DateOnly Day, string? Summary, string[] Topics, string? Region,
    DateTimeOffset SeenAt, string Source, string? Centre, int Version)
{
    /// <summary>The source of what somebody entered.</summary>
    public const string ByHand = "hand";
}

/// <summary>An entry as a source gives it.</summary>
/// <param name="Id">The same for the same entry of a source, whenever it is read.</param>
public sealed record NewsItem(
    string Id, string Publisher, string Title, string? Url, DateOnly Day, string? Summary, IReadOnlyList<string> Topics, string? Region);
