using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using SkiaSharp;

namespace MsoNetwork.Tests.Logos;

/// <summary>A program with a token sends a logo to an address of its own; the same rules as on the page.</summary>
public sealed class LogoApiTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_logo_is_set_with_a_token_that_writes_and_removed_by_mutation()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var editor = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Editor });
        var (status, json) = await PutAsync(slug, Png(64, 32), await TokenAsync(editor, writes: true));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(64, json.GetProperty("logo").GetProperty("width").GetInt32());
        using var served = await site.Client.GetAsync(json.GetProperty("logo").GetProperty("url").GetString(), Token);
        Assert.Equal("image/webp", served.Content.Headers.ContentType!.MediaType);
        (await site.DoAsync(editor, "removeLogo", new { organisation = ApiActors.OrganisationId(id) }, "organisation { logo { url } }"))
            .WithoutErrors();
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM organisation_logos WHERE organisation_id = '{id}'"));
    }

    [Fact]
    public async Task Everybody_else_is_refused_and_nothing_is_set()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var editor = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Editor });
        var good = await TokenAsync(editor, writes: true);
        foreach (var (picture, token, expected, code) in ((byte[], string?, HttpStatusCode, string)[])
            [
                (Png(64, 32), null, HttpStatusCode.Unauthorized, "UNAUTHENTICATED"),
                (Png(64, 32), await TokenAsync(editor, writes: false), HttpStatusCode.Forbidden, "FORBIDDEN"),
                (Png(64, 32), await TokenAsync(await site.PersonAsync(), writes: true), HttpStatusCode.Forbidden, "FORBIDDEN"),
                (Png(64, 32), await TokenAsync(await site.StaffAsync("ki-bielefeld"), writes: true), HttpStatusCode.Forbidden, "FORBIDDEN"),
                ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), good, HttpStatusCode.BadRequest, "INVALID_INPUT"),
                ([], good, HttpStatusCode.BadRequest, "INVALID_INPUT"),
                (new byte[(2 * 1024 * 1024) + 1], good, HttpStatusCode.RequestEntityTooLarge, "LIMIT_EXCEEDED"),
            ])
        {
            var (status, json) = await PutAsync(slug, picture, token);
            var told = json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
            Assert.Equal((expected, code), (status, told));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync("gibt-es-nicht", Png(64, 32), good)).Status);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM organisation_logos WHERE organisation_id = '{id}'"));
    }

    [Fact]
    public async Task A_browsers_cookie_sets_no_logo_here()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var editor = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Editor });
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/organisations/{slug}/logo");
        request.Content = new ByteArrayContent(Png(64, 32));
        request.Headers.Add("Cookie", await SignedIn.CookieAsync(site.Services, editor));
        request.Headers.Add("Accept", "text/html");
        using var answer = await site.Client.SendAsync(request, Token);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM organisation_logos WHERE organisation_id = '{id}'"));
    }

    private async Task<string> TokenAsync(Guid person, bool writes)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AccessTokens>().MakeAsync(
            person, new WantedToken("Logo", null, writes, TimeSpan.FromDays(1)), Token))!;
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> PutAsync(string slug, byte[] picture, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/organisations/{slug}/logo");
        request.Content = new ByteArrayContent(picture);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await site.Client.SendAsync(request, Token);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.Clone());
    }

    private static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
