using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.OrganisationSearch;

/// <summary>What a highlighted text is.</summary>
public enum HighlightField
{
    Name,
    AlternateName,
    Topic,
    TargetGroup,
    Offer,
    Language,
    Origin,
    Kind,
    Keyword,
    Town,
    Description,
}

/// <summary>A text of an entry in which something matched.</summary>
/// <param name="Field">Which text.</param>
/// <param name="Language">BCP 47 tag of a description.</param>
/// <param name="Fragments">The text in pieces; together they are the text, or a part of a long one with … where it is cut.</param>
public sealed record Highlight(HighlightField Field, string? Language, IReadOnlyList<TextFragment> Fragments);

/// <summary>Marks what matched in an entry, by the same rules as the index, whichever engine found it.</summary>
public static class OrganisationHighlights
{
    public static IReadOnlyList<Highlight> Of(OrganisationEntry entry, UnderstoodQuery query, VocabularySet vocabularies)
    {
        if (query.Parts.Count == 0) return [];
        var highlights = new List<Highlight>();
        void Text(HighlightField field, string? text, string? language = null)
        {
            if (text is not null && Highlighter.Mark(text, query.Parsed) is { } fragments)
                highlights.Add(new Highlight(field, language, fragments));
        }

        Text(HighlightField.Name, entry.Name);
        foreach (var name in entry.AlternateNames) Text(HighlightField.AlternateName, name);
        highlights.AddRange(Terms(entry, query, vocabularies));
        foreach (var keyword in entry.Keywords) Text(HighlightField.Keyword, keyword);
        Town(entry, query, highlights);
        foreach (var field in OrganisationFields.ByLanguage.Where(field => field.IsSearched))
        {
            foreach (var (language, text) in entry.Texts(field.Column)) Text(HighlightField.Description, text, language);
        }

        return highlights;
    }

    private static IEnumerable<Highlight> Terms(OrganisationEntry entry, UnderstoodQuery query, VocabularySet vocabularies)
    {
        foreach (var (field, vocabulary, keys) in ((HighlightField, VocabularyName, string[])[])
            [
                (HighlightField.Topic, VocabularyName.Topics, entry.Topics),
                (HighlightField.TargetGroup, VocabularyName.TargetGroups, entry.TargetGroups),
                (HighlightField.Offer, VocabularyName.Offers, entry.Offers),
                (HighlightField.Language, VocabularyName.Languages, entry.Languages),
                (HighlightField.Origin, VocabularyName.Origins, entry.Origins),
                (HighlightField.Kind, VocabularyName.OrganisationKinds, entry.Kind is { } kind ? [kind] : []),
            ])
        {
            foreach (var term in vocabularies[vocabulary].ByKeys(keys))
            {
                if (query.Means(term)) yield return new Highlight(field, null, [new TextFragment(term.Label(null), true)]);
            }
        }
    }

    private static void Town(OrganisationEntry entry, UnderstoodQuery query, List<Highlight> highlights)
    {
        if (query.Parts.Any(part => part.Regions.Any(region => entry.MunicipalityKey.StartsWith(region.Key, StringComparison.Ordinal))))
            highlights.Add(new Highlight(HighlightField.Town, null, [new TextFragment(entry.Town, true)]));
        else if (Highlighter.Mark(entry.Town, query.Parsed) is { } fragments)
            highlights.Add(new Highlight(HighlightField.Town, null, fragments));
    }
}
