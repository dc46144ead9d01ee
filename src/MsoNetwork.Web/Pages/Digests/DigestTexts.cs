using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>The texts of whoever reads a mail.</summary>
internal static class DigestTexts
{
    public static Texts Of(string language) => Texts.Of(PageLanguage.Find(language) ?? PageLanguage.Default);
}
