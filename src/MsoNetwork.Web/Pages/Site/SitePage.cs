using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>What every page of the site has, and what its layout shows of it.</summary>
internal abstract class SitePage : PageModel
{
    private PageLanguage? _language;

    public PageLanguage Language => _language ??= PageLanguage.Find(RouteData.Values["language"] as string) ?? PageLanguage.Default;

    public Texts T => Texts.Of(Language);

    public string Title { get; protected set; } = "";

    /// <summary>One sentence for search engines and for links shared elsewhere.</summary>
    public string? Description { get; protected set; }

    /// <summary>The picture that a link to the page shows, as the address below the language; null for the site's.</summary>
    public string? ShareImage { get; protected set; }

    /// <summary>Keeps search engines from what is only a view of something else: filtered lists, errors.</summary>
    public bool Unlisted { get; protected set; }

    /// <summary>schema.org as JSON, escaped for HTML.</summary>
    public string? LinkedData { get; protected set; }

    /// <summary>The path without the language, as the same page has it in the others.</summary>
    public string PathBelow => Request.Path.Value?.Split('/', 3) is [_, _, var below] ? below : "";

    public string Path(string below) => $"/{Language.Tag}/{below}";

    /// <summary>The path and query that show the same again, as they are printed below the page.</summary>
    public virtual string ShownAt => Path(PathBelow) + Request.QueryString.Value;

    /// <summary>Scheme, host and no slash at the end: MSONET_PUBLIC_URL, or what the visitor typed.</summary>
    public string Origin => SiteOrigin.Of(HttpContext);

    public CancellationToken Aborted => HttpContext.RequestAborted;
}
