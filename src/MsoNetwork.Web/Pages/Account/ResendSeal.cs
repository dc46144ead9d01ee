using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>
/// A form that outlived its session is carried by a page that was made for nobody, so its antiforgery token is worth nothing once the
/// person has signed in again. The seal says that the page was made for this browser and this address; with it, and from a page of ours,
/// the form is sent at once.
/// </summary>
internal sealed class ResendSeal : IAsyncAuthorizationFilter, IOrderedFilter
{
    public const string Field = "resent";
    private const int Longest = 2_000;
    private static readonly TimeSpan Valid = TimeSpan.FromHours(12);

    /// <summary>Before the antiforgery token is looked at (1000), and after limits of size (900).</summary>
    public int Order => 950;

    /// <returns>Null where the browser has no cookie yet that it could be bound to.</returns>
    public static string? Of(HttpContext context) => Cookie(context) is { } cookie
        ? Protector(context).Protect($"{context.Request.Path}\n{cookie}", Valid) : null;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var (http, request) = (context.HttpContext, context.HttpContext.Request);
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !SameOrigin.Says(http)) return;
        var form = await request.ReadFormAsync(http.RequestAborted);
        if (form[Field].ToString() is not { Length: > 0 and <= Longest } seal || Cookie(http) is not { } cookie) return;
        try
        {
            if (Protector(http).Unprotect(seal) != $"{request.Path}\n{cookie}") return;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return;
        }

        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        var tokens = antiforgery.GetTokens(http);
        request.Headers[tokens.HeaderName!] = tokens.RequestToken;
    }

    // Bound to the browser: whoever gets a seal for their own cannot use it in another's.
    private static string? Cookie(HttpContext context) =>
        context.Request.Cookies[context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name!];

    private static ITimeLimitedDataProtector Protector(HttpContext context) => context.RequestServices
        .GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(ResendSeal)).ToTimeLimitedDataProtector();
}
