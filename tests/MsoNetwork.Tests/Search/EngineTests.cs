using System.Reflection;
using MsoNetwork.Errors;
using MsoNetwork.Search;
using static MsoNetwork.Tests.Search.ToyIndex;

namespace MsoNetwork.Tests.Search;

/// <summary>The engine with books in it: it knows words, keys, places and order, and nothing of organisations.</summary>
public sealed class EngineTests
{
    private static readonly SearchIndex<Book> Books = Of(
        Document(1, "Der Gärtner", new Book(300, "A"), genres: ["crime"], text: "Ein Roman über Rosen."),
        Document(2, "Rosen", new Book(80, "B"), "s1"),
        Document(3, "Rosengarten", new Book(120, "B"), "s1", ["novel"]),
        Document(4, "Rosen für alle", new Book(90, "A", Lent: true), "s1")
    );

    [Theory]
    [InlineData("gaertner", new[] { 1 })]
    [InlineData("Gärtnr", new[] { 1 })] // a typo
    [InlineData("rosen", new[] { 2, 3, 1 })] // the title, a piece of a title, the text
    [InlineData("novel", new[] { 3, 1 })] // the term, a narrower one
    [InlineData("Rosen Südstadt", new[] { 2, 3, 1 })] // who lacks the place follows
    [InlineData("", new[] { 1, 2, 3 })] // by sort key
    [InlineData("!?", new int[0])]
    public void Words_fields_keys_and_places_decide_what_is_found_and_in_which_order(string text, int[] ids) =>
        Assert.Equal(ids, Books.Answer(Ask(text)).Ids());

    [Fact]
    public void Conditions_are_keys_places_and_whatever_the_payload_says()
    {
        Assert.Equal([2], Books.Answer(Ask("", new PayloadCondition<Book>(null, book => book.Pages < 100))).Ids());
        Assert.Equal([1], Books.Answer(Ask("", new KeyCondition<Book>(null, [IndexKey.Of(Genre, "crime")]))).Ids());
        Assert.Equal([2, 3], Books.Answer(Ask("", new CircleCondition<Book>(South.Centre, 1_000))).Ids());
        Assert.Equal([1], Books.Answer(Ask("", new PlaceCondition<Book>(place => place.Latitude > 50.5))).Ids());
        var all = new IndexQuestion<Book>(QueryParser.Parse("", Phrases), [], 10);
        Assert.Equal(4, Books.Answer(all).TotalCount);
    }

    [Fact]
    public void A_place_or_a_postcode_with_kilometres_is_a_circle()
    {
        var around = QueryParser.Parse("Rosen Südstadt 5 km", Phrases).Around;
        Assert.Equal((South, South.Centre, 5), (around!.Place, around.Centre, around.RadiusKm));
        Assert.Equal([2, 3], Books.Answer(Ask("Rosen Südstadt 5 km")).Ids());
        Assert.Equal(new GeoPosition(50.1, 7.1), QueryParser.Parse("12345 5 km", Phrases).Around!.Centre);
    }

    [Fact]
    public void Facets_of_many_hits_and_of_few_are_counted_alike()
    {
        string[][] shelves = [["crime"], ["novel"], ["crime", "novel"], []];
        var index = ToyIndex.Of(Enumerable.Range(1, 200).Select(id => ToyIndex.Document(
            id, id % 50 == 0 ? "seltenes Buch" : "Buch", new Book(id, "A"), genres: shelves[id % 4])));
        IReadOnlyList<FacetCount> Counted(string text, params Condition<Book>[] conditions) => index.Answer(
            ToyIndex.Ask(text, conditions) with
            {
                First = 0,
                KeyFacets = [new KeyFacet("genre", IndexKey.Of(ToyIndex.Genre, ""), key => key == "crime" ? ["crime", "novel"] : [key])],
            }).Facets["genre"];

        Assert.Equal([new FacetCount("novel", 150), new FacetCount("crime", 100)], Counted(""));
        Assert.Equal(Counted(""), Counted("buch"));
        Assert.Equal([new FacetCount("crime", 4), new FacetCount("novel", 4)], Counted("seltenes"));
        Assert.Equal(Counted("seltenes"), Counted("", new PayloadCondition<Book>(null, book => book.Pages % 50 == 0)));
    }

