using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Import;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>A registry of invented organisations, written by the import and read by the search.</summary>
public sealed class SearchedNetwork(TestCluster cluster) : IAsyncLifetime
{
    private const string Invented = """
        external_id,name,town,postcode,alternate_names,kind,topics,target_groups,languages,origins,offers,active_in,description_de,latitude,longitude
        frauen-koeln,Frauenverein Erfundene Rose e.V.,Köln,,,womens-organisation,,women,tr,TR,,,,,
        frauen-apart,Frauen Verein Sonne (erfunden),Köln,,,,,,,,,,,,
        maedchen,Mädchenhaus Erfindung,Bonn,,MHE|Maison des filles,,,,,,,,,,
        kulturen,Haus der Kulturen (erfunden),Essen,,,,culture,,,,,,,,
        sprache,Sprachförderung Phantasie,Essen,,,,language-de,,,,,,,,
        ukraine,Україна Разом (вигадано),Dortmund,,,,,,uk,UA,,,,,
        greek,Ελληνική Κοινότητα (erfunden),Wuppertal,,,,,,el,GR,,,,,
        turkish,Işık Derneği İyilik (erfunden),Duisburg,,,,,,tr,TR,,,,,
        strasse,Straßenkinder Größe e.V.,Aachen,,,,,,,,,,,,
        moroccan,Atlas Duisburg (erfunden),Duisburg,,,,,,ar,MA,,,,,
        kurdish,Newroz (erfunden),Dortmund,,,,language-de,women,kmr,kurdish,,,Ein Deutschkurs für Frauen.,,
        vmdo,V.M.D.O. (erfunden),Dortmund,,Verbund der Erfundenen,umbrella-body,,,,,,,,,
        eltern-dueren,Elternkreis Erfindung,Düren,52349,,,parents,,,,,,,,
        eltern-juelich,Elternrunde Erfindung,Jülich,,,,parents,,,,,,,,
        eltern-aachen,Elternkreis Kaiserstadt (erfunden),Aachen,,,,parents,,,,,,,,
        nur-text,Erfundener Kreis,Münster,,,,,,,,,,Wir lesen gemeinsam Gedichte.,,
        nur-name,Gedichte und Lieder (erfunden),Münster,,,,,,,,,,,,
        zwei-namen,Erfundene Runde,Münster,,Gedichte aus aller Welt,,,,,,,,,,
        wirkt-in,Erfundene Brücke,Bonn,,,,,,,,,Siegen,,,
        geschwister,Erfundene Geschwister,Hagen,,,,,,,,,,,,
        kultur,Ein Haus der Kultur (erfunden),Essen,,,,,,,,,,,,
        arbeit,Arbeit für alle (erfunden),Bielefeld,,,,work,,,,,,,,
        tanz,Tanz und mehr (erfunden),Minden,,,,dance,,,,,,,,
        thema,Runde mit Thema (erfunden),Witten,,,,education,,,,,,,,
        thema-darunter,Witten lernt (erfunden),Witten,,,,school,,,,,,,,
        synagoge,Haus an der Synagoge (erfunden),Herne,,,intercultural-centre,,,,,,,,,
        jugend,Jugend Erfindung Herten,Herten,,,,,,,,,,,,
        islam,Islamische Runde (erfunden),Herten,,,,,,,,,,,,
        roma,Roma Selbsthilfe (erfunden),Herten,,,,,,,,,,,,
        staedte,Beratung Gelsenkirchen (erfunden),Gelsenkirchen,,,,,,,,,,,,
        portugal,Portugiesische Runde (erfunden),Gelsenkirchen,,,,,,,,,,,,
        glaube,Begegnung im Glauben (erfunden),Herne,,,,religion,,,,,,,,
        """;

    private SeededNetwork? _network;

    public SeededNetwork Network => _network!;

    public IServiceProvider Services => Network.Services;

    public async ValueTask InitializeAsync()
    {
        _network = await SeededNetwork.NewAsync(cluster);
        await using (var clean = Network.Database.CreateCommand("TRUNCATE organisations CASCADE")) await clean.ExecuteNonQueryAsync();
        await ImportAsync(Invented);
        await LoadAsync(Services);
    }

    public async Task ImportAsync(string csv)
    {
        var report = await new Importer(Network.Database, TimeProvider.System).RunAsync(
            new ImportOptions(Network.Write("invented.csv", csv), "erfunden"), null, TestContext.Current.CancellationToken);
        Assert.Equal(ImportOutcome.Written, report.Outcome);
    }

    /// <summary>Reads the registry into the index, as a starting server does.</summary>
    public static async Task LoadAsync(IServiceProvider services)
    {
        await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(TestContext.Current.CancellationToken);
        await using var connection = await services
            .GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        var index = services.GetRequiredService<OrganisationIndex>();
        var builder = index.Builder();
        await foreach (var document in OrganisationDocuments.AllAsync(connection, TestContext.Current.CancellationToken))
            builder.Add(document);
        index.Replace(builder);
    }

    public async Task<JsonElement> SearchAsync(string text, string selection, string arguments = "") =>
        (
            await Question.AskAsync(
                Services,
                $"query ($text: String!) {{ searchOrganisations(query: $text, first: 100{arguments}) {{ {selection} }} }}",
                JsonSerializer.Serialize(new { text })
            )
        )
            .GetProperty("data")
            .GetProperty("searchOrganisations");

    /// <summary>The names found, best first.</summary>
    public async Task<List<string>> FindAsync(string text, string arguments = "") =>
        [
            .. (await SearchAsync(text, "nodes { name }", arguments))
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("name").GetString()!),
        ];

    public async ValueTask DisposeAsync()
    {
        if (_network is not null) await _network.DisposeAsync();
    }
}
