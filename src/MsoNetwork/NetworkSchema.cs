using GraphQL.Types;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork;

/// <summary>The public schema: one line per room.</summary>
public sealed class NetworkSchema : Schema
{
    public NetworkSchema(IServiceProvider services)
        : base(services)
    {
        var query = new ObjectGraphType { Name = "Query", Description = "Everything that can be asked of the directory." };
        RegionQueries.AddTo(query);
        VocabularyQueries.AddTo(query);
        Query = query;
    }
}