    [Fact]
    public void Facets_count_keys_and_payloads_and_ignore_their_own_conditions()
    {
        var onShelfB = new PayloadCondition<Book>("shelf", book => book.Shelf == "B");
        var answer = Books.Answer(
            Ask("", onShelfB) with
            {
                KeyFacets = [new KeyFacet("genre", IndexKey.Of(Genre, ""), key => key == "crime" ? ["crime", "novel"] : [key])],
                PayloadFacets = [new PayloadFacet<Book>("shelf", book => book.Shelf)],
            }
        );
        Assert.Equal([new FacetCount("B", 2), new FacetCount("A", 1)], answer.Facets["shelf"]);
        Assert.Equal([new FacetCount("novel", 1)], answer.Facets["genre"]);
    }

    [Fact]
    public void A_page_goes_on_behind_its_last_hit_also_when_that_has_gone()
    {
        var index = Of(Enumerable.Range(1, 9).Select(id => Document(id, $"Buch {id}", new Book(1, ""))));
        var first = index.Answer(Ask("") with { First = 4 });
        Assert.Equal([1, 2, 3, 4], first.Ids());
        Assert.True(first.More);
        index.Apply([Document(5, "Buch 5 neu", new Book(2, ""))], [first.Hits[3].Place.Id]);
        Assert.Equal([5, 6, 7, 8, 9], index.Answer(Ask("") with { After = first.Hits[2].Place }).Ids());
        Assert.Equal((8, 7), (index.Count, index.Answer(Ask("", new PayloadCondition<Book>(null, book => book.Pages < 2))).TotalCount));
    }

    [Fact]
    public void Like_questions_are_counted_in_one_pass_and_share_their_parts()
    {
        var filters = Enumerable.Range(0, 10).Select(pages => new PayloadCondition<Book>(null, book => book.Pages > pages * 30)).ToList();
        var counts = IndexSearch.CountEach(
            Books,
            filters.Select(filter => Ask("Rosen Garten", filter)),
            () => true,
            out var lookedFor
        );
        Assert.Equal(filters.Select(filter => Books.Answer(Ask("Rosen Garten", filter)).TotalCount), counts);
        Assert.Equal(2, lookedFor);
        var left = 3;
        Assert.Equal(counts.Take(3), Books.CountEach(filters.Select(filter => Ask("Rosen Garten", filter)), () => left-- > 0));
    }

    [Fact]
    public void Before_it_is_loaded_it_says_so() =>
        Assert.Equal(
            ErrorCode.Unavailable,
            Assert.Throws<NetworkException>(() => new SearchIndex<Book>(_ => true).Answer(Ask("rosen"))).Code
        );

    [Fact]
    public void No_type_of_the_engine_mentions_a_room_above_the_ground()
    {
        string[] ground = ["Search", "Text", "Errors"];
        var engine = typeof(SearchIndex<>).Assembly.GetTypes().Where(type => type.Namespace == "MsoNetwork.Search" && IsEngine(type));
        var wrong =
            from type in engine
            from member in type.GetMembers((BindingFlags)62)
            from used in Used(member)
            where used.Namespace?.StartsWith("MsoNetwork.", StringComparison.Ordinal) == true
            where !ground.Contains(used.Namespace!.Split('.')[1])
            select $"{type.Name}.{member.Name} uses {used}";
        Assert.Empty(wrong);
    }

    // The followers stand here until they have moved to Changes.
    private static readonly string[] Followers = ["Log", "Follow", "Out", "Listening", "Serving", "Reindex", "IndexBuild"];

    private static bool IsEngine(Type type) =>
        type.DeclaringType is null && !Array.Exists(Followers, name => type.Name.Contains(name, StringComparison.Ordinal));

    private static IEnumerable<Type> Used(MemberInfo member) =>
        member switch
        {
            FieldInfo field => [field.FieldType],
            PropertyInfo property => [property.PropertyType],
            MethodBase method =>
            [
                .. method.GetParameters().Select(parameter => parameter.ParameterType),
                .. method is MethodInfo { ReturnType: var answer } ? new[] { answer } : [],
                .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
            ],
            _ => [],
        };
}
