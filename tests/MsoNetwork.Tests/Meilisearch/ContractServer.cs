using MsoNetwork.DirectorySearch;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Text;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>
/// Meilisearch with an index of its own and a dozen organisations: a real one where MSONET_MEILISEARCH_URL names it, else the model.
/// </summary>
public sealed class ContractServer(TestCluster cluster) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _index = $"msonet_test_{Guid.NewGuid():N}";
    private SeededNetwork? _network;
    private MeilisearchClient _client = null!;
    private MeilisearchClient _master = null!;
    private MeilisearchKeys? _keys;

    public static string? Url => Environment.GetEnvironmentVariable("MSONET_MEILISEARCH_URL");

    private static readonly OrganisationDocument[] Documents =
    [
        Entry(1, "Frauenverein Regenbogen", updated: 2026),
        Entry(2, "Frauen Verein", updated: 2020),
        Entry(3, "Çiçek", languages: ["tr"], keywords: ["Straßenfest"]),
        Entry(4, "Український дім", origins: ["UA"], description: "Bibliothek und Kultur"),
        Entry(5, "Bibliothek International", town: "Dortmund", municipality: "05913000", postcode: "44137", at: new(51.514, 7.465)),
        Entry(6, "Lernhaus", topics: ["school"], town: "Düren", municipality: "05358008", postcode: "52349", at: new(50.804, 6.482)),
        Entry(7, "Lernhaus am Dom", topics: ["school"]),
        Entry(
            8,
            "Aachener Bündnis",
            town: "Aachen",
            municipality: "05334002",
            postcode: "52062",
            at: new(50.776, 6.084),
            activeIn: ["05358"]
        ),
        Entry(9, "Kind und Kegel"),
    ];

    internal Asked Asked { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await SeededNetwork.NewAsync(cluster);
        Asked = await Asked.OfAsync(_network);
        var fake = Url is { Length: > 0 } ? null : new FakeMeilisearch();
        MeilisearchClient With(string? key) =>
            fake?.Client(key: key) ?? MeilisearchClient.Create(new Uri(Url!), key, TimeProvider.System);
        _master = With(Environment.GetEnvironmentVariable("MSONET_MEILISEARCH_KEY") ?? "master");
        _keys = await MeilisearchKeys.CreateAsync(_master, With, CancellationToken.None); // all of the rules with the least rights
        _client = With(_keys.Serving.Key);
        await _client.WaitAsync(await _client.CreateIndexAsync(_index, CancellationToken.None), Patience, CancellationToken.None);
        await _client.WaitAsync(
            await _client.UpdateSettingsAsync(
                _index,
                new IndexSettings { Synonyms = new DirectoryTokens(Asked.Vocabularies, Asked.Gazetteer).Synonyms },
                CancellationToken.None),
            Patience,
            CancellationToken.None
        );
        var writer = new IndexWriter(_client, _index, Patience);
        var shape = new DocumentShape(Asked.Vocabularies, new CompoundWords(Asked.Vocabularies, Asked.Gazetteer));
        foreach (var document in Documents) await writer.AddAsync(shape.Of(document), CancellationToken.None);
        await writer.FinishAsync(CancellationToken.None);
    }

    /// <summary>The numbers of the entries found, best first, and the whole answer.</summary>
    public Task<(List<int> Found, SearchAnswer Answer)> SearchAsync(
        string text,
        OrganisationFilter? filter = null,
        params FacetName[] facets
    ) => AskAsync(Asked.Question(text, filter, facets: facets));

    /// <summary>The same for a question.</summary>
    public async Task<(List<int> Found, SearchAnswer Answer)> AskAsync(SearchQuestion question)
    {
        var answer = await new MeilisearchEngine(_client, Asked.Terms, Asked.Regions, _index).SearchAsync(
            question,
            TestContext.Current.CancellationToken
        );
        return ([.. answer.Hits.Select(hit => Array.FindIndex(Documents, document => document.Id == hit.Id) + 1)], answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DeleteIndexAsync(_index, CancellationToken.None);
        foreach (var key in _keys is null ? [] : new[] { _keys.Serving, _keys.Searching })
            await _master.DeleteKeyAsync(key.Uid, CancellationToken.None);
        if (_network is not null) await _network.DisposeAsync();
    }

    private static OrganisationDocument Entry(
        int number,
        string name,
        string town = "Köln",
        string municipality = "05315000",
        string postcode = "50667",
        Position? at = null,
        string[]? topics = null,
        string[]? languages = null,
        string[]? origins = null,
        string[]? keywords = null,
        string[]? activeIn = null,
        string? description = null,
        int updated = 2024
    ) =>
        new()
        {
            Id = new Guid(number, 0, 0, new byte[8]),
            Name = name,
            SortName = Folding.SortKey(name),
            Town = town,
            MunicipalityKey = municipality,
            Postcode = postcode,
            Location = at ?? new Position(50.938, 6.957),
            Topics = topics ?? [],
            Languages = languages ?? [],
            Origins = origins ?? [],
            Keywords = keywords ?? [],
            ActiveIn = activeIn ?? [],
            Descriptions = description is null ? [] : new Dictionary<string, string> { ["de"] = description },
            UpdatedAt = new DateTimeOffset(updated, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
}
