using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;

namespace MsoNetwork.OrganisationSearch;

/// <summary>An answered search for organisations.</summary>
/// <param name="store">Reads the organisations.</param>
/// <param name="question">What was asked.</param>
/// <param name="routed">Who answered what.</param>
/// <param name="columns">What of the organisations will be shown.</param>
/// <param name="milliseconds">From the question to the engine's answer.</param>
public sealed class SearchPage(
    OrganisationStore store,
    SearchQuestion question,
    RoutedAnswer routed,
    OrganisationColumns columns,
    int milliseconds
)
    : HitPage<OrganisationEntry>(
        new Answered(question.Query, PointOf(question.Criteria.Near), question.After, routed.Answer, milliseconds),
        async (ids, token) => await store.ByIdsAsync(ids, columns, token),
        entry => entry.Location
    )
{
    public RoutedAnswer Routed => routed;

    private static Position? PointOf(NearPoint? near) => near is null ? null : new Position(near.Centre.Y, near.Centre.X);
}
