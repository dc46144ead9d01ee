using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Meilisearch;
using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class MeilisearchServicesTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task With_a_server_that_is_away_the_registrys_own_index_answers()
    {
        await using var away = await BadServer.StartAsync(
            (context, _) =>
            {
                context.Abort();
                return Task.CompletedTask;
            }
        );
        await using var services = new ServiceCollection()
            .AddMsoNetwork(network.ConnectionString)
            .AddMeilisearch(away.Url, null)
            .BuildServiceProvider();
        var asked = new Asked(services, await services.GetRequiredService<PhraseBook>().GetAsync(TestContext.Current.CancellationToken));
        var documents = await Asked.DocumentsAsync(network);
        services.GetRequiredService<OrganisationIndex>().Replace(documents);
        var answer = await services.GetRequiredService<SearchRoute>()(asked.Question("Verein"), TestContext.Current.CancellationToken);
        Assert.Equal((SearchEngineName.Postgres, true), (answer.Engine, answer.Degraded));
        Assert.NotEmpty(answer.Answer.Hits);
        Assert.NotNull(services.GetRequiredService<MeilisearchIndexer>());
    }
}
