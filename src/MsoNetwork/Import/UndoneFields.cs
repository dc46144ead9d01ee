using System.Text.Json.Nodes;
using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.Import;

/// <summary>Which fields of an organisation go back to what they were, and which stay.</summary>
/// <param name="Back">Values to write, by column.</param>
/// <param name="Kept">Columns that stay as they are.</param>
internal sealed record UndoneFields(JsonObject Back, IReadOnlyList<string> Kept)
{
    // What hangs together goes back together or not at all.
    private static readonly string[][] Together =
    [
        ["name", "sort_name"],
        ["street", "postcode", "town", "municipality_key", "location", "precision", "location_protected"],
    ];

    /// <summary>What people know of these is another column.</summary>
    private static readonly HashSet<string> Inner = new(StringComparer.Ordinal)
    {
        "sort_name", "location", "precision", "municipality_key", "slug",
    };

    /// <param name="change">What the import wrote, and what came since.</param>
    /// <param name="isHidden">The place is protected now: where it was before must not come back in public.</param>
    public static UndoneFields Of(ImportedChange change, bool isHidden)
    {
        var back = new JsonObject();
        var kept = new List<string>();
        foreach (var (field, value) in change.Before)
        {
            if (!OrganisationFields.Merged.Any(known => known.Column == field)) continue;
            var group = Together.FirstOrDefault(group => group.Contains(field, StringComparer.Ordinal)) ?? [field];
            var isPlace = group.Contains("location_protected", StringComparer.Ordinal);
            var stays = change.Touched.Contains("*") || group.Any(change.Touched.Contains)
                || (isPlace && (isHidden || change.Before.ContainsKey("location_protected")));
            if (!stays) back.Add(field, value?.DeepClone());
            else if (!Inner.Contains(field)) kept.Add(field);
        }

        return new(back, [.. kept.Distinct(StringComparer.Ordinal)]);
    }
}
