using GraphQL.Types;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>What a highlighted text of a call is.</summary>
public enum PartnerCallHighlightField
{
    Title,
    FundingLine,
    Topic,
    TargetGroup,
    Language,
    Place,
    Text,
}

/// <summary>A text of a call in which something matched.</summary>
public sealed record PartnerCallHighlight(PartnerCallHighlightField Field, string? Language, IReadOnlyList<TextFragment> Fragments);

/// <summary>Marks what matched in a call, by the same rules as the index.</summary>
public static class PartnerCallHighlights
{
    public static IReadOnlyList<PartnerCallHighlight> Of(
        ListedPartnerCall listed,
        UnderstoodQuery query,
        VocabularySet vocabularies,
        Gazetteer gazetteer
    )
    {
        var (call, highlights) = (listed.Call, new List<PartnerCallHighlight>());
        if (query.Parts.Count == 0) return highlights;
        void Text(PartnerCallHighlightField field, string? text, string? language = null)
        {
            if (text is not null && Highlighter.Mark(text, query.Parsed) is { } fragments) highlights.Add(new(field, language, fragments));
        }

        void Terms(PartnerCallHighlightField field, VocabularyName vocabulary, string[] keys) =>
            highlights.AddRange(
                vocabularies[vocabulary]
                    .ByKeys(keys)
                    .Where(query.Means)
                    .Select(term => new PartnerCallHighlight(field, null, [new TextFragment(term.Label(null), true)]))
            );
        foreach (var (language, title) in call.Titles)
            Text(PartnerCallHighlightField.Title, title, language);
        Text(PartnerCallHighlightField.FundingLine, call.FundingLine);
        Terms(PartnerCallHighlightField.Topic, VocabularyName.Topics, call.Topics);
        Terms(PartnerCallHighlightField.TargetGroup, VocabularyName.TargetGroups, call.TargetGroups);
        Terms(PartnerCallHighlightField.Language, VocabularyName.Languages, call.Languages);
        var named = query.Parts.SelectMany(part => part.Regions).ToList();
        foreach (var region in (call.PlaceKey is { } place ? [place] : call.Regions).Select(gazetteer.ByKey).OfType<RegionEntry>())
        {
            if (named.Any(meant => Meets(region.Key, meant.Key)))
                highlights.Add(new(PartnerCallHighlightField.Place, null, [new TextFragment(region.Name, true)]));
        }

        foreach (var (language, text) in call.Texts) Text(PartnerCallHighlightField.Text, text, language);
        return highlights;
    }

    // In the region named, or a district that the town named lies in.
    private static bool Meets(string region, string named) =>
        region.StartsWith(named, StringComparison.Ordinal) || (region.Length >= 5 && named.StartsWith(region, StringComparison.Ordinal));
}

public sealed class PartnerCallHighlightFieldType : EnumerationGraphType<PartnerCallHighlightField>
{
    public PartnerCallHighlightFieldType()
    {
        Name = "PartnerCallHighlightField";
        Description = "Which text of a call matched.";
        Values["TITLE"]!.Description = "The title, in the language that the highlight names.";
        Values["FUNDING_LINE"]!.Description = "The name of the funding line that a consortium is sought for.";
        Values["TOPIC"]!.Description = "The label of one of its topics.";
        Values["TARGET_GROUP"]!.Description = "The label of one of its target groups.";
        Values["LANGUAGE"]!.Description = "The name of one of its languages.";
        Values["PLACE"]!.Description = "The name of a region or town where it applies.";
        Values["TEXT"]!.Description = "The text, in the language that the highlight names.";
    }
}

public sealed class PartnerCallHighlightType : ObjectGraphType<PartnerCallHighlight>
{
    public PartnerCallHighlightType()
    {
        Name = "PartnerCallHighlight";
        Description = "A text of a call in which something matched.";
        Field<NonNullGraphType<PartnerCallHighlightFieldType>>("field").Description("Which text.").From(source => source.Field);
        Field(highlight => highlight.Language, nullable: true).Description("BCP 47 tag of a title or text; null otherwise.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TextFragmentType>>>>("fragments")
            .Description("The text in pieces, in order; a long one is cut around the first match, with … at the cut.")
            .From(source => source.Fragments);
    }
}
