using GraphQL;

namespace MsoNetwork.Relay.Lists;

/// <summary>Which parts of a connection a query selects.</summary>
internal readonly record struct SelectedParts(bool Rows, bool Count, bool Previous, bool Next)
{
    public static SelectedParts Of(IResolveFieldContext context)
    {
        var (parts, info) = (Selection.Below(context), Selection.Below(context, "pageInfo"));
        return new(
            parts.Overlaps(["edges", "nodes", "pageInfo"]),
            parts.Contains("totalCount"),
            info.Contains("hasPreviousPage"),
            info.Contains("hasNextPage")
        );
    }
}
