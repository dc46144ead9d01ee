using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>
/// What somebody sees whose form came after the session had ended, or with a token that is too old: all that was typed, ready to be sent
/// again. Nothing of it is kept on the server.
/// </summary>
internal sealed class ResendPage : SitePage
{
    private const int MostFields = 400;
    private const int MostLetters = 300_000;

    // Never carried: what is a secret, or proves something once.
    private static readonly HashSet<string> Left =
        new(["__RequestVerificationToken", "code", "credential", ResendSeal.Field], StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<(string Name, string Value)> Fields { get; private init; } = [];

    public bool NeedsSignIn { get; private init; }

    public bool HadFiles { get; private init; }

    /// <summary>So that one press is enough after signing in; null where two are needed.</summary>
    public string? Seal { get; private init; }

    /// <summary>Where the form goes.</summary>
    public string Action => Request.Path + Request.QueryString;

    /// <summary>The page as an answer; null for what is no form, or one that is too large to be carried.</summary>
    public static async Task<IActionResult?> OfAsync(ActionContext context, bool needsSignIn)
    {
        var request = context.HttpContext.Request;
        if (!request.HasFormContentType) return null;
        var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
        var fields = form.Where(field => !Left.Contains(field.Key))
            .SelectMany(field => field.Value.Select(value => (field.Key, value ?? ""))).ToList();
        if (fields.Count > MostFields || fields.Sum(field => field.Key.Length + field.Item2.Length) > MostLetters) return null;
        var page = new ResendPage
        {
            PageContext = new PageContext(context),
            Fields = fields,
            NeedsSignIn = needsSignIn,
            HadFiles = form.Files.Count > 0,
            Seal = needsSignIn ? ResendSeal.Of(context.HttpContext) : null,
        };
        (page.Title, page.Unlisted) = (page.T["resend.title"], true);
        var metadata = context.HttpContext.RequestServices.GetRequiredService<IModelMetadataProvider>();
        return new ViewResult
        {
            ViewName = "/Pages/Account/_Resend.cshtml",
            ViewData = new ViewDataDictionary<ResendPage>(metadata, new ModelStateDictionary()) { Model = page },
            StatusCode = StatusCodes.Status409Conflict,
        };
    }
}
