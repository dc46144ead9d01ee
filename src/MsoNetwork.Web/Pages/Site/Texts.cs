using System.Globalization;
using System.Text.Json;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Time;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// The texts of one language, from all files src/Texts/{area}/{tag}.json: a text, or one per plural category.
/// {0}, {1} … stand for what is put in. A text that is missing fails loudly; a test compares every language with German.
/// </summary>
internal sealed class Texts
{
    private static readonly Dictionary<string, Texts> ByTag = PageLanguage.All.ToDictionary(
        language => language.Tag,
        language => new Texts(language)
    );
    private readonly PageLanguage _language;
    private readonly string[] _months;

    private Texts(PageLanguage language)
    {
        _language = language;
        (Entries, IsReviewed) = Read(language.Tag);
        _months = this["date.months"].Split('|');
    }

    public PageLanguage Language => _language;

    /// <summary>
    /// Somebody who speaks the language has read the translation: each file's "reviewed"; a folder's own file may leave it out.
    /// </summary>
    public bool IsReviewed { get; }

    /// <summary>All texts as in the files.</summary>
    public IReadOnlyDictionary<string, JsonElement> Entries { get; }

    public static Texts Of(PageLanguage language) => ByTag[language.Tag];

    public string this[string key] => Entries.TryGetValue(key, out var text) && text.ValueKind == JsonValueKind.String
        ? text.GetString()! : throw new KeyNotFoundException($"No src/Texts/*/{_language.Tag}.json has a text \"{key}\".");

    /// <summary>
    /// A text with what is put in. A day (1 ноября 2026 г.) or a name (e.V.) that ends in a stop ends the sentence with it.
    /// </summary>
    public string this[string key, params ReadOnlySpan<object?> with]
    {
        get
        {
            var values = new object?[with.Length];
            for (var place = 0; place < with.Length; place++)
                values[place] = with[place] is string text && text.All(char.IsAsciiDigit) ? InDigits(text) : with[place];
            return Sentence.WithOneStop(Bidi.Format(this[key], values));
        }
    }

    /// <summary>A text about a number of things: {0} is the number.</summary>
    public string Count(string key, int number)
    {
        var forms = Entries[key];
        var form = forms.TryGetProperty(_language.Plural(number), out var exact) ? exact : forms.GetProperty("other");
        return string.Format(CultureInfo.InvariantCulture, form.GetString()!, Number(number));
    }

    public string Number(int number) => Localised(number.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>With one decimal below ten.</summary>
    /// <summary>An amount of money; whole euros without cents.</summary>
    public string Euros(int cents) =>
        Localised((cents / 100m).ToString(cents % 100 == 0 ? "N0" : "N2", CultureInfo.InvariantCulture)) + "\u00a0€";

    /// <summary>Minutes as hours, in quarters.</summary>
    public string Hours(int minutes) => Localised((minutes / 60m).ToString("#,0.##", CultureInfo.InvariantCulture));

    public string Kilometres(double metres) =>
        Localised((metres / 1000).ToString(metres < 9_950 ? "0.#" : "N0", CultureInfo.InvariantCulture));

    /// <summary>How far it is to an entry. One that is known by its town only has the town's middle as its place, so no decimals.</summary>
    public string Distance(double metres, LocationPrecision precision) =>
        precision == LocationPrecision.Municipality ? ToMiddle("distance.town", metres) : this["distance", Kilometres(metres)];

    /// <summary>How far it is to the middle of something larger than an address.</summary>
    /// <param name="key">The text of whole kilometres; that of less than one ends in Near.</param>
    /// <param name="metres">To the middle.</param>
    public string ToMiddle(string key, double metres) =>
        metres < 1000 ? this[key + "Near", Plain(1)] : this[key, Number((int)Math.Round(metres / 1000, MidpointRounding.AwayFromZero))];

    /// <summary>A share from 0 to 1: two digits that say something, as people read no more.</summary>
    public string Percent(double share)
    {
        var decimals = share <= 0 ? 0 : Math.Clamp(1 - (int)Math.Floor(Math.Log10(share * 100)), 0, 6);
        return this["number.percent", Localised((share * 100).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture))];
    }

    /// <summary>A year, a radius: digits without anything between them.</summary>
    public string Plain(int number) => InDigits(number.ToString(CultureInfo.InvariantCulture));

    public string Date(DateOnly day) =>
        InDigits(string.Format(CultureInfo.InvariantCulture, this["date.pattern"], day.Day, _months[day.Month - 1], day.Year));

    public string Date(DateTimeOffset moment) => Date(BerlinDay.Of(moment));

    /// <summary>Day and time of day in Berlin.</summary>
    public string Moment(DateTimeOffset moment) => this["date.moment",
        Date(moment), InDigits(BerlinDay.Clock(moment).ToString("HH:mm", CultureInfo.InvariantCulture))];

    private static (Dictionary<string, JsonElement> Entries, bool IsReviewed) Read(string tag)
    {
        var reviewed = new List<bool>();
        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var assembly = typeof(Texts).Assembly;
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name =>
                    name.StartsWith("Texts/", StringComparison.Ordinal) && name.EndsWith($"/{tag}.json", StringComparison.Ordinal)
                )
        )
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(file)!)
            {
                if (key == "reviewed") reviewed.Add(text.GetBoolean());
                else if (!entries.TryAdd(key, text)) throw new InvalidOperationException($"{name} has the text \"{key}\" once more.");
            }
        }

        return (entries, reviewed.Count > 0 && reviewed.TrueForAll(one => one));
    }

    private string Localised(string invariant) => InDigits(string.Concat(invariant.Select(letter => letter switch
    {
        ',' => _language.Group,
        '.' => _language.Point,
        _ => letter.ToString(),
    })));

    private string InDigits(string text) =>
        _language.Digits is not { } digits
            ? text
            : string.Concat(text.Select(letter => char.IsAsciiDigit(letter) ? digits[letter - '0'] : letter));
}
