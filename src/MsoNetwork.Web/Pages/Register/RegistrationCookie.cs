namespace MsoNetwork.Web.Pages.Register;

/// <summary>The cookie that says which registration is this browser's. No other site's form brings it along (SameSite).</summary>
internal static class RegistrationCookie
{
    private const string Name = "msonet-entry";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: 43 } secret ? secret : null;

    public static void Write(HttpContext context, string secret) => context.Response.Cookies.Append(Name, secret, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = Entries.Registration.Kept,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    });

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name);
}
