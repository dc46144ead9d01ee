using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>A hit as it is shown in a language.</summary>
internal sealed record HitView(SitePage Page, VocabularySet Vocabularies, Hit Hit)
{
    private const int MostTopics = 4;

    public IReadOnlyList<TextFragment> Name => Of(HighlightField.Name)?.Fragments ?? [new TextFragment(Hit.Entry.Name, false)];

    public Term? Kind => Hit.Entry.Kind is { } kind ? Vocabularies[VocabularyName.OrganisationKinds].ByKey(kind) : null;

    /// <summary>Other texts that matched, where the name alone does not tell why the entry is here.</summary>
    public IEnumerable<Highlight<HighlightField>> Texts =>
        Hit
            .Highlights.Where(one => one.Field is HighlightField.Description or HighlightField.AlternateName or HighlightField.Keyword)
            .Take(2);

    public IEnumerable<(string Label, bool Matched)> Topics => Labels(VocabularyName.Topics, Hit.Entry.Topics, HighlightField.Topic)
        .OrderByDescending(topic => topic.Matched).Take(MostTopics);

    /// <summary>Terms of other vocabularies that matched.</summary>
    public IEnumerable<string> Others =>
        ((VocabularyName, string[], HighlightField)[])
            [
                (VocabularyName.Languages, Hit.Entry.Languages, HighlightField.Language),
                (VocabularyName.Origins, Hit.Entry.Origins, HighlightField.Origin),
                (VocabularyName.TargetGroups, Hit.Entry.TargetGroups, HighlightField.TargetGroup),
                (VocabularyName.Offers, Hit.Entry.Offers, HighlightField.Offer),
                (VocabularyName.OrganisationKinds, Hit.Entry.Kind is { } kind ? [kind] : [], HighlightField.Kind),
            ]
            is var groups
            ? groups
                .SelectMany(group => Labels(group.Item1, group.Item2, group.Item3))
                .Where(term => term.Matched)
                .Select(term => term.Label)
                .Distinct(StringComparer.OrdinalIgnoreCase)
            : [];

    private Highlight<HighlightField>? Of(HighlightField field) => Hit.Highlights.FirstOrDefault(one => one.Field == field);

    // A highlighted term stands there with its German label.
    private IEnumerable<(string Label, bool Matched)> Labels(VocabularyName vocabulary, string[] keys, HighlightField field)
    {
        var matched = Hit
            .Highlights.Where(one => one.Field == field)
            .Select(one => one.Fragments[0].Text)
            .ToHashSet(StringComparer.Ordinal);
        return Vocabularies[vocabulary].ByKeys(keys).Select(term => (term.Label(Page.Language.Tag), matched.Contains(term.Label(null))));
    }
}
