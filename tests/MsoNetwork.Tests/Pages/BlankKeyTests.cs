using System.Net;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

public sealed class BlankKeyTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("/de/organisationen/%20")]
    [InlineData("/de/organisationen/%E2%80%83%C2%A0")]
    [InlineData("/de/organisationen/%20/kontakt.vcf")]
    [InlineData("/de/regionen/%20")]
    [InlineData("/de/gesuche/%20")]
    [InlineData("/de/termine/%0A")]
    public async Task An_address_of_white_space_names_nothing(string address)
    {
        using var answer = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
