using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>What holds for every term in every language, and for every town: the whole vocabulary is asked, not examples of it.</summary>
[Trait("Speed", "Slow")]
public sealed class VocabularyLawTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IAsyncLifetime
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private readonly Dictionary<Guid, string> _names = [];
    private DirectoryPhrases _known = null!;
    private OrganisationIndex _index = null!;
    private BuiltInEngine _search = null!;

    public async ValueTask InitializeAsync()
    {
        _known = await network.Services.GetRequiredService<PhraseBook>().GetAsync(TestContext.Current.CancellationToken);
        _index = new OrganisationIndex(network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>());
        _search = new BuiltInEngine(_index, network.Services.GetRequiredService<PhraseBook>());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    [InlineData("tr")]
    [InlineData("ar")]
    [InlineData("uk")]
    [InlineData("ru")]
    [InlineData("fr")]
    [InlineData("pl")]
    [InlineData("ro")]
    [InlineData("kmr")]
    [InlineData("fa")]
    public async Task Every_topics_label_with_every_districts_town_finds_who_works_on_it_there(string language)
    {
        var topics = _known.Vocabularies[VocabularyName.Topics].Terms;
        var towns = DistrictTowns();
        Assert.True(towns.Count >= 53, $"{towns.Count} towns");
        _index.Replace([
            .. towns.SelectMany(town =>
                topics.Select(topic => Document($"Eintrag {town.Key} {topic.Key}", town) with { Topics = [topic.Key] })
            ),
        ]);
        var wrong = new List<string>();
        foreach (var topic in topics)
        {
            foreach (var town in towns)
            {
                var text = $"{topic.Label(language)} {town.Name}";
                if (await FirstAsync(text) is var first && first != $"Eintrag {town.Key} {topic.Key}") wrong.Add($"{text}: {first}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join(", ", wrong.Take(50))}");
    }

    [Fact]
    public async Task Every_towns_name_with_one_typo_anywhere_still_finds_the_town()
    {
        var towns = _known.Gazetteer.Regions.Where(region => region.Level == RegionLevel.Municipality).ToList();
        _index.Replace([.. towns.Select(town => Document($"Eintrag {town.Key}", town))]);
        var random = new Random(20261125);
        var (asked, wrong) = (0, new List<string>());
        foreach (var town in towns)
        {
            foreach (var text in WithOneTypo(town.Name, random).Distinct())
            {
                if (_known.Of(_known.Known.Places.Find(text, Words.In(text)).Meanings).Any(other => other != town))
                    continue; // another town's name
                if (UnderstoodQuery.Read(text, _known).Parts.Any(part => IsAnother(part, town))) continue; // a word of its own
                asked++;
                if (!(await NamesAsync(text)).Contains($"Eintrag {town.Key}")) wrong.Add($"{town.Name}: {text}");
            }
        }

        Assert.True(asked > 10_000, asked.ToString(CultureInfo.InvariantCulture));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked}: {string.Join(", ", wrong.Take(50))}");
    }

    private static bool IsAnother(UnderstoodPart part, RegionEntry town) =>
        !part.Regions.Contains(town)
        && ((part.Terms.Count > 0 && part.Parsed.TermLikeness <= Likeness.Inflected)
            || (part.Regions.Count > 0 && part.Parsed.PlaceLikeness <= Likeness.Beginning));

    public static TheoryData<string> Languages { get; } = ["de", "en", "tr", "ar", "uk", "ru", "fr", "pl", "ro", "kmr", "fa"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_kinds_label_finds_the_twin_target_group_or_topic_where_nobody_is_of_the_kind(string language)
    {
        var kinds = KindTwins.All.Where(kind => kind.Twins.Any(twin => twin.Vocabulary != VocabularyName.OrganisationKinds)).ToList();
        Assert.True(kinds.Count >= 9, $"{kinds.Count} kinds");
        var towns = DistrictTowns().Take(12).ToList();
        var (asked, wrong) = (0, new List<string>());
        foreach (var (kind, twins) in kinds)
        {
            var (vocabulary, key) = twins.First(twin => twin.Vocabulary != VocabularyName.OrganisationKinds);
            _index.Replace([
                .. towns.SelectMany(town =>
                    Enumerable.Range(0, 5).Select(other => Document($"Irgendwer {town.Key} {other}", town)).Append(
                        WithTerm(Document($"Eintrag {town.Key}", town), vocabulary, key)
                    )
                ),
                Document("Von dieser Art, weit weg", DistrictTowns()[^1]) with { Kind = kind },
            ]);
            var label = _known.Vocabularies[VocabularyName.OrganisationKinds].ByKey(kind)!.Label(language);
            foreach (var town in towns)
            {
                asked++;
                var found = (await NamesAsync($"{label} {town.Name}")).Take(3).ToList();
                if (!found.Contains($"Eintrag {town.Key}")) wrong.Add($"{label} {town.Name}: {string.Join(", ", found)}");
            }
        }

        Assert.True(asked >= 9 * 12, $"{asked}");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked}: {string.Join("; ", wrong.Take(30))}");
    }

    private static OrganisationDocument WithTerm(OrganisationDocument document, VocabularyName vocabulary, string key) => vocabulary switch
    {
        VocabularyName.Topics => document with { Topics = [key] },
        VocabularyName.TargetGroups => document with { TargetGroups = [key] },
        _ => document with { Offers = [key] },
    };

    /// <summary>
    /// At each letter of each word of five and more: left out, doubled by another, another instead, changed with the next.
    /// </summary>
    private static IEnumerable<string> WithOneTypo(string name, Random random)
    {
        foreach (var word in Words.In(name).Where(word => word.Spelt.Length >= 5 && word.Length == word.Spelt.Length))
        {
            for (var at = word.Start; at < word.Start + word.Length; at++)
            {
                yield return name.Remove(at, 1);
                yield return name.Insert(at, Letters[random.Next(26)].ToString());
                yield return name.Remove(at, 1).Insert(at, Letters[random.Next(26)].ToString());
                if (at + 1 < word.Start + word.Length) yield return name.Remove(at, 1).Insert(at + 1, name[at].ToString());
            }
        }
    }

    /// <summary>The largest town of each district; a town that is a district of its own is itself.</summary>
    private List<RegionEntry> DistrictTowns() =>
        [
            .. _known
                .Gazetteer.Regions.Where(region => region.Level == RegionLevel.Municipality)
                .GroupBy(town => town.Key[..5])
                .Select(towns => towns.MaxBy(town => town.Population)!),
        ];

    private async Task<string?> FirstAsync(string text) => (await NamesAsync(text)).FirstOrDefault();

    private async Task<List<string>> NamesAsync(string text)
    {
        var filter = new OrganisationFilter();
        var question = new SearchQuestion(
            UnderstoodQuery.Read(text, _known),
            filter,
            new OrganisationCriteria(filter, _known.Gazetteer, _known.Vocabularies),
            10,
            null,
            new HashSet<FacetName>()
        );
        var answer = await _search.SearchAsync(question, TestContext.Current.CancellationToken);
        return [.. answer.Hits.Select(hit => _names[hit.Id])];
    }

    private OrganisationDocument Document(string name, RegionEntry town)
    {
        var id = Guid.NewGuid();
        _names[id] = name;
        return new OrganisationDocument
        {
            Id = id,
            Name = name,
            SortName = MsoNetwork.Text.Folding.SortKey(name),
            Town = town.Name,
            MunicipalityKey = town.Key,
            Location = town.Centre,
        };
    }
}
