using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Search;

namespace MsoNetwork.Tests.Pages;

/// <summary>The search page when nothing is found.</summary>
[Trait("Speed", "Medium")]
public sealed partial class EmptyPageTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_finds_more_and_how_many_after_a_single_search()
    {
        var searches = 0;
        await using var site = new RunningSite(cluster)
        {
            InPlace = services =>
                services.AddSingleton<SearchRoute>(provider =>
                    async (question, token) =>
                    {
                        Interlocked.Increment(ref searches);
                        var answer = await provider.GetRequiredService<BuiltInEngine>().SearchAsync(question, token);
                        return new RoutedAnswer(answer, SearchEngineName.Postgres, Degraded: false);
                    }
                ),
        };
        await site.InitializeAsync();
        var known = await site.Services.GetRequiredService<PhraseBook>().GetAsync(Token);
        var search = site.Services.GetRequiredService<SearchOrganisations>();
        var language = await UnknownAsync(search, known);
        var address = $"/de/organisationen?q=Frauen+Verein&near=K%C3%B6ln&km=5&topics=culture&languages={language}";
        searches = 0;
        var page = await site.Client.GetStringAsync(address, Token);
        Assert.Equal(1, searches);
        var offered = Offers().Matches(page);
        Assert.InRange(offered.Count, 1, CountVariants.Most);
        foreach (Match offer in offered)
        {
            var query = new QueryCollection(QueryHelpers.ParseQuery(WebUtility.HtmlDecode(offer.Groups["query"].Value)));
            var form = SearchForm.Read(query, known.Gazetteer, known.Vocabularies, []);
            var found = await search.RunAsync(new SearchInput(form.Text, form.Filter, 1), Token);
            Assert.Equal(offer.Groups["count"].Value, $"{found.Answer.TotalCount}");
        }
    }

    [Fact]
    public async Task What_takes_too_long_or_is_too_much_is_left_out()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (services, clock) = (network.Services, new Jumping());
        var phrases = services.GetRequiredService<PhraseBook>();
        await OrganisationSearch.SearchedNetwork.LoadAsync(services);
        var variants = Enumerable.Range(1, 30).Select(number => new SearchVariant($"Verein {number}", new OrganisationFilter())).ToList();
        var count = new CountVariants(phrases, services.GetRequiredService<BuiltInEngine>(), clock);
        Assert.Equal(CountVariants.Most, (await count.RunAsync(variants, Token)).Count);
        clock.Step = CountVariants.Patience / 4;
        Assert.Equal(3, (await count.RunAsync(variants, Token)).Count);
    }

    /// <summary>A language that finds nobody.</summary>
    private static async Task<string> UnknownAsync(SearchOrganisations search, DirectoryPhrases known)
    {
        foreach (var term in known.Vocabularies[VocabularyName.Languages].Terms)
        {
            var found = await search.RunAsync(new SearchInput("", new OrganisationFilter { Languages = [term.Key] }, 1), Token);
            if (found.Answer.TotalCount == 0) return term.Key;
        }

        throw new InvalidOperationException("All languages are spoken.");
    }

    [GeneratedRegex("""<li><a href="/de/organisationen(?<query>\?[^"]+)" rel="nofollow">[^<]*</a> <span class="number">\((?<count>\d+) """)]
    private static partial Regex Offers();

    /// <summary>Goes on by a step each time it is asked.</summary>
    private sealed class Jumping : TimeProvider
    {
        private long _now;

        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += Step.Ticks;
    }
}
