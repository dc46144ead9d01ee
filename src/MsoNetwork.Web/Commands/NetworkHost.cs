using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Advice;
using MsoNetwork.Funding;
using MsoNetwork.Guides;
using MsoNetwork.Invented;
using MsoNetwork.Migrations;
using MsoNetwork.News;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Seeds;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Background;
using MsoNetwork.Web.Serving;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Commands;

/// <summary>What every command starts from: configuration, services, and the two steps that prepare a database.</summary>
internal static class NetworkHost
{
    /// <param name="options">Where the site's files are, unless in the working directory.</param>
    /// <param name="settings">Settings that come before the environment's, for tests.</param>
    /// <param name="connect">What else the connections to the database need.</param>
    public static WebApplicationBuilder CreateBuilder(
        WebApplicationOptions? options = null,
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        Func<string, string>? connect = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(options ?? new WebApplicationOptions());
        Logs.Quieten(builder);
        builder.Configuration.AddEnvironmentVariables("MSONET_");
        if (settings is not null)
            builder.Configuration.AddInMemoryCollection(settings);
        var database = builder.Configuration["DATABASE"] is { Length: > 0 } given
            ? given
            : throw new WrongSettingException(
                "MSONET_DATABASE is not set: give a connection string, or start with deploy/run, which keeps a database."
            );
        builder.Services.AddMsoNetwork(connect is null ? Checked(database) : connect(Checked(database)));
        builder.Services.AddSingleton(new DemoSetting(builder.Configuration));
        builder.Services.AddSingleton(new NewerDatabase(builder.Configuration));
        var seeds = builder.Configuration["SEEDS"] ?? "seeds";
        builder.Services.AddSingleton(new FundingFolder(Path.Combine(seeds, "funding")));
        builder.Services.AddSingleton(new AdviceFolder(Path.Combine(seeds, "advice")));
        builder.Services.AddSingleton(new GuideFolder(Path.Combine(seeds, "guides")));
        builder.Services.AddSingleton(new NewsFolder(Path.Combine(seeds, "news")));
        ConfiguredSearch.Configure(builder);
        builder.Services.AddSingleton(ConfiguredErasure.Files(builder.Configuration));
        builder.Services.AddSingleton(ConfiguredErasure.Periods(builder.Configuration));
        return builder;
    }

    private static string Checked(string database)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(database);
            if (settings is { Host.Length: > 0, Port: >= 1 and <= ushort.MaxValue }) return settings.ConnectionString;
        }
        catch (ArgumentException)
        {
            // It is told below, without what was written there: it may hold a password.
        }

        throw new WrongSettingException(
            "MSONET_DATABASE is not a connection string. One looks like Host=localhost;Port=5432;Database=msonet;Username=msonet;Password=…"
        );
    }

    /// <returns>False where nothing is to be seeded: in a newer program's database, and in one that takes no writes.</returns>
    public static async Task<bool> MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<NetworkContext>().Database;
        await using var turn = await MigrationTurn.TakeAsync(
            database,
            () => Console.WriteLine("Another start is migrating; waiting for it …"),
            cancellationToken
        );
        var state = await MigrationState.ReadAsync((NpgsqlConnection)database.GetDbConnection(), cancellationToken);
        if (services.GetRequiredService<NewerDatabase>().ProblemOf(state) is { } problem) throw new NewerDatabaseException(problem);
        if (state.Unknown.Count > 0)
        {
            Console.WriteLine($"Tables: of a newer program ({state.Unknown[^1]}), which only adds; nothing is migrated or seeded.");
            return false;
        }

        var pending = state.Pending.Count;
        if (pending == 0 && await turn.IsReadOnlyAsync(cancellationToken))
        {
            Console.WriteLine("Tables: up to date, in a database that takes no writes; nothing is seeded.");
            return false;
        }

        await database.MigrateAsync(cancellationToken);
        await turn.LearnTypesAsync(cancellationToken);
        Console.WriteLine(pending == 0 ? "Tables: up to date." : $"Tables: brought to this version by {pending} migrations.");
        return true;
    }

    public static async Task SeedAsync(WebApplicationBuilder builder, IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        var isDemo = services.GetRequiredService<DemoSetting>().IsOn;
        await (isDemo ? DemoDatabase.RefuseOthersAsync(database, cancellationToken)
            : DemoDatabase.RefuseDemoAsync(database, cancellationToken));
        var seeds = new SeedNetwork(database, services.GetRequiredService<TimeProvider>())
        {
            Say = Console.WriteLine,
            OnlyReference = isDemo,
        };
        await seeds.RunAsync(builder.Configuration["SEEDS"] ?? "seeds", builder.Configuration["BOUNDARIES"], cancellationToken);
        services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().Invalidate();
        services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().Invalidate();
        if (!isDemo) return;
        await using var scope = services.CreateAsyncScope();
        var demo = new SeedDemo(scope.ServiceProvider.GetRequiredService<DbContext>(), database,
            scope.ServiceProvider.GetRequiredService<Persons>(), services.GetRequiredService<OrganisationStore>(),
            services.GetRequiredService<TimeProvider>())
        { Say = Console.WriteLine };
        await demo.RunAsync(cancellationToken);
    }
}
