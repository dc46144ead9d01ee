using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.DirectorySearch;

public sealed class PhraseBookTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asks_at_once_gets_the_same_phrases_and_new_ones_after_a_change()
    {
        var vocabularies = network.Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>();
        using var book = new PhraseBook(vocabularies, network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>());
        var first = Assert.Single((await AtOnceAsync(book)).Distinct());
        vocabularies.Invalidate();
        await vocabularies.FreshAsync(Token);
        Assert.NotSame(first, Assert.Single((await AtOnceAsync(book)).Distinct()));
    }

    [Fact]
    public async Task A_text_is_read_once_for_a_state_of_the_phrases()
    {
        var known = await network.Services.GetRequiredService<PhraseBook>().GetAsync(Token);
        Assert.Same(UnderstoodQuery.Read("Frauen Köln", known).Parsed, UnderstoodQuery.Read("Frauen Köln", known).Parsed);
        foreach (var nth in Enumerable.Range(0, 700))
            Assert.Equal($"Frauen {nth}", UnderstoodQuery.Read($"Frauen {nth}", known).Text);
    }

    [Fact]
    public async Task A_facet_is_the_same_object_for_the_same_question_so_that_segments_keep_its_layout()
    {
        var known = await network.Services.GetRequiredService<PhraseBook>().GetAsync(Token);
        var topics = DirectoryFacets.OfTerms(FacetName.Topics, known.Vocabularies);
        Assert.Same(topics, DirectoryFacets.OfTerms(FacetName.Topics, known.Vocabularies));
        Assert.Same(DirectoryFacets.OfSeats(["05315"], known.Gazetteer), DirectoryFacets.OfSeats(["05315"], known.Gazetteer));
        Assert.NotSame(DirectoryFacets.OfSeats(["05315"], known.Gazetteer), DirectoryFacets.OfSeats(["05911"], known.Gazetteer));
        Assert.NotSame(DirectoryFacets.OfSeats(null, known.Gazetteer), DirectoryFacets.OfReach(null, known.Gazetteer));
        Assert.Equal(["053"], DirectoryFacets.OfSeats(null, known.Gazetteer).Counted("053"));
        Assert.Empty(DirectoryFacets.OfSeats(["05911"], known.Gazetteer).Counted("053"));
    }

    private static Task<DirectoryPhrases[]> AtOnceAsync(PhraseBook book) =>
        Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => book.GetAsync(Token).AsTask())));
}
