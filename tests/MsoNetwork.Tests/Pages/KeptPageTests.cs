using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Pages;

[Trait("Speed", "Medium")]
public sealed class KeptPageTests(RunningSite site) : IClassFixture<RunningSite>, IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    // A cookie that one page sets would keep the others from being kept.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = site.Client.BaseAddress,
    };

    private KeptPages Kept => site.Services.GetRequiredService<KeptPages>();

    [Theory]
    [InlineData("/de/organisationen?q=frauen")]
    [InlineData("/ar/organisationen")]
    [InlineData("/tr/regionen/05315")]
    [InlineData("/en/organisationen/migrafrica")]
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
    [InlineData("/de/organisationen/coach-e-v", "x=1")]
    [InlineData("/de/organisationen/coach-e-v/hinweis", null)]
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
        using var head = await _client.SendAsync(request, Token);
        Assert.Equal((HttpStatusCode.OK, ""), (head.StatusCode, await head.Content.ReadAsStringAsync(Token)));
    }

    [Theory]
    [InlineData("atlant-e-v", "UPDATE statements SET source = 'Eine andere Liste' WHERE organisation_id = $1 AND field = ''")]
    [InlineData("familienwelt-e-v", """
        INSERT INTO statements (organisation_id, field, said_by, said_on, confirmed_by, confirmed_on)
        VALUES ($1, 'name', 'Source', '2026-01-02', 'LinkCheck', '2026-01-03')
        """)]
    [InlineData("migrafrica", """
        INSERT INTO website_checks (url, host, due_at, checked_at, outcome, failing_since, failed_on, failed_days)
        SELECT website, 'example.org', now(), now(), 'Failed', '2026-01-01', '2026-01-09', 4 FROM organisations WHERE id = $1
        """)]
    [InlineData("jama-nyeta-e-v", "INSERT INTO message_settings (organisation_id, takes_messages) VALUES ($1, false)")]
    [InlineData("bana-afrika-e-v", """
        INSERT INTO contact_persons (id, organisation_id, name, task, email, hash, named_at, consented_at, wording, consented_to)
        VALUES (gen_random_uuid(), $1, 'Erika Beispiel', 'Beratung', 'erika@example.org', '', now(), now(), 'Ja', 'Public')
        """)]
    public async Task What_is_noted_of_an_organisation_beside_the_log_shows_at_once(string slug, string change)
    {
        var address = $"/de/organisationen/{slug}";
        using (await SendAsync(address)) await Task.Delay(1_000, Token);
        using (await SendAsync(address)) { }
        var hits = Kept.Hits;
        using var before = await SendAsync(address);
        Assert.Equal(hits + 1, Kept.Hits);
        await using var command = site.Database.CreateCommand(change);
        await using var id = site.Database.CreateCommand("SELECT id FROM organisations WHERE slug = $1");
        id.Parameters.AddWithValue(slug);
        command.Parameters.AddWithValue((await id.ExecuteScalarAsync(Token))!);
        await command.ExecuteNonQueryAsync(Token);
        using var after = await SendAsync(address);
        Assert.Equal(hits + 1, Kept.Hits);
        Assert.NotEqual(await before.Content.ReadAsStringAsync(Token), await after.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Whoever_asks_for_a_page_that_is_being_made_waits_for_it()
    {
        using (await SendAsync("/de/organisationen?q=frauen&km=7")) await Task.Delay(1_000, Token);
        var hits = Kept.Hits;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync("/fr/organisationen?q=frauen")));
        Assert.Equal(hits + 11, Kept.Hits);
        Assert.Single(answers.Select(answer => answer.Headers.ETag).Distinct());
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_kept_page_is_sent_compressed_and_confirmed_by_its_tag()
    {
        const string address = "/pl/organisationen?q=frauen";
        using (await SendAsync(address)) await Task.Delay(1_000, Token);
        using var first = await SendAsync(address);
        var hits = Kept.Hits;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var second = await _client.SendAsync(request, Token);
        Assert.Equal(hits + 1, Kept.Hits);
        Assert.Equal(["br"], second.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", second.Headers.Vary);
        await using var brotli = new BrotliStream(await second.Content.ReadAsStreamAsync(Token), CompressionMode.Decompress);
        using var text = new StreamReader(brotli);
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await text.ReadToEndAsync(Token));
        using var known = new HttpRequestMessage(HttpMethod.Get, address);
        known.Headers.Add("Accept", "text/html");
        known.Headers.Add("Accept-Encoding", "br");
        known.Headers.IfNoneMatch.Add(second.Headers.ETag!);
        using var third = await _client.SendAsync(known, Token);
        Assert.Equal((HttpStatusCode.NotModified, ""), (third.StatusCode, await third.Content.ReadAsStringAsync(Token)));
        Assert.Equal((first.Headers.ETag, hits + 2), (third.Headers.ETag, Kept.Hits));
    }

    public void Dispose() => _client.Dispose();

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private async Task<HttpResponseMessage> SendAsync(string address, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await _client.SendAsync(request, Token);
    }
}
