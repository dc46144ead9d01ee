using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>How pages for those who keep an entry meet everybody else: what is there is told, and that it is not for them.</summary>
internal static class Refusals
{
    /// <summary>Null where it is not there, or for others.</summary>
    public static async Task<T?> AllowedAsync<T>(this SignedInPage page, Func<Task<T?>> find)
        where T : class
    {
        try
        {
            return await find();
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.Forbidden)
        {
            page.HttpContext.Items[typeof(Refusals)] = true;
            return null;
        }
    }

    /// <summary>404 where there is nothing; else a page that says who may, and how one becomes one of them.</summary>
    public static IActionResult NotForThem(this SignedInPage page, string slug) =>
        page.HttpContext.Items.ContainsKey(typeof(Refusals)) ? page.ForOthers(slug) : new NotFoundResult();

    /// <summary>The page that says so.</summary>
    public static LocalRedirectResult ForOthers(this SignedInPage page, string slug) =>
        new(page.Path($"organisationen/{Uri.EscapeDataString(slug)}/nicht-erlaubt"));
}
