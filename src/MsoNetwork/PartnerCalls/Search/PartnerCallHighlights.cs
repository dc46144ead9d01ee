using System.ComponentModel;
using GraphQL.Types;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls.Search;

[Description("Which text of a call matched.")]
public enum PartnerCallHighlightField
{
    [Description("The title, in the language that the highlight names.")] Title,
    [Description("The name of the funding line that a consortium is sought for.")] FundingLine,
    [Description("The label of one of its topics.")] Topic,
    [Description("The label of one of its target groups.")] TargetGroup,
    [Description("The name of one of its languages.")] Language,
    [Description("The name of a region or town where it applies.")] Place,
    [Description("The text, in the language that the highlight names.")] Text,
}

public sealed class PartnerCallHighlightFieldType : EnumerationGraphType<PartnerCallHighlightField>;

public sealed class PartnerCallHighlightType() : HighlightType<PartnerCallHighlightField, PartnerCallHighlightFieldType>(
    "PartnerCallHighlight", "A text of a call in which something matched.", "title or text");

/// <summary>Marks what matched in a call, by the same rules as the index.</summary>
public static class PartnerCallHighlights
{
    public static IReadOnlyList<Highlight<PartnerCallHighlightField>> Of(
        ListedPartnerCall listed, UnderstoodQuery query, VocabularySet vocabularies, Gazetteer gazetteer)
    {
        if (query.Parts.Count == 0) return [];
        var (call, marked) = (listed.Call, new Highlights<PartnerCallHighlightField>(query, vocabularies));
        foreach (var (language, title) in call.Titles) marked.Text(PartnerCallHighlightField.Title, title, language);
        marked.Text(PartnerCallHighlightField.FundingLine, call.FundingLine);
        marked.Terms(PartnerCallHighlightField.Topic, VocabularyName.Topics, call.Topics);
        marked.Terms(PartnerCallHighlightField.TargetGroup, VocabularyName.TargetGroups, call.TargetGroups);
        marked.Terms(PartnerCallHighlightField.Language, VocabularyName.Languages, call.Languages);
        var named = query.Parts.SelectMany(part => part.Regions).ToList();
        foreach (var region in (call.PlaceKey is { } place ? [place] : call.Regions).Select(gazetteer.ByKey).OfType<RegionEntry>())
        {
            if (named.Any(meant => Meets(region.Key, meant.Key))) marked.Whole(PartnerCallHighlightField.Place, region.Name);
        }

        foreach (var (language, text) in call.Texts) marked.Text(PartnerCallHighlightField.Text, text, language);
        return marked.Found;
    }

    // In the region named, or a district that the town named lies in.
    private static bool Meets(string region, string named) =>
        region.StartsWith(named, StringComparison.Ordinal) || (region.Length >= 5 && named.StartsWith(region, StringComparison.Ordinal));
}
