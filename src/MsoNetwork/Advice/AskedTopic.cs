using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Advice;

/// <summary>What a text asks help with.</summary>
/// <param name="Needs">Needs that it names.</param>
/// <param name="Terms">Terms of TOPICS and OFFERS that it names.</param>
/// <param name="Place">A district or municipality that it names.</param>
public sealed record AskedTopic(IReadOnlyList<AdviceNeed> Needs, IReadOnlyList<Term> Terms, RegionEntry? Place)
{
    private static readonly VocabularyName[] Vocabularies = [VocabularyName.Topics, VocabularyName.Offers];

    /// <summary>Whether anything was understood.</summary>
    public bool IsUnderstood => Needs.Count > 0 || Terms.Count > 0;

    /// <summary>Keys that an entry may have for it, with those below; without needs that its role helps with anyway.</summary>
    internal IReadOnlySet<string> Keys(VocabularySet vocabularies, AdviceRole role)
    {
        var counted = Needs.Where(need => role.Main.Concat(role.Helps).Contains(need.Key)).SelectMany(need => need.Terms).ToHashSet();
        return Terms.Concat(Needs.SelectMany(need => need.Terms)
            .SelectMany(key => Vocabularies.Select(name => vocabularies[name].ByKey(key))).OfType<Term>())
            .Where(term => !counted.Contains(term.Key)).SelectMany(term => term.KeysWithNarrower).ToHashSet(StringComparer.Ordinal);
    }

    internal static AskedTopic Read(string text, DirectoryPhrases known, IReadOnlyList<AdviceNeed> needs)
    {
        if (needs.FirstOrDefault(need => need.Key == text || AdviceSentences.IsNamed(need.Key, text)) is { } chosen)
            return new([chosen], [], null);
        var parts = UnderstoodQuery.Read(text, known).Parts;
        var terms = parts.SelectMany(part => part.Terms).Where(term => Vocabularies.Contains(term.Vocabulary)).Distinct().ToList();
        var words = Folding.MatchKey(text).Split(' ');
        return new(
            [
                .. needs.Where(need =>
                    need.Words.Any(begins => words.Any(word => word.StartsWith(begins, StringComparison.Ordinal)))
                    || terms.Any(term => need.Terms.Contains(term.Key))),
            ],
            terms,
            parts.SelectMany(part => part.Regions).FirstOrDefault(region => region.Level >= RegionLevel.District));
    }
}
