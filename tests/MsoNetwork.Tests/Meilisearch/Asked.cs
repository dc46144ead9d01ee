using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>Questions as the API makes them of a text and a filter.</summary>
internal sealed class Asked(IServiceProvider services, DirectoryPhrases known)
{
    public Gazetteer Gazetteer => known.Gazetteer;

    public VocabularySet Vocabularies => known.Vocabularies;

    public ReferenceSnapshot<Gazetteer> Regions => services.GetRequiredService<ReferenceSnapshot<Gazetteer>>();

    public ReferenceSnapshot<VocabularySet> Terms => services.GetRequiredService<ReferenceSnapshot<VocabularySet>>();

    public static async Task<Asked> OfAsync(SeededNetwork network) =>
        new(network.Services, await network.Services.GetRequiredService<PhraseBook>().GetAsync(TestContext.Current.CancellationToken));

    public SearchQuestion Question(
        string text,
        OrganisationFilter? filter = null,
        int first = 20,
        SearchCursor? after = null,
        params FacetName[] facets
    ) =>
        new(
            UnderstoodQuery.Read(text, known),
            filter ?? new(),
            new OrganisationCriteria(filter ?? new(), known.Gazetteer, known.Vocabularies),
            first,
            after,
            facets.ToHashSet()
        );

    /// <summary>All organisations of the registry as documents.</summary>
    public static async Task<List<OrganisationDocument>> DocumentsAsync(SeededNetwork network)
    {
        await using var connection = await network.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await OrganisationDocuments
            .AllAsync(connection, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
