using System.Text.Json;
using System.Text.RegularExpressions;
using MsoNetwork.Text;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Pages;

/// <summary>What readers of a language asked for once and for all, kept for every text that is written later.</summary>
public sealed partial class TextRulesTests
{
    /// <summary>Words that say something else, or a second word for what the glossary has one for (docs/glossary.md).</summary>
    public static TheoryData<string, string, string> WrongWords => new()
    {
        { "tr", "[Öö]rgüt", "kuruluş" },
        { "kmr", "di rêberê de|[Rr]êbera", "navnîş" },
        { "ar", "مدخل|المرحّل", "صفحة, المهجّرون" },
        { "fa", "مدخل|جست‌وجو|جست و جو", "صفحه, جستجو" },
        { "uk", "[Дд]овідник", "каталог" },
        { "ru", "[Сс]правочник", "каталог" },
        { "pl", "[Pp]roszę|Państw", "the imperative" },
        { "ro", "[Rr]egistrul", "catalogul" },
        { "de", "^Kreise, die|graue Kreise", "Gruppen, Punkte: a Kreis is a district here" },
        { "en", "unless told|[Cc]omes on top", "what a native speaker writes" },
    };

    [Theory]
    [MemberData(nameof(WrongWords))]
    public void A_word_that_misleads_is_not_used(string language, string wrong, string right) =>
        Assert.All(Of(language), text => Assert.False(Regex.IsMatch(text.Value, wrong), $"{text.Key}: \"{text.Value}\" (right: {right})"));

    [Fact]
    public void French_has_no_break_spaces_and_one_kind_of_apostrophe() =>
        Assert.All(Of("fr"), text => Assert.False(FrenchSlip().IsMatch(text.Value), $"{text.Key}: \"{text.Value}\""));

    [Fact]
    public void No_name_stands_behind_a_word_that_would_bend_it() =>
        Assert.All(
            Of("ru").Concat(Of("uk")).Concat(Of("pl")),
            text => Assert.False(
                BendingPlace().IsMatch(text.Value) && !Measured().IsMatch(text.Value) && !Dated.Contains(text.Key),
                $"{text.Key}: \"{text.Value}\""));

    [Theory]
    [InlineData("الخريطة: {0}.", "Verein Köln e.V.", "الخريطة: \u2068Verein Köln e.V.\u2069")]
    [InlineData("الخريطة: {0}.", "جمعية", "الخريطة: جمعية.")]
    [InlineData("Karte: {0}.", "Verein Köln e.V.", "Karte: Verein Köln e.V.")]
    public void A_name_of_the_other_direction_is_isolated(string form, string name, string sentence) =>
        Assert.Equal(sentence, Sentence.WithOneStop(Bidi.Format(form, name)));

    [Fact]
    public void Names_of_a_list_are_isolated_one_by_one() =>
        Assert.Equal(["\u2068A e.V.\u2069", "ب"], Bidi.Each("، ", ["A e.V.", "ب"]));

    [Fact]
    public void A_number_that_is_put_in_has_the_digits_of_the_language()
    {
        Assert.Contains("۲۰۰", Texts.Of(PageLanguage.Find("fa")!)["problem.long", "200"], StringComparison.Ordinal);
        Assert.Contains("200", Texts.Of(PageLanguage.Find("ar")!)["problem.long", "200"], StringComparison.Ordinal);
    }

    // Days stand behind a preposition, and a day is not bent by it as a name is.
    private static readonly HashSet<string> Dated =
        ["call.until", "call.from", "call.to", "call.fromTo", "letter.withdrawnOn", "profile.asOf", "inbox.since", "drawing.shown",
            "funding.share"];

    private static IEnumerable<KeyValuePair<string, string>> Of(string language) =>
        Texts.Of(PageLanguage.Find(language)!).Entries.SelectMany(entry => entry.Value.ValueKind switch
        {
            JsonValueKind.String => [new KeyValuePair<string, string>(entry.Key, entry.Value.GetString()!)],
            JsonValueKind.Object => entry.Value.EnumerateObject()
                .Select(form => new KeyValuePair<string, string>(entry.Key, form.Value.GetString() ?? "")),
            _ => Array.Empty<KeyValuePair<string, string>>(),
        });

    [GeneratedRegex(@"['] |'\w| [:;?!%]|« | »")]
    private static partial Regex FrenchSlip();

    private const string East = "в|во|на|со?|у|від|от|до|из|із|зі|з|для|о|об|про|к|ко|по|за|при|между|між";
    private const string Polish = "w|we|na|z|ze|u|od|do|dla|po|przy|między";

    [GeneratedRegex($$"""(?<!\w)({{East}}|{{Polish}}) [„“"«]?\{\d""")]
    private static partial Regex BendingPlace();

    /// <summary>Numbers: how many of how many, how far.</summary>
    [GeneratedRegex(@"\{0\} (з|із|из|z) \{1\}|\{\d\} (км|km|€)")]
    private static partial Regex Measured();
}
