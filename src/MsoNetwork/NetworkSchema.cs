using GraphQL.Resolvers;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.ContactPersons;
using MsoNetwork.Cooperations;
using MsoNetwork.Inbox;
using MsoNetwork.Logos;
using MsoNetwork.Matching;
using MsoNetwork.Networks;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Permissions;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork;

/// <summary>The public schema: one line per room.</summary>
public sealed class NetworkSchema : Schema
{
    public NetworkSchema(IServiceProvider services)
        : base(services)
    {
        Features.RepeatableDirectives = Features.DeprecationOfInputValues = true; // as the specification of October 2021 has them
        RegisterType(
            new DateTimeGraphType
            {
                Description = "A time with its offset from UTC (ISO 8601), for example \"2026-11-25T08:30:00Z\". Answers are in UTC.",
            }
        );
        RegisterType(new DateGraphType { Description = "A day (ISO 8601), for example \"2026-11-25\"." });
        var query = new ObjectGraphType { Name = "Query", Description = "Everything that can be asked of the directory." };
        NodeQueries.AddTo(query);
        RegionQueries.AddTo(query);
        VocabularyQueries.AddTo(query);
        OrganisationQueries.AddTo(query);
        SearchQueries.AddTo(query);
        NetworkQueries.AddTo(query);
        SuggestionQueries.AddTo(query);
        CallMatches.AddTo(query);
        ConsortiumQueries.AddTo(query);
        MatchingMutations.AddQueryTo(query);
        ViewerQueries.AddTo(query);
        PartnerCallQueries.AddTo(query);
        PartnerCallSearchQueries.AddTo(query);
        OrganisationQueries.AddTo(services.GetRequiredService<RegionType>());
        OrganisationQueries.AddTo(services.GetRequiredService<TermType>());
        OrganisationQueries.AddTo(services.GetRequiredService<OrganisationType>());
        CooperationQueries.AddTo(services.GetRequiredService<OrganisationType>());
        HiddenContactType.AddTo(services.GetRequiredService<OrganisationType>());
        ContactPersonType.AddTo(services.GetRequiredService<OrganisationType>());
        LogoQueries.AddTo(services.GetRequiredService<OrganisationType>());
        PartnerCallQueries.AddTo(services.GetRequiredService<OrganisationType>());
        ResponseQueries.AddTo(services.GetRequiredService<PartnerCallType>());
        Query = query;
        var mutation = new ObjectGraphType
        {
            Name = "Mutation",
            Description = "Everything that can be changed, by POST only and by somebody who is signed in.",
        };
        OrganisationMutations.AddTo(mutation);
        CooperationMutations.AddTo(mutation);
        MatchingMutations.AddTo(mutation);
        PartnerCallMutations.AddTo(mutation);
        Mutation = mutation;
        RegisterType(services.GetRequiredService<OrganisationType>());
        RegisterType(services.GetRequiredService<RegionType>());
        Description = services.GetService<SchemaDescription>()?.Text;
    }

    /// <summary>What the specification of October 2021 lets clients ask about the schema and GraphQL.NET does not answer yet.</summary>
    protected override void OnBeforeInitializeType(IGraphType graphType)
    {
        base.OnBeforeInitializeType(graphType);
        if (graphType is not IObjectGraphType about) return;
        if (graphType.Name == "__Directive" && about.Fields.Find("args") is { Arguments: null or { Count: 0 } } arguments)
            arguments.Arguments = new QueryArguments(
                new QueryArgument<BooleanGraphType> { Name = "includeDeprecated", DefaultValue = false }
            );
        if (graphType.Name == "__Type" && about.Fields.Find("specifiedByURL") is null)
            about.AddField(
                new FieldType
                {
                    Name = "specifiedByURL",
                    Type = typeof(StringGraphType),
                    Resolver = new FuncFieldResolver<string>(_ => null),
                }
            );
    }
}

/// <summary>What whoever serves the schema says of it as a whole: the limits of one request.</summary>
public sealed record SchemaDescription(string Text);
