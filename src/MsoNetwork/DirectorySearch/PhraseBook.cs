using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>
/// The known phrases for the reference data as it is now; made anew when that has changed, once for all who wait: it takes a second of a
/// processor and some 90 MB on the way.
/// </summary>
public sealed class PhraseBook(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer) : IDisposable
{
    private readonly SemaphoreSlim _making = new(1, 1);
    private volatile DirectoryPhrases? _known;

    public async ValueTask<DirectoryPhrases> GetAsync(CancellationToken cancellationToken)
    {
        var terms = await vocabularies.GetAsync(cancellationToken);
        var regions = await gazetteer.GetAsync(cancellationToken);
        if (Known(terms, regions) is { } known) return known;
        await _making.WaitAsync(cancellationToken);
        try
        {
            return Known(terms, regions) ?? (_known = new DirectoryPhrases(terms, regions));
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    private DirectoryPhrases? Known(VocabularySet terms, Gazetteer regions) =>
        _known is { } known && ReferenceEquals(known.Vocabularies, terms) && ReferenceEquals(known.Gazetteer, regions) ? known : null;
}
