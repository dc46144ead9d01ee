using MsoNetwork.Advice;
using MsoNetwork.Regions;
using MsoNetwork.SeedFiles;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Advice;

/// <summary>/de/beratung: who can help with what, and where.</summary>
internal sealed class AdviceModel(Registry registry, FindAdvice advice, AdviceFiles files) : SitePage
{
    /// <summary>Shown; those behind them help least.</summary>
    public const int Most = 12;

    public List<FormProblem> Problems { get; } = [];

    /// <summary>As typed; the key of a need from a link.</summary>
    public string Topic { get; private set; } = "";

    public string Place { get; private set; } = "";

    /// <summary>Null as long as nobody asked.</summary>
    public AdviceAnswer? Found { get; private set; }

    public VocabularySet Vocabularies { get; private set; } = null!;

    public IReadOnlyList<AdviceNeed> Needs => files.Needs;

    /// <summary>What the field shows: a need by its name.</summary>
    public string ShownTopic => Needs.Any(need => need.Key == Topic) ? Name(Topic) : Topic;

    /// <summary>Of what the files say: they are German and English.</summary>
    public string ContentLanguage => Language.Tag == "en" ? "en" : "de";

    public async Task OnGetAsync()
    {
        (var gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        Topic = Typed("topic", FindAdvice.LongestTopic);
        var typed = Typed("place", 200);
        Place = TypedPlace.Read(typed, gazetteer);
        Title = T["advice.title"];
        Description = T["advice.lead"];
        Unlisted = Request.QueryString.HasValue;
        var place = Region(Place, gazetteer);
        if (place is null && Place.Length > 0) Problems.Add(TypedPlace.Unknown(Place, "place", gazetteer));
        if (NearPosition(Place)) Place = place?.Name ?? Place;
        if (Topic.Length == 0 && typed.Length == 0) return;
        Found = await advice.RunAsync(Topic, place, Aborted);
    }

    public string Name(string need) => AdviceSentences.Need(need, Language.Tag);

    public string In(SeedText text) => text.In(ContentLanguage);

    public string Sentence(AdviceReason reason) => AdviceSentences.Of(reason, Vocabularies, Language.Tag);

    /// <summary>Needs and terms that the topic was understood as.</summary>
    public string Understood => string.Join(" · ", Found!.Asked.Needs.Select(need => Name(need.Key))
        .Concat(Found.Asked.Terms.Select(term => term.Label(Language.Tag))).Distinct());

    public IEnumerable<string> Spoken(Adviser one) =>
        Vocabularies[VocabularyName.Languages].ByKeys(one.Entry?.Languages ?? []).Select(term => term.Label(Language.Tag));

    public string Address(string topic, string place) =>
        $"{Path("beratung")}?topic={Uri.EscapeDataString(topic)}&place={Uri.EscapeDataString(place)}";

    private string Typed(string name, int most) =>
        Request.Query[name].ToString().Trim() is var typed && typed.Length > most ? typed[..most] : typed;

    private static bool NearPosition(string place) => Forms.NearPosition.Parse(place) is not null;

    private static RegionEntry? Region(string place, Gazetteer gazetteer) =>
        Forms.NearPosition.Parse(place) is { } here ? gazetteer.NearestMunicipality(new(here.Latitude, here.Longitude))
        : place.Length == 0 ? null : TypedPlace.Region(place, gazetteer);
}
