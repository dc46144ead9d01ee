using System.Text.RegularExpressions;
using MsoNetwork.Matching;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Matching;

/// <summary>Reasons are told in every language of the pages.</summary>
public sealed partial class SentenceTests(MatchedNetwork matched) : IClassFixture<MatchedNetwork>
{
    [Fact]
    public void Every_language_has_a_form_for_each_kind_with_the_same_places()
    {
        Assert.Equal(
            PageLanguage.All.Select(language => language.Tag).Order(StringComparer.Ordinal),
            SentenceForms.ByTag.Keys.Order(StringComparer.Ordinal)
        );
        var german = SentenceForms.ByTag["de"];
        Assert.Empty(Enum.GetNames<MatchReasonKind>().Except(german.Keys));
        foreach (var (tag, forms) in SentenceForms.ByTag)
        {
            Assert.Equal(german.Keys.Order(StringComparer.Ordinal), forms.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, form) in forms) Assert.True(Places(form) == Places(german[key]), $"{tag} {key} has other places");
        }
    }

    [Fact]
    public async Task Reasons_read_as_sentences_in_German_and_English()
    {
        var self = await matched.Network.IdAsync("migrafrica");
        var answer = await matched.Network.AskAsync(
            "",
            $"{{ partnerSuggestions(organisation: \"{self}\", first: 50) {{ reasons {{ kind de: text en: text(language: \"en-GB\") fa: "
                + $"text(language: \"fa\") odd: text(language: \"xx\") }} }} }}"
        );
        var reasons = answer
            .GetProperty("data")
            .GetProperty("partnerSuggestions")
            .EnumerateArray()
            .SelectMany(one => one.GetProperty("reasons").EnumerateArray())
            .ToList();
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.Equal(reason.Text("de"), reason.Text("odd")));
        Assert.All(reasons, reason => Assert.NotEqual(reason.Text("de"), reason.Text("fa")));
        var topics = reasons.First(reason => reason.Text("kind") == "SHARED_TOPICS");
        Assert.Matches("^Gemeinsame Themen: .+\\.$", topics.Text("de"));
        Assert.Matches("^Topics in common: .+\\.$", topics.Text("en"));
        Assert.DoesNotContain(reasons, reason => reason.Text("de").Contains("e.V..", StringComparison.Ordinal));
    }

    private static string Places(string form) =>
        string.Join(' ', Place().Matches(form).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
