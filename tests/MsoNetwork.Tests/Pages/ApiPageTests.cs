using AngleSharp.Html.Parser;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>/de/api names all that programs can use, and its examples answer something.</summary>
public sealed class ApiPageTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("de")]
    [InlineData("tr")]
    public async Task It_names_changes_feeds_webhooks_tokens_and_limits_and_each_example_answers(string language)
    {
        var html = await site.Client.GetStringAsync($"/{language}/api", TestContext.Current.CancellationToken);
        using var page = new HtmlParser().ParseDocument(html);
        var text = page.QuerySelector("article")!.TextContent;
        string[] names =
            ["changes(since:)", "/changes.atom", "Webhooks", "Authorization: Bearer", "rateLimit", "429", "RateLimit-Policy"];
        foreach (var name in names)
            Assert.Contains(name, text, StringComparison.Ordinal);
        foreach (var path in (string[])["konto/webhooks", "konto/zugriff"])
            Assert.NotNull(page.QuerySelector($"article a[href='/{language}/{path}']"));
        var feed = page.QuerySelector("a[href^='/changes.atom']")!.GetAttribute("href")!;
        Assert.Contains("<feed", await site.Client.GetStringAsync(feed, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var answers = page.QuerySelectorAll("code.answer").Select(answer => answer.TextContent).ToList();
        Assert.All(answers, answer => Assert.DoesNotContain("\"errors\"", answer, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotMatch(@"""data"": \{\s*""\w+"": (null|\[\])", answer));
        Assert.Contains(answers, answer => answer.Contains("\"licence\": \"", StringComparison.Ordinal));
    }
}
