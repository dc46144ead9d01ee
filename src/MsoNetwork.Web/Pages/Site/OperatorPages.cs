using System.Net.Mail;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// What the law asks of whoever runs the site, and what only they can write: MSONET_IMPRINT_URL, MSONET_PRIVACY_URL, and
/// MSONET_CONTACT_EMAIL for who finds a barrier or a mistake. A site with a public address does not start without them; elsewhere what is
/// absent is not shown.
/// </summary>
internal sealed class OperatorPages
{
    private static readonly (string Text, string Setting)[] Known = [("nav.imprint", "IMPRINT_URL"), ("nav.privacy", "PRIVACY_URL")];

    private static readonly string[] Needed = ["IMPRINT_URL", "PRIVACY_URL", "CONTACT_EMAIL"];

    private readonly List<(string Text, string Address)> _links = [];

    /// <summary>A mail address; null where none is set.</summary>
    public string? Contact { get; }

    public OperatorPages(IConfiguration settings, SiteOrigin origin)
    {
        Contact = settings["CONTACT_EMAIL"]?.Trim() is not { Length: > 0 } mail ? null
            : MailAddress.TryCreate(mail, out var address) && address.Address == mail ? mail
            : throw new WrongSettingException("MSONET_CONTACT_EMAIL takes a mail address, for example kontakt@example.org.");
        foreach (var needed in origin.IsPublic ? Needed : [])
        {
            if (settings[needed]?.Trim() is not { Length: > 0 })
                throw new WrongSettingException(
                    $"MSONET_PUBLIC_URL is {origin.Given}, which everybody can visit; then the law asks for an imprint, a privacy page "
                        + $"and a contact for barriers, so MSONET_{needed} must be set.");
        }

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
