using CsCheck;
using MsoNetwork.Text;

namespace MsoNetwork.Tests.Text;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Köln")]
    [InlineData("Koeln")]
    [InlineData("Koln")]
    [InlineData("KÖLN")]
    [InlineData("Ko\u0308ln")]
    public void All_spellings_of_Cologne_have_one_match_key(string spelling) => Assert.Equal("koln", Folding.MatchKey(spelling));

    [Fact]
    public void Cyrillic_is_transliterated() => Assert.Equal("dortmund", Folding.SortKey("Дортмунд"));

    [Fact]
    public void Slugs_spell_umlauts_out() =>
        Assert.Equal("deutsch-tuerkischer-elternbund-koeln-e-v", Folding.Slug("Deutsch-Türkischer Elternbund Köln e.V."));

    [Fact]
    public void Turkish_dotted_and_dotless_i_are_one() => Assert.Equal(Folding.MatchKey("kadin"), Folding.MatchKey("KADIN kadın"[6..]));

    [Fact]
    public void Any_string_folds_to_ascii_and_folding_twice_changes_nothing() =>
        Gen.String.Sample(text =>
        {
            var key = Folding.MatchKey(text);
            return key.All(letter => letter == ' ' || char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
                && Folding.SortKey(key) == key;
        });
}
