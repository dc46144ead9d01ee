using MsoNetwork.Search;

namespace MsoNetwork.Tests.Search;

/// <summary>What a library would keep of a book: nothing that this directory knows.</summary>
internal sealed record Book(int Pages, string Shelf, bool Lent = false);

/// <summary>An index of books, with one term, two branches and a postcode that the engine is told of.</summary>
internal static class ToyIndex
{
    public const char Genre = '9';

    public static readonly TermMeaning Novel = new(IndexKey.Of(Genre, "novel"), [IndexKey.Of(Genre, "crime")], ["roman"]);
    public static readonly PlaceMeaning North = new("n1", new GeoPosition(51, 7), "n");
    public static readonly PlaceMeaning South = new("s1", new GeoPosition(50, 7), null);

    public static readonly KnownPhrases Phrases = new(
        [new TermName("Roman", Novel, IsForeign: false), new TermName("novel", Novel, IsForeign: true)],
        [("Nordstadt", North), ("Südstadt", South)],
        new[] { new CodedPlace(South, new GeoPosition(50.1, 7.1)) }.ToLookup(_ => "12345")
    );

    public static SearchIndex<Book> Of(params IEnumerable<IndexDocument<Book>> books)
    {
        var index = new SearchIndex<Book>(book => !book.Lent);
        index.Replace(books);
        return index;
    }

    public static IndexDocument<Book> Document(
        int id,
        string title,
        Book book,
        string place = "n1",
        string[]? genres = null,
        string text = ""
    )
    {
        var at = place == "n1" ? North.Centre : South.Centre;
        return new IndexDocument<Book>(
            new IndexEntry<Book>(new Guid(id, 0, 0, new byte[8]), book, title, 0, at, place),
            title,
            [(MatchField.Body, text)],
            [
                .. (genres ?? []).Select(genre => (MatchField.Keyword, IndexKey.Of(Genre, genre))),
                (MatchField.Place, IndexKey.In(place)),
                (MatchField.Place, IndexKey.In(place[..1])),
            ]
        );
    }

    public static IndexQuestion<Book> Ask(string text, params Condition<Book>[] conditions) =>
        new(QueryParser.Parse(text, Phrases), [new UsualCondition<Book>(), .. conditions], 10);

    public static IEnumerable<int> Ids(this IndexAnswer answer) =>
        answer.Hits.Select(hit => BitConverter.ToInt32(hit.Place.Id.ToByteArray()));
}
