using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;

namespace MsoNetwork.Web.SignIn;

/// <summary>
/// The cookie of a browser that asked for a mail: its secret, and the address that was typed, so that the next page can name it whether or
/// not anything was sent.
/// </summary>
/// <param name="Secret">Only its hash is in the database.</param>
/// <param name="Email">As typed.</param>
internal sealed record AskingBrowser(string Secret, string Email)
{
    private const string Name = "msonet-ask";
    private const int SecretLength = 43;

    public static AskingBrowser? Of(HttpContext context)
    {
        var value = context.RequestServices.GetRequiredService<HostCookies>().GetRequestCookie(context, Name);
        if (value?.Split('.') is not [{ Length: SecretLength } secret, { Length: > 0 and <= 1000 } address]) return null;
        try
        {
            return MailAddress.Read(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(address))) is { } email ? new(secret, email) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The same secret again where the browser has one: then the code of an earlier mail is good too.</summary>
    public static AskingBrowser Begin(HttpContext context, string email)
    {
        var browser = new AskingBrowser(Of(context)?.Secret ?? Accounts.Secret.New(), email);
        context.RequestServices.GetRequiredService<HostCookies>().AppendResponseCookie(
            context, Name, $"{browser.Secret}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(email))}", Options(SignInRequest.Valid));
        return browser;
    }

    public static void Forget(HttpContext context) =>
        context.RequestServices.GetRequiredService<HostCookies>().DeleteCookie(context, Name, Options(null));

    private static CookieOptions Options(TimeSpan? age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax, // the link in the mail comes from elsewhere
        MaxAge = age,
        Path = "/",
    };
}
