using System.Net;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Serving;

/// <summary>A site that knows its address believes no other, and has everybody come by TLS where that begins with https.</summary>
public sealed class KnownHostsTests(KnownHostsTests.Site site) : IClassFixture<KnownHostsTests.Site>
{
    [Theory]
    [InlineData("evil.example", "/de", 421)]
    [InlineData("evil.example", "/sitemap.xml", 421)]
    [InlineData("evil.example:443", "/graphql?query={__typename}", 421)]
    [InlineData("verzeichnis.example.org.evil.example", "/robots.txt", 421)]
    [InlineData("169.254.169.254", "/de", 421)]
    [InlineData("evil.example", "/healthz", 200)]
    [InlineData("10.0.0.7:8080", "/readyz", 200)]
    [InlineData("verzeichnis.example.org", "/sitemap.xml", 200)]
    [InlineData("VERZEICHNIS.example.org:8443", "/robots.txt", 200)]
    [InlineData("msonet", "/de", 200)]
    [InlineData("localhost:5080", "/robots.txt", 200)]
    [InlineData("127.0.0.1", "/robots.txt", 200)]
    [InlineData("[::1]:5080", "/robots.txt", 200)]
    public async Task Only_its_own_names_are_answered_and_none_is_repeated(string host, string path, int status)
    {
        var answer = await GetAsync(path, host);
        Assert.Equal((HttpStatusCode)status, answer.Status);
        foreach (var said in answer.Headers.Values.Append(answer.Text))
        {
            Assert.DoesNotContain("evil", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("msonet/", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("localhost", said, StringComparison.OrdinalIgnoreCase);
        }

        if (status == 421) Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("/de")]
    [InlineData("/robots.txt")]
    [InlineData("/graphql?query={__typename}")]
    [InlineData("/nowhere")]
    public async Task Whoever_came_by_TLS_is_to_come_by_it_for_a_year(string path) =>
        Assert.Equal("max-age=31536000", (await GetAsync(path, "verzeichnis.example.org")).Headers["Strict-Transport-Security"]);

    [Fact]
    public async Task A_cookie_of_a_form_is_for_TLS_alone() => Assert.Contains(
        "secure", (await GetAsync("/de/anmelden", "verzeichnis.example.org")).Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);

    private async Task<Answer> GetAsync(string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("Accept", path == "/de/anmelden" ? "text/html" : "*/*");
        return await site.Running.SendAsync(request);
    }

    /// <summary>One site for all questions.</summary>
    public sealed class Site(TestCluster cluster) : IAsyncLifetime
    {
        public RunningSite Running { get; } = new(cluster)
        {
            Settings = new Dictionary<string, string?>
            {
                ["PUBLIC_URL"] = "https://verzeichnis.example.org",
                ["HOSTS"] = "msonet; web.internal",
            },
        };

        public ValueTask InitializeAsync() => Running.InitializeAsync();

        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }
}
