using MsoNetwork.Networks;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>Who says that a tie is there, in small print.</summary>
/// <param name="T">The page's texts.</param>
/// <param name="Sources">Of one tie, or of all ties of a list.</param>
/// <param name="WithDay">Whether the day on which a source was read is told too.</param>
internal sealed record TieSources(Texts T, IReadOnlyList<TieSource> Sources, bool WithDay)
{
    public bool ByBoth => Sources.Contains(TieSource.Both);

    public IReadOnlyList<TieSource> Named => [.. Sources.Where(source => source.Name is not null)];

    /// <summary>What all of a list of several have in common, so that it is said once below them; null when they differ.</summary>
    public static IReadOnlyList<TieSource>? Common(IReadOnlyList<NetworkEdge> ties) =>
        ties.Count > 1 && ties[0].Sources.Count > 0 && ties.All(tie => tie.Sources.SequenceEqual(ties[0].Sources)) ? ties[0].Sources : null;
}
