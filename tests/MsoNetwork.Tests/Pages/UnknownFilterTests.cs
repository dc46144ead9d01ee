using System.Net;
using AngleSharp.Html.Parser;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>What an address asks for and nobody knows is left out, and said, on every page with filters.</summary>
public sealed class UnknownFilterTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("/de/organisationen?topics=nix", "Den Filter „nix“ gibt es nicht.")]
    [InlineData("/de/organisationen?sort=nix", "Den Filter „sort=nix“ gibt es nicht.")]
    [InlineData("/de/organisationen?fresh=ja", "Den Filter „fresh=ja“ gibt es nicht.")]
    [InlineData("/de/organisationen?offices=vielleicht", "Den Filter „offices=vielleicht“ gibt es nicht.")]
    [InlineData("/de/organisationen?near=K%C3%B6ln&km=9999", "Den Filter „km=9999“ gibt es nicht.")]
    [InlineData("/tr/organisationen?regions=99", "“99” adlı bir filtre yok.")]
    [InlineData("/de/gesuche?subjects=NIX", "Den Filter „NIX“ gibt es nicht.")]
    [InlineData("/de/gesuche?direction=SEEKS&direction=OFFERS", "Wir nehmen die ersten: 1.")]
    [InlineData("/de/termine?when=nie", "Den Filter „nie“ gibt es nicht.")]
    [InlineData("/de/termine?tag=31.02.2026", "Den Filter „tag=31.02.2026“ gibt es nicht.")]
    [InlineData("/de/neuigkeiten?topic=nix", "Den Filter „nix“ gibt es nicht.")]
    [InlineData("/de/neuigkeiten?region=nix", "Den Filter „nix“ gibt es nicht.")]
    [InlineData("/uk/regionen/05315/netzwerk?topics=nix", "Фільтра «nix» немає.")]
    public async Task It_is_told_in_the_readers_language(string address, string told)
    {
        using var answer = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(told, page.QuerySelector("#problems")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/organisationen?topics=education&sort=name&fresh=1&offices=0&km=10")]
    [InlineData("/de/organisationen?sort=&fresh=&near=&km=")]
    [InlineData("/de/termine?when=weekend&tag=2026-12-01")]
    [InlineData("/de/neuigkeiten?topic=&region=&place=")]
    public async Task What_is_known_or_empty_is_no_problem(string address)
    {
        var page = new HtmlParser().ParseDocument(await site.Client.GetStringAsync(address, TestContext.Current.CancellationToken));
        Assert.Null(page.QuerySelector("#problems"));
    }
}
