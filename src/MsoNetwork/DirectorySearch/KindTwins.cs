using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>
/// What else the label of a kind of organisation asks for: who types "women's organisation" means those that work for women as well, be
/// they of that kind or not. They match as loosely as a translation.
/// </summary>
internal static class KindTwins
{
    private static readonly Dictionary<string, (VocabularyName Vocabulary, string Key)[]> Twins = new()
    {
        ["womens-organisation"] = [(VocabularyName.TargetGroups, "women")],
        ["youth-association"] = [(VocabularyName.TargetGroups, "youth")],
        ["student-association"] = [(VocabularyName.TargetGroups, "young-adults")],
        ["parents-association"] = [(VocabularyName.TargetGroups, "parents"), (VocabularyName.Topics, "parents")],
        ["culture-association"] = [(VocabularyName.Topics, "culture")],
        ["religious-association"] = [(VocabularyName.Topics, "religion")],
        ["sports-club"] = [(VocabularyName.Topics, "sport-leisure"), (VocabularyName.Offers, "sports-training")],
        ["education-association"] = [(VocabularyName.Topics, "education")],
        ["refugee-initiative"] = [(VocabularyName.TargetGroups, "refugees"), (VocabularyName.Topics, "refugees")],
        ["workers-association"] = [(VocabularyName.Topics, "work")],
        ["development-ngo"] = [(VocabularyName.Topics, "development")],
    };

    /// <summary>The keys in the index of what a term means besides itself, with what is below it.</summary>
    public static IReadOnlyList<string> Of(Term term, VocabularySet vocabularies) =>
        term.Vocabulary == VocabularyName.OrganisationKinds && Twins.TryGetValue(term.Key, out var twins)
            ?
            [
                .. twins.SelectMany(twin =>
                    (vocabularies[twin.Vocabulary].ByKey(twin.Key)?.KeysWithNarrower ?? []).Select(key =>
                        DirectoryKeys.Of(twin.Vocabulary, key)
                    )
                ),
            ]
            : [];

    /// <summary>The kinds that have a twin, for whoever proves it.</summary>
    internal static IEnumerable<(string Kind, IReadOnlyList<(VocabularyName Vocabulary, string Key)> Twins)> All =>
        Twins.Select(pair => (pair.Key, (IReadOnlyList<(VocabularyName, string)>)pair.Value));
}
