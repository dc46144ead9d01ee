using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>What pages call changed is changed: not what a file brought.</summary>
[Trait("Speed", "Medium")]
public sealed class ChangedEntriesTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly RunningSite _site = new(cluster);

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_day_of_an_import_is_no_change_and_a_later_one_is()
    {
        const string Region = "/de/regionen/05315";
        const string Profile = "/de/organisationen/allerweltshaus-koeln-e-v";
        Assert.DoesNotContain("Zuletzt geänderte Einträge", await PageAsync(Region), StringComparison.Ordinal);
        Assert.DoesNotContain("zuletzt geändert", await PageAsync(Profile), StringComparison.Ordinal);
        await using var change = _site.Database.CreateCommand("""
            UPDATE organisations SET phone = '0221 000000', created_at = '2026-01-05 10:00+01', updated_at = '2026-03-02 23:30+00'
            WHERE slug = 'allerweltshaus-koeln-e-v'
            """);
        Assert.Equal(1, await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        var region = await PageAsync(Region);
        var newest = region[region.IndexOf("id=\"newest\"", StringComparison.Ordinal)..];
        newest = newest[..newest.IndexOf("</ul>", StringComparison.Ordinal)];
        Assert.Equal(1, newest.Split("<li>").Length - 1);
        Assert.Contains("allerweltshaus-koeln-e-v", newest, StringComparison.Ordinal);
        Assert.Contains("Eintrag zuletzt geändert: 3. März 2026", await PageAsync(Profile), StringComparison.Ordinal); // the day in Berlin
    }

    private async Task<string> PageAsync(string address) =>
        System.Net.WebUtility.HtmlDecode(await _site.Client.GetStringAsync(address, TestContext.Current.CancellationToken));
}
