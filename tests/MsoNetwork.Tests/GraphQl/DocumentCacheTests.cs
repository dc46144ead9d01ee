using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>What is prepared once and what is prepared anew.</summary>
public sealed class DocumentCacheTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task A_valid_document_is_prepared_once_for_all_requests()
    {
        var cache = site.Services.GetRequiredService<DocumentCache>();
        var documents = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await cache.GetAsync("{ outage slow }")))
        );
        var kept = await cache.GetAsync("{ outage slow }");
        Assert.All(documents, document => Assert.Null(document.Errors));
        Assert.Same(kept, await cache.GetAsync("{ outage slow }"));
    }

    [Fact]
    public async Task A_refused_document_takes_no_room()
    {
        var cache = site.Services.GetRequiredService<DocumentCache>();
        Assert.NotSame(await cache.GetAsync("{ nowhere }"), await cache.GetAsync("{ nowhere }"));
    }

    [Fact]
    public async Task The_same_document_is_answered_to_many_at_once_each_with_its_own_variables()
    {
        string[] towns = ["Bonn", "Köln", "Essen", "Hagen", "Düren", "Herne"];
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 120)
                .Select(async i =>
                {
                    var town = towns[i % towns.Length];
                    var answer = await site.AskAsync(
                        "query Q($q: String!) { places(query: $q, first: 1) { name region { name } region { key } } }",
                        new { q = town }
                    );
                    return (Asked: town, Got: answer.Data.GetProperty("places")[0].GetProperty("name").GetString());
                })
        );
        Assert.All(answers, answer => Assert.Equal(answer.Asked, answer.Got));
    }
}
