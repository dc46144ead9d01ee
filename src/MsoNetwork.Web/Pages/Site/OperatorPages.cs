namespace MsoNetwork.Web.Pages;

/// <summary>What the law asks of whoever runs the site, and what only they can write: MSONET_IMPRINT_URL and MSONET_PRIVACY_URL; absent: no link.</summary>
internal static class OperatorPages
{
    private static readonly (string Text, string Setting)[] Known = [("nav.imprint", "IMPRINT_URL"), ("nav.privacy", "PRIVACY_URL")];

    public static IEnumerable<(string Text, string Address)> Of(HttpContext context)
    {
        var settings = context.RequestServices.GetRequiredService<IConfiguration>();
        foreach (var (text, setting) in Known)
        {
            if (WebAddress.Of(settings[setting]) is { } address) yield return (text, address);
        }
    }
}
