using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
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

/// <summary>Marks what matched in an entry, by the same rules as the index, whichever engine found it.</summary>
public static class OrganisationHighlights
{
    public static IReadOnlyList<Highlight<HighlightField>> Of(OrganisationEntry entry, UnderstoodQuery query, VocabularySet vocabularies)
    {
        if (query.Parts.Count == 0) return [];
        var marked = new Highlights<HighlightField>(query, vocabularies);
        marked.Text(HighlightField.Name, entry.Name);
        foreach (var name in entry.AlternateNames) marked.Text(HighlightField.AlternateName, name);
        marked.Terms(HighlightField.Topic, VocabularyName.Topics, entry.Topics);
        marked.Terms(HighlightField.TargetGroup, VocabularyName.TargetGroups, entry.TargetGroups);
        marked.Terms(HighlightField.Offer, VocabularyName.Offers, entry.Offers);
        marked.Terms(HighlightField.Language, VocabularyName.Languages, entry.Languages);
        marked.Terms(HighlightField.Origin, VocabularyName.Origins, entry.Origins);
        marked.Terms(HighlightField.Kind, VocabularyName.OrganisationKinds, entry.Kind is { } kind ? [kind] : []);
        foreach (var keyword in entry.Keywords) marked.Text(HighlightField.Keyword, keyword);
        var named = query.Parts.SelectMany(part => part.Regions);
        if (named.Any(region => entry.MunicipalityKey.StartsWith(region.Key, StringComparison.Ordinal)))
            marked.Whole(HighlightField.Town, entry.Town);
        else
            marked.Text(HighlightField.Town, entry.Town);
        foreach (var field in OrganisationFields.ByLanguage.Where(field => field.IsSearched))
        {
            foreach (var (language, text) in entry.Texts(field.Column)) marked.Text(HighlightField.Description, text, language);
        }

        return marked.Found;
    }
}
