using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Pages;

public sealed class KeptPageTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private KeptPages Kept => site.Services.GetRequiredService<KeptPages>();

    [Theory]
    [InlineData("/de/organisationen?q=frauen")]
    [InlineData("/ar/organisationen")]
    [InlineData("/tr/regionen/05315")]
    public async Task A_page_is_made_once_for_a_state_and_every_commit_shows_at_once(string address)
    {
        // What the tests before this one have written may reach the index in between: then the state is a newer one, and that one stays.
        using (await SendAsync(address)) await Task.Delay(1_000, Token);
        using var first = await SendAsync(address);
        var hits = Kept.Hits;
        using var second = await SendAsync(address);
        Assert.Equal(hits + 1, Kept.Hits);
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await second.Content.ReadAsStringAsync(Token));
        Assert.NotEqual(Header(first, "X-Request-Id"), Header(second, "X-Request-Id"));
        foreach (var name in (string[])["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"])
            Assert.Equal(Header(first, name), Header(second, name));
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        var name1 = $"Frauen Neubeginn {Guid.NewGuid():N}";
        await using (var command = site.Database.CreateCommand(
            "UPDATE organisations SET name = $1, sort_name = '0' || lower($1) WHERE slug = 'migrafrica'"))
        {
            command.Parameters.AddWithValue(name1);
            await command.ExecuteNonQueryAsync(Token);
        }

        using var third = await SendAsync(address);
        Assert.Equal(hits + 1, Kept.Hits); // words in memory follow a moment later; that state is another one, too
        if (!address.Contains("q=", StringComparison.Ordinal))
            Assert.Contains(name1, await third.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/organisationen?q=gibtesnicht", null)]
    [InlineData("/de/organisationen?q=frauen", "x=1")]
    [InlineData("/de/organisationen/coach-e-v", null)]
    [InlineData("/de/konto", null)]
    [InlineData("/de/regionen/99", null)]
    public async Task What_is_counted_or_somebodys_own_is_made_anew(string address, string? cookie)
    {
        var hits = Kept.Hits;
        for (var turn = 0; turn < 2; turn++) using (await SendAsync(address, cookie)) { }
        Assert.Equal(hits, Kept.Hits);
    }

    [Fact]
    public async Task Addresses_and_languages_do_not_mix_and_a_head_has_no_body()
    {
        var pages = new List<string>();
        foreach (var address in (string[])["/de/organisationen?q=kultur", "/en/organisationen?q=kultur", "/de/organisationen?q=sport"])
        {
            for (var turn = 0; turn < 2; turn++)
            {
                using var answer = await SendAsync(address);
                pages.Add(await answer.Content.ReadAsStringAsync(Token));
            }
        }

        Assert.Equal(3, pages.Distinct(StringComparer.Ordinal).Count());
        using var request = new HttpRequestMessage(HttpMethod.Head, "/de/organisationen?q=kultur");
        using var head = await site.Client.SendAsync(request, Token);
        Assert.Equal((HttpStatusCode.OK, ""), (head.StatusCode, await head.Content.ReadAsStringAsync(Token)));
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private async Task<HttpResponseMessage> SendAsync(string address, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await site.Client.SendAsync(request, Token);
    }
}
