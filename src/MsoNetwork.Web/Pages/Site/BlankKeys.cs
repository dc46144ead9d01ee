using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>An address whose key is white space only names nothing: model binding would make null of it, which no page expects.</summary>
internal sealed class BlankKeys : IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (context.RouteData.Values.Values.Any(value => value is string key && string.IsNullOrWhiteSpace(key)))
            context.Result = new NotFoundResult();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
