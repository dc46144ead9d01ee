using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Pages;

/// <summary>Whatever a search narrows by: its address keeps it, the map takes it, and the printed list says it.</summary>
public sealed class SearchAddressTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Everything = "near=K%C3%B6ln&km=10&box=6.9,50.9,7.05,51&regions=05315&topics=education&targetGroups=women"
        + "&languages=tr&origins=TR&kinds=sports-club&offices=1&fresh=1&sort=name";

    // Taken for the keys of regions where no region is chosen; the page of a list.
    private static readonly string[] NotHere = ["Area", "After"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_keeps_all_of_a_form_and_the_map_knows_each_name()
    {
        var form = await ReadAsync($"q=verein&{Everything}");
        foreach (var field in typeof(SearchForm).GetProperties().Where(field => field.CanWrite && !NotHere.Contains(field.Name)))
            Assert.True(!Equals(field.GetValue(form), field.GetValue(new SearchForm())), $"this test asks for no {field.Name}");
        foreach (var facet in Enum.GetValues<FacetName>()) Assert.NotEmpty(form.Of(facet));

        var (words, order) = (form with { Sort = null }, form with { Text = "", After = "x" });
        var written = SearchAddress.Fields(words).Concat(SearchAddress.Fields(order)).Select(field => field.Name).Distinct();
        Assert.Equal(SearchForm.Parameters.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        var again = await ReadAsync(SearchAddress.Of(words, PageLanguage.Default).Split('?')[1]);
        Assert.Equal(SearchAddress.Of(words, PageLanguage.Default), SearchAddress.Of(again, PageLanguage.Default));
    }

    [Fact]
    public async Task What_the_page_gives_to_its_map_the_map_takes_and_the_printed_list_names_it()
    {
        foreach (var asked in Everything.Split('&').Where(one => !one.StartsWith("km=", StringComparison.Ordinal)).Append(Everything))
        {
            var page = new HtmlParser().ParseDocument(await site.Client.GetStringAsync($"/de/organisationen?{asked}", Token));
            var filters = page.QuerySelector("[data-filters]")!.GetAttribute("data-filters");
            using var extent = await site.Client.GetAsync($"/tiles/extent.json?{filters}", Token);
            Assert.Equal((asked, HttpStatusCode.OK), (asked, extent.StatusCode));
        }

        var list = await site.Client.GetStringAsync("/de/liste?fresh=1", Token);
        Assert.Contains("In den letzten 12 Monaten bestätigt", WebUtility.HtmlDecode(list), StringComparison.Ordinal);
        var nobody = await site.Client.GetStringAsync("/de/organisationen?fresh=1", Token);
        Assert.Contains("Ohne „In den letzten 12 Monaten bestätigt“ suchen", WebUtility.HtmlDecode(nobody), StringComparison.Ordinal);
    }

    private async Task<SearchForm> ReadAsync(string query)
    {
        var known = await site.Services.GetRequiredService<PhraseBook>().GetAsync(Token);
        var problems = new List<FormProblem>();
        var form = SearchForm.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), known.Gazetteer, known.Vocabularies, problems);
        Assert.Empty(problems);
        return form;
    }
}
