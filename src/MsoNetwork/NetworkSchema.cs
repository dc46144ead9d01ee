using GraphQL;
using GraphQL.Introspection;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Advice;
using MsoNetwork.ChangeFeed;
using MsoNetwork.ContactPersons;
using MsoNetwork.Cooperations;
using MsoNetwork.Digests;
using MsoNetwork.Duplicates;
using MsoNetwork.Entries;
using MsoNetwork.Erasure;
using MsoNetwork.FinancePlans;
using MsoNetwork.Funding;
using MsoNetwork.FundingCheck;
using MsoNetwork.Guides;
using MsoNetwork.History;
using MsoNetwork.Inbox;
using MsoNetwork.Letters;
using MsoNetwork.Logos;
using MsoNetwork.Matching;
using MsoNetwork.Merges;
using MsoNetwork.Messages;
using MsoNetwork.Moderation;
using MsoNetwork.Networks;
using MsoNetwork.News;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Permissions;
using MsoNetwork.RateLimits;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Reminders;
using MsoNetwork.Statements;
using MsoNetwork.Teams;
using MsoNetwork.Trainings;
using MsoNetwork.Trainings.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Webhooks;
using MsoNetwork.WebsiteChecks;

namespace MsoNetwork;

/// <summary>The public schema: one line per room.</summary>
public sealed class NetworkSchema : Schema
{
    public NetworkSchema(IServiceProvider services)
        : base(services)
    {
        Filter = new WholeIntrospection();
        Directives.Register(Specifications.Directive);
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
        RateLimitQueries.AddTo(query);
        RegionQueries.AddTo(query);
        VocabularyQueries.AddTo(query);
        OrganisationQueries.AddTo(query);
        ChangeFeedQueries.AddTo(query);
        SearchQueries.AddTo(query);
        MissedSearchQueries.AddTo(query);
        RetentionQueries.AddTo(query);
        NetworkQueries.AddTo(query);
        SuggestionQueries.AddTo(query);
        CallMatches.AddTo(query);
        ConsortiumQueries.AddTo(query);
        MatchingMutations.AddQueryTo(query);
        ViewerQueries.AddTo(query);
        PartnerCallQueries.AddTo(query);
        PartnerCallSearchQueries.AddTo(query);
        TrainingQueries.AddTo(query);
        TrainingSearchQueries.AddTo(query);
        FundingQueries.AddTo(query);
        FundingCheckQueries.AddTo(query);
        FinancePlanQueries.AddTo(query);
        AdviceQueries.AddTo(query);
        GuideQueries.AddTo(query);
        NewsQueries.AddTo(query);
        DuplicateQueries.AddTo(query);
        ModerationQueries.AddTo(query);
        LetterQueries.AddTo(query);
        WebhookMutations.AddQueryTo(query);
        OrganisationQueries.AddTo(services.GetRequiredService<RegionType>());
        OrganisationQueries.AddTo(services.GetRequiredService<TermType>());
        OrganisationQueries.AddTo(services.GetRequiredService<OrganisationType>());
        CooperationQueries.AddTo(services.GetRequiredService<OrganisationType>());
        HiddenContactType.AddTo(services.GetRequiredService<OrganisationType>());
        ContactPersonType.AddTo(services.GetRequiredService<OrganisationType>());
        StatementQueries.AddTo(services.GetRequiredService<OrganisationType>());
        TellingFields.AddTo(services.GetRequiredService<OrganisationType>());
        WebsiteCheckQueries.AddTo(services.GetRequiredService<OrganisationType>());
        LogoQueries.AddTo(services.GetRequiredService<OrganisationType>());
        HistoryQueries.AddTo(services.GetRequiredService<OrganisationType>());
        TeamQueries.AddTo(services.GetRequiredService<OrganisationType>());
        MessageMutations.AddTo(services.GetRequiredService<OrganisationType>());
        ModerationQueries.AddTo(services.GetRequiredService<OrganisationType>());
        ModerationQueries.AddTo(services.GetRequiredService<ViewerType>());
        ReminderMutations.AddTo(services.GetRequiredService<DeskType>());
        ReminderMutations.AddTo(services.GetRequiredService<OrganisationType>());
        ErasureMutations.AddTo(services.GetRequiredService<ViewerType>());
        SavedSearchMutations.AddTo(services.GetRequiredService<ViewerType>());
        WebhookMutations.AddTo(services.GetRequiredService<ViewerType>());
        PartnerCallQueries.AddTo(services.GetRequiredService<OrganisationType>());
        TrainingQueries.AddTo(services.GetRequiredService<OrganisationType>());
        ResponseQueries.AddTo(services.GetRequiredService<PartnerCallType>());
        Query = query;
        var mutation = new ObjectGraphType
        {
            Name = "Mutation",
            Description = "All mutations; POST only, and only for signed-in users.",
        };
        OrganisationMutations.AddTo(mutation);
        CooperationMutations.AddTo(mutation);
        MatchingMutations.AddTo(mutation);
        PartnerCallMutations.AddTo(mutation);
        TrainingMutations.AddTo(mutation);
        NewsMutations.AddTo(mutation);
        TeamMutations.AddTo(mutation);
        HistoryMutations.AddTo(mutation);
        LogoMutations.AddTo(mutation);
        MessageMutations.AddTo(mutation);
        ModerationMutations.AddTo(mutation);
        ReminderMutations.AddTo(mutation);
        MergeMutations.AddTo(mutation);
        LetterMutations.AddTo(mutation);
        ErasureMutations.AddTo(mutation);
        SavedSearchMutations.AddTo(mutation);
        WebhookMutations.AddTo(mutation);
        Mutation = mutation;
        RegisterType(services.GetRequiredService<OrganisationType>());
        RegisterType(services.GetRequiredService<RegionType>());
        Description = services.GetService<SchemaDescription>()?.Text;
    }

