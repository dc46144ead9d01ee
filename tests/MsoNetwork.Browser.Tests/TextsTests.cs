using System.Text.Json;
using System.Text.RegularExpressions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// Each language has every text, with the same places to fill in, and a form for each plural category that its rule gives.
/// </summary>
public sealed partial class TextsTests
{
    public static IEnumerable<TheoryDataRow<string>> Tags => PageLanguage.All.Select(language => new TheoryDataRow<string>(language.Tag));

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_language_has_every_text_with_the_same_places(string tag)
    {
        var german = Texts.Of(PageLanguage.Default).Entries;
        var texts = Texts.Of(PageLanguage.Find(tag)!).Entries;
        Assert.Equal(german.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in german)
        {
            Assert.True(text.ValueKind == texts[key].ValueKind, $"{tag} {key} has another kind");
            if (text.ValueKind == JsonValueKind.String) Assert.True(Places(text) == Places(texts[key]), $"{tag} {key} has other places");
            Assert.False(string.IsNullOrWhiteSpace(texts[key].ToString()), $"{tag} {key} is empty");
        }
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_language_has_twelve_months_and_all_its_plural_forms(string tag)
    {
        var language = PageLanguage.Find(tag)!;
        Assert.Equal(12, Texts.Of(language)["date.months"].Split('|').Length);
        var categories = Enumerable.Range(0, 1000).Select(language.Plural).Append("other").ToHashSet();
        foreach (var (key, forms) in Texts.Of(language).Entries.Where(pair => pair.Value.ValueKind == JsonValueKind.Object))
            Assert.Equal(
                categories.Order(StringComparer.Ordinal),
                forms.EnumerateObject().Select(form => form.Name).Order(StringComparer.Ordinal)
            );
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void Facets_are_told_apart_by_their_names(string tag)
    {
        var names = Texts
            .Of(PageLanguage.Find(tag)!)
            .Entries.Where(pair => pair.Key.StartsWith("facet.", StringComparison.Ordinal))
            .Select(pair => pair.Value.GetString())
            .ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names, names.Distinct());
    }

    [Fact]
    public void Numbers_and_dates_follow_the_language()
    {
        var german = Texts.Of(PageLanguage.Default);
        Assert.Equal(
            ["1.234", "3,4", "12", "25. November 2026", "1 Organisation", "0 Organisationen"],
            [
                german.Number(1234),
                german.Kilometres(3_420),
                german.Kilometres(12_300),
                german.Date(new DateOnly(2026, 11, 25)),
                german.Count("organisations", 1),
                german.Count("organisations", 0),
            ]
        );
        Assert.Equal("1,234", Texts.Of(PageLanguage.Find("en")!).Number(1234));
    }

    private static string Places(JsonElement text) =>
        string.Join(' ', Place().Matches(text.GetString()!).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
