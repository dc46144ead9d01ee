using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>Everything that has a name is understood by each of its names: the whole vocabularies and all towns are asked.</summary>
public sealed class UnderstoodLawTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IAsyncLifetime
{
    private DirectoryPhrases _known = null!;

    public async ValueTask InitializeAsync() =>
        _known = await network.Services.GetRequiredService<PhraseBook>().GetAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(VocabularyName.Topics)]
    [InlineData(VocabularyName.TargetGroups)]
    [InlineData(VocabularyName.Offers)]
    [InlineData(VocabularyName.OrganisationKinds)]
    [InlineData(VocabularyName.Languages)]
    [InlineData(VocabularyName.Origins)]
    public void Every_label_and_synonym_in_every_language_means_its_term(VocabularyName vocabulary)
    {
        var (asked, wrong) = (0, new List<string>());
        foreach (var term in _known.Vocabularies[vocabulary].Terms)
        {
            Assert.Equal(11, term.Labels.Select(label => label.Language).Distinct().Count());
            foreach (var label in term.Labels)
            {
                foreach (var text in label.Synonyms.Prepend(label.Label))
                {
                    asked++;
                    if (!Read(text).Any(part => part.Terms.Contains(term))) wrong.Add($"{label.Language} {text} ({term.Key})");
                }
            }
        }

        Assert.True(asked >= 11 * _known.Vocabularies[vocabulary].Terms.Count);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked}: {string.Join(", ", wrong.Take(60))}");
    }

    [Fact]
    public void Every_name_of_every_town_in_any_language_means_the_town()
    {
        var (asked, wrong) = (0, new List<string>());
        foreach (var town in _known.Gazetteer.Regions.Where(region => region.Level == RegionLevel.Municipality))
        {
            foreach (var name in town.OtherNames.Prepend(town.Name))
            {
                asked++;
                if (!Read(name).Any(part => part.Regions.Contains(town))) wrong.Add($"{name} ({town.Name})");
            }
        }

        Assert.True(asked > 900, $"{asked}");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked}: {string.Join(", ", wrong.Take(60))}");
    }

    [Fact]
    public void Every_postcode_means_its_towns()
    {
        var postcodes = _known.Gazetteer.Postcodes.GroupBy(entry => entry.Postcode, StringComparer.Ordinal).ToList();
        Assert.True(postcodes.Count > 800, $"{postcodes.Count}");
        foreach (var entries in postcodes)
            Assert.Equal(
                entries.Select(entry => entry.Municipality.Key).Distinct().Order(),
                Assert.Single(Read($"Eltern {entries.Key}")[1..]).Regions.Select(region => region.Key).Distinct().Order()
            );
    }

    private List<UnderstoodPart> Read(string text) => [.. UnderstoodQuery.Read(text, _known).Parts];
}
