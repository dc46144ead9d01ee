using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MsoNetwork.Accounts;
using MsoNetwork.Advice;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Changes;
using MsoNetwork.ContactPersons;
using MsoNetwork.Cooperations;
using MsoNetwork.Digests;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Duplicates;
using MsoNetwork.Entries;
using MsoNetwork.Erasure;
using MsoNetwork.Feeds;
using MsoNetwork.Funding;
using MsoNetwork.FundingCheck;
using MsoNetwork.Guides;
using MsoNetwork.History;
using MsoNetwork.Import;
using MsoNetwork.Inbox;
using MsoNetwork.Letters;
using MsoNetwork.Logos;
using MsoNetwork.Mail;
using MsoNetwork.Matching;
using MsoNetwork.Merges;
using MsoNetwork.Messages;
using MsoNetwork.Moderation;
using MsoNetwork.Networks;
using MsoNetwork.News;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Permissions;
using MsoNetwork.RateLimits;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Reminders;
using MsoNetwork.Sql;
using MsoNetwork.Statements;
using MsoNetwork.Teams;
using MsoNetwork.TrainingImport;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using MsoNetwork.Webhooks;
using MsoNetwork.WebsiteChecks;
using Npgsql;

namespace MsoNetwork;

/// <summary>Everything the network needs from its host: one line per room.</summary>
public static class NetworkServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="database">An Npgsql connection string to a PostgreSQL with PostGIS.</param>
    public static IServiceCollection AddMsoNetwork(this IServiceCollection services, string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database) { Timeout = 3, MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
        // One of several that is cut off is tried again and again.
        if (settings.Host?.Contains(',', StringComparison.Ordinal) ?? false) settings.Timeout = 1;
        if (!settings.ShouldSerialize("Command Timeout")) settings.CommandTimeout = 10; // ContainsKey is true for every known key
        // Who gives a statement up does not wait for its answer, and ends the connection: a commit that is given up while it waits for a
        // synchronous standby answers that it was carried out, with a warning that only this server has it.
        settings.CancellationTimeout = -1;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseNetTopologySuite();
        services.AddSingleton(_ => builder.Build()); // made by the container, so that it ends the connections
        services.AddSingleton(_ => new LongReads(Few(settings)));
        services.AddDbContext<NetworkContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.UseNetTopologySuite())
                .AddInterceptors(new KeyOnCommit(provider.GetRequiredService<IdempotencyKeys>())));
        services.AddScoped<DbContext>(provider => provider.GetRequiredService<NetworkContext>()); // as the rooms know it
        services.AddAccounts();
        services.TryAddSingleton(RatePolicies.Usual);
        services.AddRateLimits();
        services.AddSingleton(provider => new ReferenceSnapshot<Gazetteer>(
            token => GazetteerLoader.LoadAsync(provider.GetRequiredService<NpgsqlDataSource>(), token)));
        services.AddSingleton(provider => new ReferenceSnapshot<VocabularySet>(
            token => VocabularyLoader.LoadAsync(provider.GetRequiredService<NpgsqlDataSource>(), token)));
        services.AddSingleton(provider => new ReferenceSnapshot<TermFrequencies>(
            token => TermFrequencies.LoadAsync(provider.GetRequiredService<NpgsqlDataSource>(), token),
            TimeSpan.FromMinutes(5)
        ));
        foreach (
            var type in typeof(NetworkSchema)
                .Assembly.GetTypes()
                .Where(type => type is { IsAbstract: false, IsGenericType: false } && type.IsAssignableTo(typeof(IGraphType)))
        )
            services.AddSingleton(type);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OrganisationStore>();
        services.AddChanges();
        services.AddMail();
        services.AddFeeds();
        services.AddScoped<NestedLists>();
        services.AddScoped<OrganisationLoaders>();
        services.AddPermissions();
        services.AddDuplicates();
        services.AddScoped<ChangeOrganisation>();
        services.AddSingleton(
            new NodeSource("Region", async (provider, key, token) =>
                (await provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token)).ByKey(key)
            )
        );
        services.AddSingleton(
            new NodeSource("IntegrationCentre", async (provider, key, token) =>
                (await provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token)).Centre(key)
            )
        );
        services.AddSingleton(TermNodes.Source);
        services.AddSingleton(SourceNodes.Source);
        services.AddNodes<OrganisationLoaders, OrganisationEntry>("Organisation", loaders => loaders.ById);
        services.AddEntries();
        services.AddContactPersons();
        services.AddLogos();
        services.AddTeams();
        services.AddStatements();
        services.AddHistory();
        services.AddChangeFeed();
        services.AddWebsiteChecks();
        services.AddInbox();
        services.AddCooperations();
        services.AddMessages();
        services.AddNetworks();
        services.AddMatching();
        services.AddPartnerCalls();
        services.AddTrainings();
        services.AddFunding();
        services.AddFundingCheck();
        services.AddAdvice();
        services.AddGuides();
        services.AddNews();
        services.AddImport();
        services.AddOrganisationFollowing();
        services.AddSingleton<PhraseBook>();
        services.AddOrganisationSearch();
        services.AddModeration();
        services.AddReminders();
        services.AddMerges();
        services.AddLetters();
        services.AddTrainingImport();
        services.AddDigests();
        services.AddWebhooks();
        services.AddErasure();
        services.AddSingleton<NetworkSchema>();
        return services;
    }

    private static NpgsqlDataSource Few(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            MaxPoolSize = LongReads.Connections,
            MinPoolSize = 0,
            Timeout = 10, // its few may be busy for a while
        }.ConnectionString);
        builder.UseNetTopologySuite();
        return builder.Build();
    }
}
