using CsCheck;
using MsoNetwork.Meilisearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Search;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class PartialMatchesTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IAsyncLifetime
{
    private Asked _asked = null!;
    private DirectoryTokens _tokens = null!;

    public async ValueTask InitializeAsync()
    {
        _asked = await Asked.OfAsync(network);
        _tokens = new DirectoryTokens(_asked.Vocabularies, _asked.Gazetteer);
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public void Totals_are_exact_whatever_may_be_lacking_or_meant() =>
        Gen.Select(Gen.Int[1, 3].Array[1, 3], Gen.Int[1, 3], Gen.UInt.Array[0, 40]).Sample((meanings, needed, documents) =>
        {
            // Part p may mean p0, p1, p2; a document is a bit for each.
            string[][] parts = [.. meanings.Select((count, part) => Enumerable.Range(0, count).Select(one => $"p{part}{one}").ToArray())];
            bool Has(uint document, string word) => (document & (1u << ((3 * (word[1] - '0')) + (word[2] - '0')))) != 0;
            var partial = new PartialMatches(Question(parts) with { Needed = Math.Min(needed, parts.Length) }, _tokens);
            if (partial.Queries.Any(query => query.Texts.Any(text => text.StartsWith("typed")))) return; // too many
            var counts = partial.Queries.Select(query =>
                documents.Count(document => query.Texts.SelectMany(text => text.Split(' ')).All(word => Has(document, word.Trim('"')))));
            Assert.Equal(
                documents.Count(document => parts.Count(part => part.Any(word => Has(document, word))) >= Math.Min(needed, parts.Length)),
                partial.Total(counts));
        });

    [Fact]
    public void What_makes_too_many_queries_is_asked_for_as_it_was_typed()
    {
        string[][] parts = [.. Enumerable.Range(0, 3).Select(part => Enumerable.Range(0, 3).Select(one => $"p{part}{one}").ToArray())];
        var partial = new PartialMatches(Question(parts), _tokens);
        Assert.InRange(partial.Queries.Count, 1, 32);
        Assert.Contains("typed0", Assert.Single(partial.Queries).Texts);
    }

    [Theory]
    [InlineData("Kulturvereni ", "\"kulturverein\"")] // none of the corpus but one word is near
    [InlineData("Frauen Verein ", "xqnfraun;\"fraunverei\"")]
    [InlineData("Bild", "xqtaeducation;xqtdeducation0association;bild")] // still being typed
    [InlineData("Köln ", "")]
    [InlineData("Quitten ", "")]
    public void A_part_is_asked_for_by_what_may_be_meant(string typed, string asked)
    {
        var part = _asked.Question(typed).Query.Parts[0];
        if (typed == "Kulturvereni ")
            part = part with { Parsed = part.Parsed with { Forgiven = Forgiveness.Typos, Meant = ["kulturverein"] }, Terms = [] };
        Assert.Equal(asked, string.Join(';', _tokens.Alternatives(part)));
    }

    private SearchQuestion Question(string[][] parts)
    {
        var question = _asked.Question("Quitte ");
        var one = question.Query.Parts[0];
        return question with
        {
            Query = question.Query with
            {
                Parts =
                [
                    .. parts.Select((meant, part) => one with
                    {
                        Parsed = one.Parsed with { Words = [$"typed{part}"], Forgiven = Forgiveness.Typos, Meant = meant },
                    }),
                ],
            },
        };
    }
}