    /// <summary>What the specification of October 2021 lets clients ask about the schema and GraphQL.NET does not answer yet.</summary>
    protected override void OnBeforeInitializeType(IGraphType graphType)
    {
        base.OnBeforeInitializeType(graphType);
        if (graphType is ScalarGraphType scalar && Specifications.Of(scalar) is { } specification)
            scalar.ApplyDirective(Specifications.Directive.Name, "url", specification);
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
                    Resolver = new FuncFieldResolver<IGraphType, string>(context => Specifications.Of(context.Source)),
                }
            );
    }
}

/// <summary>Where the forms of our scalars are specified.</summary>
internal static class Specifications
{
    private static readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal)
    {
        ["Date"] = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        ["DateTime"] = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        ["GeoJSON"] = "https://www.rfc-editor.org/rfc/rfc7946",
    };

    /// <summary>As the specification has it.</summary>
    public static Directive Directive { get; } = new SpecifiedBy();

    /// <summary>Null for types that are no scalars of ours.</summary>
    public static string? Of(IGraphType? type) => type is ScalarGraphType ? _addresses.GetValueOrDefault(type.Name) : null;
}

/// <summary>@specifiedBy, which GraphQL.NET does not bring.</summary>
internal sealed class SpecifiedBy : Directive
{
    public SpecifiedBy()
        : base("specifiedBy", DirectiveLocation.Scalar)
    {
        Description = "Where the form of a scalar's values is specified.";
        Arguments = [new QueryArgument<NonNullGraphType<StringGraphType>> { Name = "url", Description = "Address of the specification." }];
    }

    public override bool? Introspectable => true;
}

/// <summary>GraphQL.NET hides what it takes for a draft and the specification of October 2021 has: isRepeatable.</summary>
internal sealed class WholeIntrospection : DefaultSchemaFilter
{
    public override Task<bool> AllowField(IGraphType parent, IFieldType field) =>
        field.Name == "isRepeatable" ? Allowed : base.AllowField(parent, field);
}

/// <summary>What whoever serves the schema says of it as a whole: the limits of one request.</summary>
public sealed record SchemaDescription(string Text);
