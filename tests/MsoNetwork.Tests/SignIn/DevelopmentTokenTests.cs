using System.Net;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Credentials say who asks where that matters, and disturb nothing else.</summary>
public sealed class DevelopmentTokenTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Question = "/graphql?query={organisation(slug:\"migrafrica\"){slug}}";
    private const string Preferences = "/graphql?query={matchingPreferences{takesPart}}";

    [Theory]
    [InlineData(Question)]
    [InlineData("/de/organisationen")]
    [InlineData("/organisations/export.csv?regions=05315")]
    [InlineData("/healthz")]
    public async Task Wrong_credentials_refuse_nothing_that_needs_nobody(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Headers = { { "Authorization", "Bearer wrong" }, { "X-Actor", "organisation:migrafrica" } },
        };
        using var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("organisation:migrafrica", null)]
    [InlineData("organisation:nobody-has-this-slug", "The directory knows no organisation \"nobody-has-this-slug\" that could ask.")]
    [InlineData("centre:nowhere", "The directory knows no centre \"nowhere\" that could ask.")]
    public async Task Good_credentials_are_somebody_whom_the_directory_knows(string actor, string? refusal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Preferences)
        {
            Headers = { { "Authorization", "Bearer " + RunningSite.DevelopmentToken }, { "X-Actor", actor } },
        };
        var answer = await site.SendAsync(request);
        if (refusal is null)
        {
            Assert.True(answer.Data.GetProperty("matchingPreferences").GetProperty("takesPart").GetBoolean());
            return;
        }

        answer.IsRefusal("UNAUTHENTICATED");
        Assert.Equal(refusal, answer.Message);
    }

    [Fact]
    public async Task A_cookie_is_nobody_to_the_API()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Preferences)
        {
            Headers = { { "Cookie", "Authorization=Bearer " + RunningSite.DevelopmentToken }, { "X-Actor", "organisation:migrafrica" } },
        };
        var answer = await site.SendAsync(request);
        answer.IsRefusal("UNAUTHENTICATED");
        Assert.Contains("signed in", answer.Message, StringComparison.Ordinal);
    }
}
