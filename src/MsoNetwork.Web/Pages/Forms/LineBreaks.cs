using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>
/// A line break in what is typed is one character (LF). Browsers count it so in maxlength, and send it as two (CRLF; HTML, "constructing
/// the entry list"): a text that just fits would be too long for whatever counts here.
/// </summary>
internal sealed class LineBreaks : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType)
        {
            try
            {
                var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
                if (form.Any(field => field.Value.Any(HasReturn))) request.Form = Plain(form);
            }
            catch (Exception broken) when (broken is InvalidDataException or IOException)
            {
                // Whoever needs the form reads it again, and says what is wrong with it.
            }
        }

        await next();
    }

    private static FormCollection Plain(IFormCollection form) => new(
        form.ToDictionary(field => field.Key, field => new StringValues([.. field.Value.Select(Plain)]), StringComparer.OrdinalIgnoreCase),
        form.Files);

    private static string? Plain(string? text) => HasReturn(text)
        ? text!.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    private static bool HasReturn(string? text) => text?.Contains('\r', StringComparison.Ordinal) == true;
}
