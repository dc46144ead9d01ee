using MsoNetwork.News;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.News;

/// <summary>/de/neuigkeiten: what others published, by topic and region.</summary>
internal sealed class NewsModel(Registry registry, NewsStore news) : SitePage
{
    private const int Shown = 30;

    public List<FormProblem> Problems { get; } = [];

    public VocabularySet Vocabularies { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    public Term? Topic { get; private set; }

    public RegionEntry? Region { get; private set; }

    /// <summary>As typed.</summary>
    public string Place { get; private set; } = "";

    public IReadOnlyList<NewsEntry> Entries { get; private set; } = [];

    /// <summary>The cursor of the next page.</summary>
    public string? Next { get; private set; }

    public IEnumerable<Term> Topics => Vocabularies[VocabularyName.Topics].Terms.Where(term => term.Broader is null);

    public async Task OnGetAsync()
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        (Topic, Region, var problems) = Read(Request.Query, Gazetteer, Vocabularies);
        Problems.AddRange(problems);
        Place = PlaceOf(Request.Query, Gazetteer);
        if (Place.Length == 0 && Region is { Level: > RegionLevel.State }) Place = Region.Name;
        var after = Request.Query["after"].ToString() is { Length: > 0 and <= 500 } cursor ? cursor : null;
        var page = Page(after) ?? Page(null)!;
        var edges = await page.EdgesAsync(Aborted);
        Entries = [.. edges.Select(edge => edge.Row)];
        Next = await page.HasNextPageAsync(Aborted) ? edges[^1].Cursor : null;
        Title = T["news.title"];
        Description = T["news.lead"];
        Unlisted = Request.QueryString.HasValue;
    }

    /// <summary>The same choice as a query: for the feeds and the next page.</summary>
    public string Chosen => Query(Topic, Region);

    /// <summary>A choice as a query, without a question mark.</summary>
    public static string Query(Term? topic, RegionEntry? region) => string.Join(
        '&', new[] { ("topic", topic?.Key), ("region", region?.Key) }.Where(one => one.Item2 is not null)
            .Select(one => $"{one.Item1}={one.Item2}"));

    /// <summary>What an address asks for.</summary>
    public static (Term? Topic, RegionEntry? Region, IReadOnlyList<FormProblem> Problems) Read(
        IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies)
    {
        var place = PlaceOf(query, gazetteer);
        var region = gazetteer.ByKey(query["region"].ToString()) ?? (place.Length == 0 ? null
            : TypedPlace.Postcode(place, gazetteer) is { } postcode ? gazetteer.ByPostcode(postcode).First().Municipality
            : TypedPlace.Region(place, gazetteer));
        var topic = vocabularies[VocabularyName.Topics].ByKey(query["topic"].ToString());
        List<FormProblem> problems = region is null && place.Length > 0 ? [TypedPlace.Unknown(place, "place", gazetteer)] : [];
        if (topic is null) Unknown("topic");
        if (region is null) Unknown("region");
        return (topic, region, problems);

        void Unknown(string parameter)
        {
            if (query[parameter].ToString() is { Length: > 0 } given)
                problems.Add(new FormProblem("problem.filter", FormProblem.Short(given), parameter));
        }
    }

    public string Address(string topic, string place) =>
        $"{Path("neuigkeiten")}?topic={Uri.EscapeDataString(topic)}&place={Uri.EscapeDataString(place)}";

    private static string PlaceOf(IQueryCollection query, Gazetteer gazetteer) =>
        query["place"].ToString().Trim() is { Length: <= 200 } typed ? TypedPlace.Read(typed, gazetteer) : "";

    // A cursor that somebody made up shows the first page.
    private Relay.Lists.ListPage<NewsEntry>? Page(string? after)
    {
        try
        {
            return news.Page(Topic, Region, PageRequest.Check(Shown, after, null, null));
        }
        catch (Errors.NetworkException) when (after is not null)
        {
            return null;
        }
    }
}
