using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Permissions;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>
/// A form whose antiforgery token is worth nothing is refused with 400. But when the browser says that the form is on a page of ours, it is
/// only too old, and the person can send it again.
/// </summary>
internal sealed class StaleForms : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult && SameOrigin.Says(context.HttpContext))
        {
            var isForPersons = context.ActionDescriptor is CompiledPageActionDescriptor { ModelTypeInfo: { } model }
                && model.IsAssignableTo(typeof(SignedInPage));
            var needsSignIn = isForPersons && context.HttpContext.RequestServices.GetRequiredService<CurrentViewer>().Identity.IsNobody;
            context.Result = await ResendPage.OfAsync(context, needsSignIn) ?? context.Result;
        }

        await next();
    }
}
