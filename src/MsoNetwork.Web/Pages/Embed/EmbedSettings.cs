using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Embed;

/// <summary>
/// What somebody has chosen for an embedded directory: the attributes of mso-network, which are also the parameters of the page.
/// </summary>
internal sealed class EmbedSettings
{
    /// <summary>In the order of the snippet.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["query", "topics", "target-groups", "languages", "region", "near", "radius", "first", "lang", "theme"];

    private const int Longest = 200;
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly Dictionary<string, string> _values;

    public EmbedSettings(IQueryCollection query) =>
        _values = Names
            .Select(name => (name, Value: Clean(query[name].ToString())))
            .Where(pair => pair.Value.Length > 0)
            .ToDictionary(pair => pair.name, pair => pair.Value);

    private EmbedSettings(Dictionary<string, string> values) => _values = values;

    /// <summary>The same with another place, or with none.</summary>
    public EmbedSettings Near(string near)
    {
        var values = new Dictionary<string, string>(_values);
        if (near.Length > 0) values["near"] = near;
        else values.Remove("near");
        return new EmbedSettings(values);
    }

    public string this[string name] => _values.GetValueOrDefault(name, "");

    public IEnumerable<(string Name, string Value)> Chosen =>
        Names
            .Where(name => _values.ContainsKey(name) && (name != "radius" || _values.ContainsKey("near")))
            .Select(name => (name, _values[name]));

    /// <summary>What to copy into another page: the script, and the element with a link inside for browsers without scripts.</summary>
    /// <param name="origin">Of this directory.</param>
    /// <param name="language">Of the page, where none is chosen.</param>
    public string Snippet(string origin, string language)
    {
        var html = new StringBuilder($"<script type=\"module\" src=\"{origin}{WidgetScript.Address}\" async></script>\n<mso-network");
        foreach (var (name, value) in Chosen)
            html.Append(System.Globalization.CultureInfo.InvariantCulture, $" {name}=\"{Encoder.Encode(value)}\"");
        var link = PageLanguage.Find(this["lang"])?.Tag ?? language;
        return html.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $">\n  <a href=\"{origin}/{link}/organisationen\">MSO-Netz NRW</a>\n</mso-network>"
            )
            .ToString();
    }

    private static string Clean(string text)
    {
        var plain = string.Concat(text.Where(letter => !char.IsControl(letter))).Trim();
        return plain.Length <= Longest ? plain : plain[..Longest];
    }
}

/// <summary>The widget's script, which npm builds from Assets/widget.</summary>
internal static class WidgetScript
{
    public const string Address = "/widget/v1.js";

    public static bool IsBuilt(HttpContext context) =>
        context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo(Address).Exists;
}
