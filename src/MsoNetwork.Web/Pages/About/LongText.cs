using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.About;

/// <summary>
/// A long text that is written in German and English only; the other languages show the English one and say so in the markup.
/// </summary>
internal abstract class LongTextPage : SitePage
{
    public string TextLanguage => Language.Tag == "de" ? "de" : "en";

    protected void Name(string german, string english)
    {
        Title = TextLanguage == "de" ? german : english;
        Description = T["site.claim"];
    }
}

/// <summary>/de/webseiten-pruefung: who visits websites of organisations, for those whose site is visited.</summary>
internal sealed class WebsiteVisitsModel : LongTextPage
{
    public void OnGet() => Name("Warum wir Webseiten besuchen", "Why we visit websites");
}

/// <summary>/de/barrierefreiheit</summary>
internal sealed class AccessibilityModel : LongTextPage
{
    public void OnGet() => Name("Barrierefreiheit", "Accessibility");
}
