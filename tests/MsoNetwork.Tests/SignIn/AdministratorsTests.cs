using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>What the command line does for a newcomer.</summary>
public sealed class AdministratorsTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task The_first_administrator_is_made_once_and_can_be_removed()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var administrators = scope.ServiceProvider.GetRequiredService<Administrators>();
        var token = TestContext.Current.CancellationToken;
        Assert.True(await administrators.AddAsync("admin@example.org", token));
        Assert.False(await administrators.AddAsync("Admin@example.org", token));
        Assert.True(await administrators.RemoveAsync("ADMIN@EXAMPLE.ORG", token));
        Assert.False(await administrators.RemoveAsync("ADMIN@EXAMPLE.ORG", token));
        Assert.False(await administrators.RemoveAsync("NOBODY@EXAMPLE.ORG", token));
    }

    [Fact]
    public async Task A_link_of_the_shell_signs_in_once_in_any_browser()
    {
        string link;
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var ask = scope.ServiceProvider.GetRequiredService<AskToSignIn>();
            link = (await ask.LinkAsync(
                new("shell@example.org", "de", token => new Uri($"http://localhost/de/anmelden/link/{token}")),
                TestContext.Current.CancellationToken)).PathAndQuery;
        }

        using var one = new FormBrowser(site);
        using var another = new FormBrowser(site);
        await one.GetAsync(link);
        await another.GetAsync(link);
        using var first = await one.PostAsync(link);
        using var second = await another.PostAsync(link);
        Assert.True(await one.IsSignedInAsync());
        Assert.False(await another.IsSignedInAsync());
    }
}
