using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>The search pages say which words they found, where not all were.</summary>
[Trait("Speed", "Medium")]
public sealed class MatchedWordsTests(TestCluster cluster)
{
    [Fact]
    public async Task The_pages_say_in_every_language_what_was_found_and_what_was_not()
    {
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        async Task<string> PageAsync(string address) => await site.Client.GetStringAsync(address, TestContext.Current.CancellationToken);

        Assert.Contains("<p class=\"matched\">Passt zu: Hagen; nicht gefunden: xyz&#x27;zyq</p>",
            await PageAsync("/de/organisationen?q=xyz%27zyq+Hagen"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"matched\"", await PageAsync("/de/organisationen?q=Hagen"), StringComparison.Ordinal);
        foreach (var language in (string[])["en", "tr", "ar", "uk", "ru", "fr", "pl", "ro", "kmr", "fa"])
        {
            var page = await PageAsync($"/{language}/organisationen?q=xyzzyq+Hagen");
            var sentence = page[page.IndexOf("<p class=\"matched\">", StringComparison.Ordinal)..];
            sentence = sentence[..sentence.IndexOf("</p>", StringComparison.Ordinal)];
            Assert.Contains("Hagen", sentence, StringComparison.Ordinal);
            Assert.Contains("xyzzyq", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("nicht gefunden", sentence, StringComparison.Ordinal);
        }

        Assert.Contains("Nicht gefunden: xyzzyq", await PageAsync("/de/gesuche?q=xyzzyq"), StringComparison.Ordinal);
    }
}
