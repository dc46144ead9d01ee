using System.Text;
using MsoNetwork.Organisations;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>An organisation's contact as vCard 4.0 (RFC 6350), for address books.</summary>
internal static class VCard
{
    public static void Map(IEndpointRouteBuilder site) =>
        site.MapGet(
            "/{language:language}/organisationen/{slug}/kontakt.vcf",
            async (HttpContext context, OrganisationLoaders loaders, string language, string slug) =>
            {
                var entry = await loaders.BySlug.Load(slug, found => found).GetResultAsync(context.RequestAborted);
                return entry is null
                    ? Results.NotFound()
                    : Results.File(
                        Encoding.UTF8.GetBytes(Of(entry, $"{SiteOrigin.Of(context)}/{language}/organisationen/{slug}")),
                        "text/vcard; charset=utf-8",
                        $"{entry.Slug}.vcf"
                    );
            }
        );

    public static string Of(OrganisationEntry entry, string address)
    {
        var card = new StringBuilder();
        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) Fold(card, $"{name}:{value}");
        }

        Line("BEGIN", "VCARD");
        Line("VERSION", "4.0");
        Line("KIND", "org");
        Line("UID", $"urn:uuid:{entry.Id:D}");
        Line("FN", Escaped(entry.Name));
        Line("ORG", Escaped(entry.Name));
        Line("ADR", $";;{Escaped(entry.Street)};{Escaped(entry.Town)};;{Escaped(entry.Postcode)};Deutschland");
        Line("TEL;VALUE=uri", entry.Phone is { } phone ? "tel:" + phone.Replace(" ", "", StringComparison.Ordinal) : null);
        Line("EMAIL", Escaped(entry.Email));
        Line("URL", OneLine(entry.Website));
        Line("SOURCE", address);
        Line("REV", entry.UpdatedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Line("END", "VCARD");
        return card.ToString();
    }

    private static string Escaped(string? text) =>
        OneLine(
            text?.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\r\n", "\\n", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)
                .Replace(",", "\\,", StringComparison.Ordinal)
                .Replace(";", "\\;", StringComparison.Ordinal)
        ) ?? "";

    private static string? OneLine(string? text) => text is null ? null : string.Concat(text.Where(letter => !char.IsControl(letter)));

    // A line has at most 75 octets; the next part of a longer one begins with a blank.
    private static void Fold(StringBuilder card, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 75)
            {
                card.Append("\r\n ");
                octets = 1;
            }

            card.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        card.Append("\r\n");
    }
}
