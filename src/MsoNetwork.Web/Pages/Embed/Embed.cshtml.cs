using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.About;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Embed;

/// <summary>/de/einbinden: how another website shows a part of the directory.</summary>
internal sealed class EmbedModel(Registry registry) : LongTextPage
{
    public EmbedSettings Settings { get; private set; } = null!;

    public List<FormProblem> Problems { get; } = [];

    /// <summary>
    /// The choice as the widget reads it: its places are postcodes, points, names and keys of towns. Without the place where that is not
    /// known.
    /// </summary>
    public EmbedSettings Shown { get; private set; } = null!;

    /// <summary>Empty as long as the place is not known: whoever copied it would show the whole state, or a widget that refuses.</summary>
    public string Snippet { get; private set; } = "";

    /// <summary>For each list of the form: its attribute, its name, and its values.</summary>
    public IReadOnlyList<(string Attribute, string Label, IReadOnlyList<(string Key, string Label)> Values)> Lists { get; private set; } =
    [];

    public async Task OnGetAsync()
    {
        Name("Verzeichnis einbinden", "Embed the directory");
        Settings = new EmbedSettings(Request.Query);
        Unlisted = Request.Query.Count > 0;
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        Shown = Settings.Near(Place(Settings["near"], gazetteer));
        if (Problems.Count == 0) Snippet = Shown.Snippet(Origin, Language.Tag);
        var german = TextLanguage == "de";
        Lists =
        [
            ("topics", german ? "Thema" : "Topic", Terms(vocabularies[VocabularyName.Topics])),
            ("target-groups", german ? "Für wen" : "For whom", Terms(vocabularies[VocabularyName.TargetGroups])),
            (
                "languages",
                german ? "Sprache der Organisation" : "Language of the organisation",
                Terms(vocabularies[VocabularyName.Languages])
            ),
            (
                "region",
                german ? "Kreis oder Stadt" : "District or city",
                [
                    .. gazetteer
                        .Regions.Where(region => region.Level == RegionLevel.District)
                        .Select(region => (region.Key, region.Name))
                        .OrderBy(pair => pair.Name, StringComparer.Ordinal),
                ]
            ),
            (
                "lang",
                german ? "Sprache der Einbindung" : "Language of the widget",
                [.. PageLanguage.All.Select(language => (language.Tag, language.Name))]
            ),
            (
                "theme",
                german ? "Farben" : "Colours",
                [
                    ("light", german ? "immer hell" : "always light"),
                    ("dark", german ? "immer dunkel" : "always dark"),
                    ("device", german ? "wie das Gerät" : "as the device"),
                ]
            ),
        ];
    }

    /// <summary>
    /// The values of a list, and what the address has instead of one of them: several with commas. So the form does not lose it.
    /// </summary>
    public IEnumerable<(string Key, string Label)> Options(string attribute, IReadOnlyList<(string Key, string Label)> values)
    {
        var chosen = Settings[attribute];
        if (chosen.Length == 0 || values.Any(value => value.Key == chosen)) return values;
        var labels = values.ToDictionary(value => value.Key, value => value.Label);
        return values.Append(
            (
                chosen,
                string.Join(
                    ", ",
                    chosen.Split([',', '،', ' '], StringSplitOptions.RemoveEmptyEntries).Select(key => labels.GetValueOrDefault(key, key))
                )
            )
        );
    }

    /// <summary>This page with another place.</summary>
    public string Address(string near) =>
        Path("einbinden")
        + new QueryBuilder(
            EmbedSettings
                .Names.Select(name => KeyValuePair.Create(name, name == "near" ? near : Settings[name]))
                .Where(pair => pair.Value.Length > 0)
        );

    private string Place(string near, Gazetteer gazetteer)
    {
        if (near.Length == 0) return "";
        if (NearPosition.Parse(string.Join(',', near.Split([' ', ',', '،', ';'], StringSplitOptions.RemoveEmptyEntries))) is { } here)
            return Point(here.Latitude, here.Longitude);
        // Not mended as in the forms: the widget takes the place as it is written.
        return TypedPlace.Around(near, 1, gazetteer, Problems) switch
        {
            null => "",
            { Postcode: { } postcode } => postcode,
            // a district's middle: the widget knows no districts here
            { Latitude: { } latitude, Longitude: { } longitude } => Point(latitude, longitude),
            _ => near,
        };
    }

    private static string Point(double latitude, double longitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{latitude:0.0###},{longitude:0.0###}");

    private IReadOnlyList<(string Key, string Label)> Terms(Vocabulary vocabulary) =>
        [
            .. vocabulary
                .Terms.Select(term => (term.Key, Label: term.Label(TextLanguage)))
                .OrderBy(pair => pair.Label, StringComparer.Ordinal),
        ];
}
