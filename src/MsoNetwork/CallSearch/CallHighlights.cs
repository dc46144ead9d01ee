using GraphQL.Types;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.CallSearch;

/// <summary>What a highlighted text of a call is.</summary>
public enum CallHighlightField
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
public sealed record CallHighlight(CallHighlightField Field, string? Language, IReadOnlyList<TextFragment> Fragments);

/// <summary>Marks what matched in a call, by the same rules as the index.</summary>
public static class CallHighlights
{
    public static IReadOnlyList<CallHighlight> Of(ListedCall listed, UnderstoodQuery query, VocabularySet vocabularies, Gazetteer gazetteer)
    {
        var (call, highlights) = (listed.Call, new List<CallHighlight>());
        if (query.Parts.Count == 0) return highlights;
        void Text(CallHighlightField field, string? text, string? language = null)
        {
            if (text is not null && Highlighter.Marked(text, query) is { } fragments) highlights.Add(new(field, language, fragments));
        }

        void Terms(CallHighlightField field, VocabularyName vocabulary, string[] keys) => highlights.AddRange(
            vocabularies[vocabulary].ByKeys(keys).Where(term => Highlighter.Means(query, term)).Select(term => new CallHighlight(field, null, [new TextFragment(term.Label(null), true)])));
        foreach (var (language, title) in call.Titles) Text(CallHighlightField.Title, title, language);
        Text(CallHighlightField.FundingLine, call.FundingLine);
        Terms(CallHighlightField.Topic, VocabularyName.Topics, call.Topics);
        Terms(CallHighlightField.TargetGroup, VocabularyName.TargetGroups, call.TargetGroups);
        Terms(CallHighlightField.Language, VocabularyName.Languages, call.Languages);
        var named = query.Parts.SelectMany(part => part.Regions).ToList();
        foreach (var region in (call.PlaceKey is { } place ? [place] : call.Regions).Select(gazetteer.ByKey).OfType<RegionEntry>())
        {
            if (named.Any(meant => Meets(region.Key, meant.Key))) highlights.Add(new(CallHighlightField.Place, null, [new TextFragment(region.Name, true)]));
        }

        foreach (var (language, text) in call.Texts) Text(CallHighlightField.Text, text, language);
        return highlights;
    }

    // In the region named, or a district that the town named lies in.
    private static bool Meets(string region, string named) => region.StartsWith(named, StringComparison.Ordinal) || (region.Length >= 5 && named.StartsWith(region, StringComparison.Ordinal));
}

public sealed class CallHighlightFieldType : EnumerationGraphType<CallHighlightField>
{
    public CallHighlightFieldType()
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

public sealed class CallHighlightType : ObjectGraphType<CallHighlight>
{
    public CallHighlightType()
    {
        Name = "PartnerCallHighlight";
        Description = "A text of a call in which something matched.";
        Field<NonNullGraphType<CallHighlightFieldType>>("field").Description("Which text.").From(source => source.Field);
        Field(highlight => highlight.Language, nullable: true).Description("BCP 47 tag of a title or text; null otherwise.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TextFragmentType>>>>("fragments")
            .Description("The text in pieces, in order; a long one is cut around the first match, with … at the cut.").From(source => source.Fragments);
    }
}
