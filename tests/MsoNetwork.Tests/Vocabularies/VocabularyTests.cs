using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Tests.Vocabularies;

/// <summary>A database of its own with the committed vocabularies.</summary>
public sealed class SeededVocabularies(TestCluster cluster) : IAsyncLifetime
{
    public VocabularySet Terms { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddMsoNetwork(await cluster.CreateDatabaseAsync(CancellationToken.None));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NetworkContext>().Database.MigrateAsync();
        var database = provider.GetRequiredService<NpgsqlDataSource>();
        var folder = Path.Combine(Repository.Root, "seeds", "vocabularies");
        await SeedVocabularies.RunAsync(database, folder, CancellationToken.None);
        await SeedVocabularies.RunAsync(database, folder, CancellationToken.None);
        Terms = await VocabularyLoader.LoadAsync(database, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class VocabularyTests(SeededVocabularies seeded) : IClassFixture<SeededVocabularies>
{
    private static readonly string[] Languages = ["ar", "de", "en", "fa", "fr", "kmr", "pl", "ro", "ru", "tr", "uk"];

    [Theory]
    [InlineData(VocabularyName.Topics)]
    [InlineData(VocabularyName.TargetGroups)]
    [InlineData(VocabularyName.Offers)]
    [InlineData(VocabularyName.OrganisationKinds)]
    [InlineData(VocabularyName.Origins)]
    public void Every_term_has_a_label_in_each_of_the_eleven_languages(VocabularyName name)
    {
        Assert.NotEmpty(seeded.Terms[name].Terms);
        Assert.All(seeded.Terms[name].Terms, term => Assert.Equal(Languages, term.Labels.Select(label => label.Language)));
    }

    [Theory]
    [InlineData("education", "education")]
    [InlineData("Bildung", "education")]
    [InlineData("EĞİTİM", "education")]
    [InlineData("vatandaşlığa geçiş", "naturalisation")]
    [InlineData("Sprachfoerderung", "language-de")]
    [InlineData("Quantenphysik", null)]
    public void A_topic_is_found_by_key_label_or_synonym_in_any_language(string word, string? key) =>
        Assert.Equal(key, seeded.Terms[VocabularyName.Topics].Resolve(word)?.Key);

    [Fact]
    public void Every_label_in_every_language_is_its_own_term_s()
    {
        var wrong = from name in Enum.GetValues<VocabularyName>()
                    from term in seeded.Terms[name].Terms
                    from label in term.Labels
                    let found = seeded.Terms[name].Resolve(label.Label)
                    where found != term
                    select $"{name}: {label.Label} ({label.Language}) of {term.Key} is {found?.Key}";
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("romanî", "ro")]
    [InlineData("ROMANÎ", "ro")]
    [InlineData("Romani", "rom")]
    public void A_spelling_that_is_exact_wins_over_one_that_is_folded(string word, string key) =>
        Assert.Equal(key, seeded.Terms[VocabularyName.Languages].Resolve(word)?.Key);

    [Fact]
    public void An_unknown_language_falls_back_to_German_and_a_region_tag_to_its_language()
    {
        var housing = seeded.Terms[VocabularyName.Topics].ByKey("housing")!;
        Assert.Equal("Wohnen", housing.Label("xx"));
        Assert.Equal(housing.Label("kmr"), housing.Label("ku-TR"));
        Assert.Equal("Wohnen", housing.Label("kus"));
        Assert.Equal(housing.Label("en"), housing.Label("en-GB"));
        Assert.Equal(housing.Label("kmr"), housing.Label("ku"));
    }

    [Fact]
    public void A_narrower_term_knows_its_broader_one() =>
        Assert.Equal("anti-discrimination", seeded.Terms[VocabularyName.Topics].ByKey("antisemitism")!.Broader?.Key);
}
