using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using MsoNetwork.Duplicates;
using MsoNetwork.Entries;
using MsoNetwork.Errors;
using MsoNetwork.Messages;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Register;

/// <summary>
/// /de/eintragen/{step}: a new organisation in at most five short steps. What is typed is kept on the server from the first step on; an
/// account is needed only for the last one. Likely duplicates are shown before anything is made.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class RegisterModel(
    RegisterOrganisation register, LikelyDuplicates duplicates, Registry registry, CurrentViewer current, IAntiforgery antiforgery)
    : SitePage
{
    /// <summary>The key of what counts drafts that begin; nobody needs an account for one.</summary>
    public const string Limit = "registrations";

    /// <summary>Drafts that one network begins in an hour.</summary>
    public const int MostBegun = 100;

    private Registration? _registration;

    public int Step { get; private set; } = 1;

    public EntryFormView Form { get; private set; } = null!;

    public IReadOnlyList<LikelyDuplicate> Likely { get; private set; } = [];

    public string Message { get; private set; } = "";

    public bool IsSignedIn => current.Identity.Person is not null;

    public string? Problem { get; private set; }

    public string StepPath(int step) => Path(step == 1 ? "eintragen" : $"eintragen/{step}");

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Unlisted = Request.RouteValues["step"] is not null;
        Response.Headers.CacheControl = "private, no-store";
        Step = int.TryParse(Request.RouteValues["step"] as string, out var step) ? step : 1;
        _registration = await register.FindAsync(RegistrationCookie.Read(Request), Aborted);
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = new(Language, gazetteer, vocabularies, RegisterSteps.Of(Step)) { Values = _registration?.Values ?? [] };
        Title = T["register.title"];
        // A session that ended meanwhile makes the token another's: what was typed is kept, and nothing is sent.
        if (HttpMethods.IsPost(Request.Method) && !await antiforgery.IsRequestValidAsync(HttpContext))
        {
            if (_registration is not null) await KeepAsync();
            context.Result = _registration is null ? new BadRequestResult() : new LocalRedirectResult(StepPath(Step));
            return;
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (Step > 1 && _registration is null) return Redirect(StepPath(1));
        if (Step is RegisterSteps.Duplicates or RegisterSteps.Check) Likely = await LikelyAsync();
        if (Step == RegisterSteps.Duplicates && Likely.Count == 0) return Redirect(StepPath(3));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? message)
    {
        if (Step > 1 && _registration is null) return Redirect(StepPath(1));
        if (Step == RegisterSteps.Check) return await SubmitAsync(message ?? "");
        if (Step == RegisterSteps.Duplicates)
        {
            _registration!.Unlike = [.. (await LikelyAsync()).Select(one => one.Slug).Concat(_registration.Unlike).Distinct()];
            await register.SaveAsync(_registration, Aborted);
            return Redirect(StepPath(3));
        }

        var values = await KeepAsync();
        Form = Form with { Values = values };
        var wrong = await register.WrongAsync(values, Aborted);
        Form = Form with { Wrong = [.. Form.Fields.Select(field => field.Name).Where(wrong.Contains)] };
        return Form.Wrong.Count > 0 || Problem is not null ? Page() : Redirect(StepPath(Step + 1));
    }

    private async Task<IActionResult> SubmitAsync(string message)
    {
        Message = message;
        if (!IsSignedIn)
            return Redirect(Path("anmelden") + QueryString.Create("returnUrl", StepPath(RegisterSteps.Check)));
        if (await register.WrongAsync(_registration!.Values, Aborted) is { Count: > 0 } wrong)
            return Redirect(StepPath(Math.Max(1, RegisterSteps.With(wrong))));
        try
        {
            await register.SubmitAsync(_registration, message, Aborted);
        }
        catch (NetworkException refusal) when (refusal.Argument is "tooMany" or "sent")
        {
            Problem = refusal.Argument == "sent" ? "register.again" : "team.wrong.tooMany";
            return Page();
        }

        RegistrationCookie.Delete(HttpContext);
        return Redirect(Path("eintragen/danke"));
    }

    private async Task<Dictionary<string, string>> KeepAsync()
    {
        var values = new Dictionary<string, string>(_registration?.Values ?? [], StringComparer.Ordinal);
        foreach (var key in Form.Fields.SelectMany(field => EntryValues.KeysOf(field, values)).ToList()) values.Remove(key);
        foreach (var (key, value) in Form.Read(Request.Form)) values[key] = Bounded(value);
        if (_registration is null)
        {
            if (values.Count == 0) return values;
            var limit = HttpContext.RequestServices.GetRequiredKeyedService<NetworkLimit>(Limit);
            if (!limit.Allows(HttpContext.Connection.RemoteIpAddress)) Problem = "team.wrong.tooMany";
            else RegistrationCookie.Write(HttpContext, await register.BeginAsync(values, Aborted));
            return values;
        }

        _registration.Values = values;
        await register.SaveAsync(_registration, Aborted);
        return values;
    }

    // One more than a text may have is enough to say that it is too long.
    private static string Bounded(string value) => value.Length <= EntryValues.LongestText ? value : value[..(EntryValues.LongestText + 1)];

    private async Task<IReadOnlyList<LikelyDuplicate>> LikelyAsync()
    {
        var values = _registration!.Values;
        if (values.Get("name").Length == 0) return [];
        var found = await duplicates.OfAsync(
            new DuplicateQuestion(values.Get("name"), await register.MunicipalityAsync(values, Aborted))
            {
                Email = values.GetValueOrDefault("email"),
                Phone = values.GetValueOrDefault("phone"),
                Website = values.GetValueOrDefault("website"),
                Street = values.GetValueOrDefault("street"),
                Postcode = values.GetValueOrDefault("postcode"),
            },
            Aborted);
        return [.. found.Where(one => !_registration.Unlike.Contains(one.Slug)).Take(5)];
    }
}
