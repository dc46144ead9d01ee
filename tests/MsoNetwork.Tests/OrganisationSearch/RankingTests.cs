using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>
/// Rule 8, step by step: of each two entries the first one is better in one step of the order and worse in every later one, so
/// nothing else can have decided.
/// </summary>
public sealed class RankingTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IAsyncLifetime
{
    private const string Place = "05515000"; // Münster

    private readonly Dictionary<Guid, string> _names = [];
    private DirectoryPhrases _known = null!;

    public async ValueTask InitializeAsync() =>
        _known = await network.Services.GetRequiredService<PhraseBook>().GetAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public Task More_words_matched_before_fewer_typos() => FirstAsync(
        "Quallenzucht Zwitscherlaub",
        Document("mehr", 9) with { Descriptions = Text("Von Quallenzucht und Zwitscherlaup.") },
        Document("Quallenzucht", 1));

    [Fact]
    public Task Fewer_typos_before_the_field() => FirstAsync(
        "Quallenzzucht", Document("weniger", 9) with { Descriptions = Text("Von Quallenzucht.") }, Document("Quallenzuhct", 1));

    [Fact]
    public async Task No_typo_beside_the_very_word() => Assert.Equal(
        ["Die Quallenzucht"], await FoundAsync("Quallenzucht", Document("Die Quallenzucht", 9), Document("Quallenzuhct", 1)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Name_before_alternative_name_before_term_before_town_before_description(int better)
    {
        var fields = new[]
        {
            Document("Die Quallenzuchten", 9), // with another ending: a better field is worth more than exactness
            Document("eins zwei drei", 8) with { AlternateNames = ["Die Quallenzuchten"] },
            Document("eins zwei", 7) with { Keywords = ["Quallenzuchten"] },
            Document("eins", 6) with { Town = "Quallenzuchten" },
            Document("null", 1) with { Descriptions = Text("Quallenzucht") },
        };
        return FirstAsync("Quallenzucht", fields[better], fields[better + 1]);
    }

    [Theory]
    [InlineData("Quallenzucht", "Quallenzuchten")] // the very word before another ending
    [InlineData("Quallenzuchten", "Quallenzuchtverein")] // that before a beginning or a compound
    [InlineData("Quallenzuchtverein", "Süßwasserquallenzucht")] // that before the end of one
    public Task Exactness_before_the_distance(string better, string worse) =>
        FirstAsync(
            "Quallenzucht",
            Document($"{better} und viele andere Worte", 9, "05378"),
            Document(worse, 1, Place),
            new NearInput { Municipality = "Münster", RadiusKm = 300 }
        );

    [Fact]
    public Task The_nearer_one_before_the_shorter_name_and_the_fresher_entry() =>
        FirstAsync("Quallenzucht Bonn", Document("Quallenzucht und viele andere Worte", 9, "05382"), Document("Quallenzucht", 1, "05566"));

    [Fact]
    public Task The_shorter_name_before_the_fresher_entry() =>
        FirstAsync("Quallenzucht", Document("Quallenzucht", 9), Document("Quallenzucht und viele andere Worte", 1));

    [Fact]
    public Task The_fresher_entry_before_the_smaller_id() =>
        FirstAsync("Quallenzucht", Document("Quallenzucht a", 1, id: 2), Document("Quallenzucht b", 2, id: 1));

    [Fact]
    public Task A_confirmation_makes_an_old_entry_fresh_and_an_old_one_is_lower_but_there() =>
        FirstAsync(
            "Quallenzucht",
            Document("Quallenzucht a", 3650, id: 2) with
            {
                Verification = VerificationState.ConfirmedByOrganisation,
                VerifiedOn = new DateOnly(2026, 11, 25),
            },
            Document("Quallenzucht b", 3649, id: 1)
        );

    [Fact]
    public Task What_is_confirmed_before_what_nobody_stands_for_though_it_came_in_today() =>
        FirstAsync(
            "Quallenzucht",
            Document("Quallenzucht a", 400, id: 2) with
            {
                Verification = VerificationState.VerifiedByCentre,
                VerifiedOn = new DateOnly(2026, 1, 24),
            },
            Document("Quallenzucht b", 0, id: 1)
        );

    [Fact]
    public Task The_smaller_id_decides_between_equals() =>
        FirstAsync("Quallenzucht", Document("Quallenzucht a", 1, id: 1), Document("Quallenzucht b", 1, id: 2));

    private async Task<List<string>> FoundAsync(string query, params OrganisationDocument[] documents) =>
        [.. (await AnswerAsync(query, documents, null)).Hits.Select(hit => _names[hit.Id])];

    /// <summary>Asks with the two in both orders of the index; all hits are there, the better one first.</summary>
    private async Task FirstAsync(string query, OrganisationDocument better, OrganisationDocument worse, NearInput? near = null)
    {
        foreach (var documents in (OrganisationDocument[][])[[better, worse], [worse, better]])
        {
            var answer = await AnswerAsync(query, documents, near);
            Assert.Equal([better.Name, worse.Name], answer.Hits.Select(hit => _names[hit.Id]));
        }
    }

    private async Task<SearchAnswer> AnswerAsync(string query, OrganisationDocument[] documents, NearInput? near)
    {
        var index = new OrganisationIndex(network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>());
        index.Replace(documents);
        var filter = new OrganisationFilter { Near = near };
        var question = new SearchQuestion(
            UnderstoodQuery.Read(query, _known),
            filter,
            new OrganisationCriteria(filter, _known.Gazetteer, _known.Vocabularies),
            10,
            null,
            new HashSet<FacetName>()
        );
        return await new BuiltInEngine(index, network.Services.GetRequiredService<PhraseBook>()).SearchAsync(
            question,
            TestContext.Current.CancellationToken
        );
    }

    private static Dictionary<string, string> Text(string german) => new() { ["de"] = german };

    /// <param name="name">Its name.</param>
    /// <param name="daysOld">Days since the last change; the older, the lower.</param>
    /// <param name="region">A prefix of the municipality's key.</param>
    /// <param name="id">0: higher than all others that were given, so that a tie would decide against it.</param>
    private OrganisationDocument Document(string name, int daysOld, string region = Place, int id = 0)
    {
        var town = _known.Gazetteer.Regions.First(town =>
            town.Level == RegionLevel.Municipality && town.Key.StartsWith(region, StringComparison.Ordinal)
        );
        var document = new OrganisationDocument
        {
            Id = new Guid(id == 0 ? 1_000 + daysOld : id, 0, 0, new byte[8]),
            Name = name,
            SortName = MsoNetwork.Text.Folding.SortKey(name),
            Town = town.Name,
            MunicipalityKey = town.Key,
            Location = town.Centre,
            UpdatedAt = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero).AddDays(-daysOld),
        };
        _names[document.Id] = name;
        return document;
    }
}
