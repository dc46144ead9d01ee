using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// What the law asks of whoever runs the site, and what only they can write: MSONET_IMPRINT_URL and MSONET_PRIVACY_URL; absent or empty: no
/// link.
/// </summary>
internal sealed class OperatorPages
{
    private static readonly (string Text, string Setting)[] Known = [("nav.imprint", "IMPRINT_URL"), ("nav.privacy", "PRIVACY_URL")];

    private readonly List<(string Text, string Address)> _links = [];

    public OperatorPages(IConfiguration settings)
    {
        foreach (var (text, setting) in Known)
        {
            if (settings[setting]?.Trim() is not { Length: > 0 } given)
                continue;
            _links.Add(
                (
                    text,
                    WebAddress.Of(given)
                        ?? throw new WrongSettingException(
                            $"MSONET_{setting} takes the whole address of a page, for example https://www.example.org/impressum."
                        )
                )
            );
        }
    }

    public static IReadOnlyList<(string Text, string Address)> Of(HttpContext context) =>
        context.RequestServices.GetRequiredService<OperatorPages>()._links;
}
