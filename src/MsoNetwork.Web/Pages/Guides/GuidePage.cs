using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Guides;
using MsoNetwork.SeedFiles;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Guides;

/// <summary>What the pages of guides share.</summary>
internal abstract class GuidePage(GuideFiles files) : SitePage
{
    public GuideFiles Files { get; } = files;

    /// <summary>Of what the files say: they are German and English.</summary>
    public string ContentLanguage => Language.Tag == "en" ? "en" : "de";

    public string In(SeedText text) => text.In(ContentLanguage);
}

/// <summary>/de/ratgeber: all guides.</summary>
internal sealed class GuidesModel(GuideFiles files) : GuidePage(files)
{
    public void OnGet()
    {
        Title = T["guides.title"];
        Description = T["guides.lead"];
    }
}

/// <summary>/de/ratgeber/{key}: one of them.</summary>
internal sealed class GuideModel(GuideFiles files) : GuidePage(files)
{
    public Guide Guide { get; private set; } = null!;

    public IActionResult OnGet(string key)
    {
        if (Files.ByKey(key) is not { } guide) return NotFound();
        Guide = guide;
        Title = In(guide.Title);
        Description = In(guide.Summary);
        return Page();
    }
}
