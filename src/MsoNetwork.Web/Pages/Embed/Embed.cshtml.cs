using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.Pages;

/// <summary>/de/einbinden: how another website shows a part of the directory.</summary>
internal sealed class EmbedModel(Registry registry) : LongTextPage
{
    public EmbedSettings Settings { get; private set; } = null!;

    public string Snippet { get; private set; } = "";

    /// <summary>For each list of the form: its attribute, its name, and its values.</summary>
    public IReadOnlyList<(string Attribute, string Label, IReadOnlyList<(string Key, string Label)> Values)> Lists { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Name("Verzeichnis einbinden", "Embed the directory");
        Settings = new EmbedSettings(Request.Query);
        Snippet = Settings.Snippet(Origin, Language.Tag);
        Unlisted = Request.Query.Count > 0;
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        var german = TextLanguage == "de";
        Lists =
        [
            ("topics", german ? "Thema" : "Topic", Terms(vocabularies[VocabularyName.Topics])),
            ("target-groups", german ? "Für wen" : "For whom", Terms(vocabularies[VocabularyName.TargetGroups])),
            ("languages", german ? "Sprache der Organisation" : "Language of the organisation", Terms(vocabularies[VocabularyName.Languages])),
            ("region", german ? "Kreis oder Stadt" : "District or city", [.. gazetteer.Regions.Where(region => region.Level == RegionLevel.District).Select(region => (region.Key, region.Name)).OrderBy(pair => pair.Name, StringComparer.Ordinal)]),
            ("lang", german ? "Sprache der Einbindung" : "Language of the widget", [.. PageLanguage.All.Select(language => (language.Tag, language.Name))]),
            ("theme", german ? "Farben" : "Colours", [("light", german ? "immer hell" : "always light"), ("dark", german ? "immer dunkel" : "always dark"), ("device", german ? "wie das Gerät" : "as the device")]),
        ];
    }

    /// <summary>The values of a list, and what the address has instead of one of them: several with commas. So the form does not lose it.</summary>
    public IEnumerable<(string Key, string Label)> Options(string attribute, IReadOnlyList<(string Key, string Label)> values)
    {
        var chosen = Settings[attribute];
        if (chosen.Length == 0 || values.Any(value => value.Key == chosen)) return values;
        var labels = values.ToDictionary(value => value.Key, value => value.Label);
        return values.Append((chosen, string.Join(", ", chosen.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(key => labels.GetValueOrDefault(key, key)))));
    }

    private IReadOnlyList<(string Key, string Label)> Terms(Vocabulary vocabulary) =>
        [.. vocabulary.Terms.Select(term => (term.Key, Label: term.Label(TextLanguage))).OrderBy(pair => pair.Label, StringComparer.Ordinal)];
}
