using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>The known phrases for the reference data as it is now; made anew when that has changed.</summary>
public sealed class PhraseBook(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
{
    private volatile DirectoryPhrases? _known;

    public async ValueTask<DirectoryPhrases> GetAsync(CancellationToken cancellationToken)
    {
        var terms = await vocabularies.GetAsync(cancellationToken);
        var regions = await gazetteer.GetAsync(cancellationToken);
        if (_known is { } known && ReferenceEquals(known.Vocabularies, terms) && ReferenceEquals(known.Gazetteer, regions)) return known;
        return _known = new DirectoryPhrases(terms, regions);
    }
}
