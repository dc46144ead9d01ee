using CsCheck;
using MsoNetwork.Search;
using static MsoNetwork.Tests.Search.ToyIndex;

namespace MsoNetwork.Tests.Search;

/// <summary>Rule 7 as laws: which words count is decided once, before filters.</summary>
public sealed class RelaxingTests
{
    private static readonly string[] Known =
        ["Rosen", "Garten", "Rosengarten", "Roman", "novel", "Lampe", "Leuchtturm", "Nordstadt", "Südstadt", "12345", "Verein", "und"];

    private static readonly string[] Typed = [.. Known, "Rsoen", "Gart", "Xyzzy", "Plughwort", "Lampn", "verein", "der", "Köln-Kalk"];

    private static readonly Gen<SearchIndex<Book>> Index = Gen.Select(
            Gen.OneOfConst(Known).Array[1, 4],
            Gen.OneOfConst("n1", "s1"),
            Gen.OneOfConst("novel", "crime", "none"),
            Gen.Int[1, 400],
            Gen.Bool
        )
        .Array[1, 40]
        .Select(books => Of(books.Select((book, number) => Document(
            number + 1,
            string.Join(' ', book.Item1),
            new Book(book.Item4, book.Item4 % 2 == 0 ? "A" : "B", Lent: book.Item5 && number % 7 == 0),
            book.Item2,
            [book.Item3]
        ))));

    private static readonly Gen<string> Query = Gen.OneOfConst(Typed).Array[1, 5].Select(words => string.Join(' ', words));

    private static readonly Gen<Condition<Book>> Filter = Gen.OneOf<Condition<Book>>(
        Gen.Int[1, 400].Select(Condition<Book> (pages) => new PayloadCondition<Book>(null, book => book.Pages < pages)),
        Gen.OneOfConst("A", "B").Select(Condition<Book> (shelf) => new PayloadCondition<Book>("shelf", book => book.Shelf == shelf)),
        Gen.OneOfConst("novel", "crime").Select(Condition<Book> (key) => new KeyCondition<Book>("genre", [IndexKey.Of(Genre, key)]))
    );

    [Fact]
    public void A_filter_never_raises_a_total_or_a_facet() => Gen.Select(Index, Query, Filter.Array[0, 2], Filter).Sample(
        (index, text, filters, another) =>
        {
            var (all, some) = (Answer(index, text, filters), Answer(index, text, [.. filters, another]));
            return some.TotalCount <= all.TotalCount
                && some.Ids().All(all.Ids().Contains)
                && some.Facets.All(facet => facet.Value.All(bucket =>
                    // A facet ignores conditions of its own: the condition added must be another's to count.
                    bucket.Count <= (all.Facets[facet.Key].FirstOrDefault(one => one.Key == bucket.Key)?.Count ?? 0)));
        });

    [Fact]
    public void More_words_never_turn_hits_into_none() => Gen.Select(Index, Query, Query).Sample(
        (index, text, more) =>
            index.Answer(Ask(text)).TotalCount == 0
            || (index.Answer(Ask($"{text} {more}")).TotalCount > 0 && index.Answer(Ask($"{more} {text}")).TotalCount > 0));

    [Fact]
    public void What_was_typed_is_either_found_or_not() => Gen.Select(Index, Query).Sample(
        (index, text) =>
        {
            var answer = index.Answer(Ask(text));
            return !answer.Matched.Intersect(answer.Unmatched).Any() && (answer.TotalCount == 0) == (answer.Matched.Count == 0);
        });

    [Fact]
    public void A_filter_changes_nothing_of_what_was_found()
    {
        var index = Of(
            Document(1, "Rosen", new Book(10, "A")),
            Document(2, "Garten Rosen", new Book(20, "B")),
            Document(3, "Lampe", new Book(30, "B"))
        );
        var answer = index.Answer(Ask("Rosen Garten Xyzzy", new PayloadCondition<Book>(null, book => book.Shelf == "A")));
        Assert.Equal(["Rosen", "Garten"], answer.Matched);
        Assert.Equal(["Xyzzy"], answer.Unmatched);
        Assert.Equal([1], answer.Ids());
    }

    [Fact]
    public void Who_has_the_place_comes_first_where_nobody_has_all()
    {
        var index = Of(Document(1, "Rosen", new Book(10, "A")), Document(2, "Garten", new Book(20, "B"), "s1"));
        Assert.Equal([2, 1], index.Answer(Ask("Rosen Südstadt Lampe Leuchtturm")).Ids());
    }

    private static IndexAnswer Answer(SearchIndex<Book> index, string text, Condition<Book>[] filters) => index.Answer(
        Ask(text, filters) with
        {
            First = 100,
            KeyFacets = [new KeyFacet("genre", IndexKey.Of(Genre, ""), key => [key])],
            PayloadFacets = [new PayloadFacet<Book>("shelf", book => book.Shelf)],
        });
}
