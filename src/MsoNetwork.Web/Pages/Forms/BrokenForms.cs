using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>
/// A form that cannot be read, whatever the method: model binding would give up and hand nothing to the page, not even what stands in its
/// address (CompositeValueProvider of ASP.NET Core says so under the empty key).
/// </summary>
internal sealed class BrokenForms : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.ModelState.TryGetValue("", out var all) && all.Errors.Count > 0) context.Result = new BadRequestResult();
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
