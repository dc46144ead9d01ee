using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>The examples of the API page: answered by the server, and again by whoever changes them.</summary>
[Collection<Site>]
public sealed class ApiPageTests(BrowserSite site)
{
    [Fact]
    public async Task Answers_stand_on_the_page_without_scripts_and_questions_cannot_be_changed_there()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync("/de/api");
        await Assertions.Expect(visit.Page.Locator(".answer").Nth(2)).ToContainTextAsync("\"name\": \"Köln\"");
        Assert.Equal(0, await visit.Page.Locator(".answer", new() { HasText = "\"errors\"" }).CountAsync());
        await Assertions.Expect(visit.Page.Locator(".try button").First).ToBeHiddenAsync();
        Assert.False(await visit.Page.Locator(".try textarea").First.IsEditableAsync());
    }

    [Fact]
    public async Task A_changed_question_is_asked_and_a_wrong_one_explained()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/en/api");
        var example = visit.Page.Locator(".try").First;
        await example.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(example.GetByRole(AriaRole.Button)).ToBeVisibleAsync();
        await example.Locator("textarea").FillAsync("""{ region(key: "05913") { name } }""");
        await example.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(example.Locator(".answer")).ToContainTextAsync("\"Dortmund\"");
        await Assertions.Expect(example.Locator("[role=status]")).ToContainTextAsync("HTTP 200");
        await example.Locator("textarea").FillAsync("{ nothing }");
        await example.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(example.Locator(".answer")).ToContainTextAsync("\"INVALID_INPUT\"");
    }
}
