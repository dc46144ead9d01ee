using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>Whether the browser says that a form is on a page of ours.</summary>
internal static class SameOrigin
{
    // Both headers are the browser's own; no page can make them say something else.
    public static bool Says(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers["Sec-Fetch-Site"] is [{ } site] ? site == "same-origin"
            : headers.Origin is [{ } origin] && origin == SiteOrigin.Of(context);
    }
}
