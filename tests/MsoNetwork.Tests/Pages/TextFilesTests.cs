using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Pages;

/// <summary>The files of texts, read as every page reads them: a key that two folders share would end each page.</summary>
public sealed class TextFilesTests
{
    [Fact]
    public void Every_language_has_each_text_once_and_all_that_German_has()
    {
        var german = Texts.Of(PageLanguage.Default).Entries.Keys.Order(StringComparer.Ordinal).ToList();
        Assert.All(
            PageLanguage.All,
            language => Assert.Equal(german, Texts.Of(language).Entries.Keys.Order(StringComparer.Ordinal)));
    }
}
