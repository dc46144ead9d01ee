using System.Net;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

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

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_form_that_cannot_be_read_is_a_bad_request_whatever_the_method(string type)
    {
        var slug = (await site.OrganisationAsync("05315")).Slug;
        foreach (var address in (string[])[$"/de/organisationen/{slug}", "/de/gesuche/gibt-es-nicht", $"/de/organisationen/{slug}/hinweis"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Content = new ByteArrayContent("--y\r\nx"u8.ToArray()) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }
}
