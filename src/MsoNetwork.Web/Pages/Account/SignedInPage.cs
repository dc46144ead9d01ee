using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>
/// A page for somebody who is signed in. Others are asked to sign in and come back. Never kept by browsers or proxies, never listed.
/// </summary>
internal abstract class SignedInPage : SitePage
{
    /// <summary>Who looks; never nobody, unless the page is for nobody too.</summary>
    public Viewer Viewer { get; private set; } = Viewer.Nobody;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Unlisted = true;
        var current = HttpContext.RequestServices.GetRequiredService<CurrentViewer>();
        try
        {
            if (!current.Identity.IsNobody || !IsForNobodyToo(context.HandlerMethod)) Viewer = await current.RequiredAsync(Aborted);
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.Unauthenticated)
        {
            var typed = HttpMethods.IsPost(HttpContext.Request.Method) ? await ResendPage.OfAsync(context, needsSignIn: true) : null;
            context.Result = typed ?? new LocalRedirectResult(SignInPath(HttpContext.Request));
            return;
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>Whether somebody who is not signed in may do this, too; <see cref="Viewer"/> is nobody then.</summary>
    protected virtual bool IsForNobodyToo(HandlerMethodDescriptor? handler) => false;

    /// <summary>Where one signs in and comes back to what was asked for; what a form held is carried by <see cref="ResendPage"/>.</summary>
    private string SignInPath(HttpRequest request) =>
        Path("anmelden") + QueryString.Create("returnUrl", request.Path + request.QueryString);
}
