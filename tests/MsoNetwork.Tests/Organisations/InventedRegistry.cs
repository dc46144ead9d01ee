using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using NetTopologySuite.Geometries;
using Npgsql;

namespace MsoNetwork.Tests.Organisations;

/// <summary>A registry of 700 invented organisations: many at the same points, with equal names and equal times.</summary>
public sealed class InventedRegistry(TestCluster cluster) : IAsyncLifetime
{
    private static readonly string[] TopicKeys = ["education", "school", "culture", "care", "parents", "refugees", "football", "work"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private ServiceProvider? _services;

    public IServiceProvider Services => _services!;

    public OrganisationStore Store => _services!.GetRequiredService<OrganisationStore>();

    public NpgsqlDataSource Database => _services!.GetRequiredService<NpgsqlDataSource>();

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    public TermFrequencies Frequencies { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddMsoNetwork(await cluster.CreateDatabaseAsync(CancellationToken.None));
        _services = services.BuildServiceProvider();
        await using var scope = Scope();
        await Context(scope).Database.MigrateAsync();
        await SeedRegions.RunAsync(Database, Path.Combine(Repository.Root, "seeds", "regions"), CancellationToken.None);
        await SeedVocabularies.RunAsync(Database, Path.Combine(Repository.Root, "seeds", "vocabularies"), CancellationToken.None);
        Gazetteer = await GazetteerLoader.LoadAsync(Database, CancellationToken.None);
        Vocabularies = await VocabularyLoader.LoadAsync(Database, CancellationToken.None);
        await FillAsync(700);
        await using var analyse = Database.CreateCommand("ANALYZE organisations");
        await analyse.ExecuteNonQueryAsync();
        Frequencies = await TermFrequencies.LoadAsync(Database, CancellationToken.None);
    }

    public AsyncServiceScope Scope() => _services!.CreateAsyncScope();

    public static NetworkContext Context(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<NetworkContext>();

    /// <summary>Asks as a request does and gives the answer as JSON.</summary>
    public Task<JsonElement> AskAsync(string query, string variables = "{}") => Question.AskAsync(_services!, query, variables);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public Organisation Invent(Random random, int number)
    {
        var towns = Gazetteer.Regions.Where(region => region.Level == RegionLevel.Municipality).ToList();
        // A third in three towns, so that many lie equally far.
        var town = random.Next(3) == 0 ? towns[random.Next(3) * 100] : towns[random.Next(towns.Count)];
        var precision = random.Next(2) == 0 ? LocationPrecision.Municipality : LocationPrecision.Address;
        var name = string.Create(CultureInfo.InvariantCulture, $"Erfunden {random.Next(300)}");
        return new Organisation
        {
            Id = new Guid(number, 7, 7, [.. Enumerable.Repeat((byte)number, 8)]),
            Slug = string.Create(CultureInfo.InvariantCulture, $"erfunden-{number}"),
            Name = name,
            SortName = MsoNetwork.Text.Folding.SortKey(name),
            Town = town.Name,
            MunicipalityKey = town.Key,
            Location = new Point(
                town.Centre.Longitude + ((random.NextDouble() - 0.5) / 10),
                town.Centre.Latitude + ((random.NextDouble() - 0.5) / 10)
            )
            {
                SRID = 4326,
            },
            Precision = precision,
            ActiveIn = random.Next(10) == 0 ? ["05"] : random.Next(5) == 0 ? [towns[random.Next(towns.Count)].Key[..5]] : [],
            Topics = [.. TopicKeys.Where(_ => random.Next(3) == 0)],
            TargetGroups = number % 3 == 0 ? ["women"] : [],
            Offers = number % 4 == 0 ? ["advice"] : [],
            Languages = random.Next(2) == 0 ? ["tr"] : ["ar", "uk"],
            Origins = number % 6 == 0 ? ["SY"] : [],
            Kind = number % 7 == 0 ? "sports-club" : null,
            Status = random.Next(12) == 0 ? OrganisationStatus.Dissolved : OrganisationStatus.Active,
            Verification = number % 5 == 0 ? VerificationState.ConfirmedByOrganisation : VerificationState.Unverified,
            VerifiedOn = number % 5 == 0 ? new DateOnly(2026, 1, 1 + (number % 28)) : null,
            CreatedAt = Start,
            UpdatedAt = Start.AddHours(random.Next(200)),
        };
    }

    public async Task AddAsync(params Organisation[] organisations)
    {
        await using var scope = Scope();
        var context = Context(scope);
        context.AddRange(organisations);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
    }

    private async Task FillAsync(int count)
    {
        var random = new Random(7);
        await using var scope = Scope();
        Context(scope).AddRange(Enumerable.Range(1, count).Select(number => Invent(random, number)));
        await Context(scope).SaveChangesAsync();
    }
}
