using System.Text.Json;
using MsoNetwork.Tests;
using static Microsoft.Playwright.Assertions;

namespace MsoNetwork.Browser.Tests;

/// <summary>GraphiQL as somebody finds it who has just started the server.</summary>
[Collection<Site>]
public sealed class GraphiqlTests(BrowserSite site)
{
    [Fact]
    public async Task Each_question_to_begin_with_is_answered_and_nothing_comes_from_elsewhere()
    {
        Assert.SkipUnless(
            File.Exists(Path.Combine(Repository.Root, "src", "MsoNetwork.Web", "wwwroot", "graphiql", "index.html")),
            "GraphiQL is not built (deploy/test does it)."
        );
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/graphql");
        var tabs = page.Locator(".graphiql-tab");
        await Expect(tabs).ToHaveCountAsync(5);
        for (var tab = 0; tab < 5; tab++)
        {
            var name = await tabs.Nth(tab).Locator("button").First.InnerTextAsync();
            await tabs.Nth(tab).Locator("button").First.ClickAsync();
            await Expect(page.Locator(".graphiql-query-editor")).ToContainTextAsync(name);
            var answering = page.WaitForResponseAsync(response =>
                response.Url.EndsWith("/graphql", StringComparison.Ordinal)
                && response.Request.Method == "POST"
                && !response.Request.PostData!.Contains("IntrospectionQuery", StringComparison.Ordinal)
            );
            await page.Locator(".graphiql-execute-button").ClickAsync();
            var answer = JsonDocument.Parse(await (await answering).TextAsync()).RootElement;
            Assert.False(answer.TryGetProperty("errors", out _), $"{answer} to {(await answering).Request.PostData}");
            await Expect(page.Locator(".graphiql-response")).ToContainTextAsync("\"data\"");
            Assert.True(answer.GetProperty("data").EnumerateObject().Single().Value.ToString().Length > 50, answer.ToString());
        }

        Assert.Empty(visit.Elsewhere);
        Assert.Empty(visit.Complaints);
    }
}
