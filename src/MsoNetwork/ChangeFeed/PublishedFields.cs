using MsoNetwork.Changes;
using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.ChangeFeed;

/// <summary>
/// Which columns of the log are everybody's to see, and what they are called: the field's path in Organisation. What the registry itself
/// notes (version, days, the name by which lists sort) is none, and neither is whether a place is protected.
/// </summary>
internal static class PublishedFields
{
    public const string Sources = "sources", Logo = "logo", MemberOf = "memberOf", Members = "members", MergedFrom = "mergedFrom";

    private static readonly HashSet<string> _unpublished =
        ["id", "xmin", "sort_name", "location_protected", "created_at", "updated_at"];

    private static readonly OrganisationField[] _fields =
        [.. OrganisationFields.All.Where(field => !_unpublished.Contains(field.Column))];

    public static string[] Columns { get; } = [.. _fields.Select(field => field.Column)];

    /// <summary>Of the column at the same place.</summary>
    public static string[] Names { get; } = [.. _fields.Select(field => field.Name)];

    /// <summary>Whose sets of the log the feed is made of.</summary>
    public static string[] Subjects { get; } =
    [
        ChangeSubject.Organisation, ChangeSubject.OrganisationSource, ChangeSubject.OrganisationLogo, ChangeSubject.Membership,
    ];
}
