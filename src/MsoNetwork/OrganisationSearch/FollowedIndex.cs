namespace MsoNetwork.OrganisationSearch;

/// <summary>An index that is being built beside the live one.</summary>
/// <param name="Add">Takes a document; each comes once.</param>
/// <param name="Finish">Puts it in the place of the live one. Not called when the reading breaks.</param>
public sealed record IndexBuild(Action<OrganisationDocument> Add, Action Finish);

/// <summary>What a follower keeps: our index, or a test's.</summary>
/// <param name="Begin">Begins to build it anew.</param>
/// <param name="Apply">Takes changed documents and ids of those that are gone. May come twice.</param>
/// <param name="Count">Documents in it.</param>
public sealed record FollowedIndex(
    Func<IndexBuild> Begin,
    Action<IReadOnlyCollection<OrganisationDocument>, IReadOnlyCollection<Guid>> Apply,
    Func<int> Count
)
{
    public static FollowedIndex Of(OrganisationIndex index) => new(() => BuildOf(index), index.Apply, () => index.Count);

    private static IndexBuild BuildOf(OrganisationIndex index)
    {
        var builder = index.Builder();
        return new IndexBuild(builder.Add, () => index.Replace(builder));
    }
}
