using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Organisations;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>Associations and offices are two things: pages show associations unless somebody asks for offices.</summary>
[Trait("Speed", "Slow")]
public sealed class OfficePagesTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly RunningSite _site = new(cluster);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Each_kind_of_office_is_one_of_the_vocabulary()
    {
        foreach (var kind in Offices.Kinds)
            Assert.Equal(1, await NumberAsync($"SELECT count(*) FROM terms WHERE vocabulary = 'OrganisationKinds' AND key = '{kind}'"));
    }

    [Fact]
    public async Task Start_list_map_and_region_count_associations_only_and_say_the_same()
    {
        var associations = await NumberAsync(Associations);
        Assert.NotEqual(await NumberAsync("SELECT count(*) FROM organisations WHERE status = 'Active'"), associations);
        var shown = associations.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"<dt>Organisationen</dt><dd>{shown}</dd>", await PageAsync("/de/"), StringComparison.Ordinal);
        Assert.Contains($"<dt>Organisationen</dt><dd>{shown}</dd>", await PageAsync("/de/regionen/05"), StringComparison.Ordinal);
        Assert.Contains($">{shown} Organisationen gefunden<", await PageAsync("/de/organisationen"), StringComparison.Ordinal);
        Assert.Contains($"\"count\":{shown},", await PageAsync("/tiles/extent.json"), StringComparison.Ordinal);
        var network = await PageAsync("/de/regionen/05/netzwerk");
        Assert.DoesNotContain("/de/organisationen/kommunales-integrationszentrum", network, StringComparison.Ordinal);
        Assert.DoesNotContain("integration-centre", await PageAsync("/de/organisationen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_for_offices_gets_them()
    {
        var offices = await NumberAsync("SELECT count(*) FROM organisations WHERE status = 'Active'") - await NumberAsync(Associations);
        var list = await PageAsync("/de/organisationen");
        Assert.Matches($"offices=1\"[^>]*>Auch Ämter und Beratungsstellen zeigen</a> <span class=\"number\">{offices}<", list);
        Assert.Contains(
            $">{await NumberAsync("SELECT count(*) FROM organisations WHERE status = 'Active'")} Organisationen gefunden<",
            await PageAsync("/de/organisationen?offices=1"),
            StringComparison.Ordinal);
        foreach (var address in new[] { "/de/organisationen?kinds=integration-centre", "/de/regionen/05914" })
            Assert.Contains("Kommunales Integrationszentrum", await PageAsync(address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KI Hagen")]
    [InlineData("Integrationszentrum Duisburg")]
    [InlineData("Landesintegrationsrat")]
    public async Task Words_that_mean_an_office_find_it(string words)
    {
        var page = await PageAsync("/de/organisationen?q=" + Uri.EscapeDataString(words));
        Assert.Matches("class=\"hit\"", page);
        Assert.Matches("data-filters=\"[^\"]*offices=1", page);
    }

    [Fact]
    public async Task A_region_says_how_full_it_is_and_asks_who_is_missing()
    {
        const string Empty = $"DELETE FROM organisations WHERE municipality_key = '05914000' AND NOT ({Office})";
        await using (var command = _site.Database.CreateCommand(Empty))
            await command.ExecuteNonQueryAsync(Token);
        var page = await PageAsync("/de/regionen/05914");
        Assert.Matches(new Regex("Hier kennen wir noch keinen Verein: Kennen Sie einen\\? <a href=\"/de/eintragen\">"), page);
        Assert.Contains("Kommunales Integrationszentrum", page, StringComparison.Ordinal);
        Assert.Contains("Fehlt hier jemand?", await PageAsync("/de/regionen/05"), StringComparison.Ordinal);
    }

    private const string Office =
        "coalesce(kind, '') IN ('support-body', 'integration-centre', 'advisory-body', 'city-office', 'welfare-association')";

    private const string Associations = $"SELECT count(*) FROM organisations WHERE status = 'Active' AND NOT ({Office})";

    private async Task<string> PageAsync(string address) => WebUtility.HtmlDecode(await _site.Client.GetStringAsync(address, Token));

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = _site.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
