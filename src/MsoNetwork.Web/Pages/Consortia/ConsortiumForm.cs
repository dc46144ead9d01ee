using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using MsoNetwork.Matching;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Consortia;

/// <summary>A planned project, as the page's address says it.</summary>
internal sealed record ConsortiumForm
{
    /// <summary>So many less experienced ones the state's funding of partner projects asks for.</summary>
    public const int LessExperienced = 3;
    private const int UsualPartners = ConsortiumQuestion.UsualSize - 1;
    public const int MostPartners = ConsortiumDemands.LargestSize - 1;

    /// <summary>Keys of TOPICS.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<RegionEntry> Places { get; init; } = [];

    /// <summary>The places as typed, those that are not known included.</summary>
    public string Typed { get; init; } = "";

    /// <summary>Beside the one that leads.</summary>
    public int Partners { get; init; } = UsualPartners;

    /// <summary>As the state funds it: an experienced one leads less experienced ones.</summary>
    public bool Funding { get; init; }

    /// <summary>Slug of the organisation that leads; null when it is to be found.</summary>
    public string? Lead { get; init; }

    public bool IsEmpty => Topics.Count == 0 && Places.Count == 0;

    public static ConsortiumForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
    {
        var read = new FormReader(query, gazetteer, vocabularies, problems);
        var topics = read.Keys(
            "topics",
            key => read.Term(VocabularyName.Topics, key) is var topic && topic != MatchMember.ReligiousTopic ? topic : null,
            int.MaxValue
        );
        var typed = string.Join(", ", query["places"].ToArray()).Trim(',', ' ');
        var places = new List<RegionEntry>();
        foreach (
            var name in typed
                .Split([',', ';', '،', '؛', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Take(ConsortiumDemands.MostOfAKind + 1)
        )
        {
            if (TypedPlace.Regions(name, gazetteer) is { Count: > 0 } known) places.AddRange(known);
            else problems.Add(TypedPlace.Unknown(name, "places", gazetteer));
        }

        var partners = Math.Clamp(read.Number("partners") ?? UsualPartners, 1, MostPartners);
        var funding = query["funding"] == "1";
        if (funding && partners < LessExperienced)
            read.Refuse("consortium.atLeast", FormReader.Plain(LessExperienced), "partners");
        return new ConsortiumForm
        {
            Topics = Most(topics.Distinct(), "topics"),
            Places = Most(places.Distinct(), "places"),
            Typed = typed,
            Partners = funding ? Math.Max(partners, LessExperienced) : partners,
            Funding = funding,
            Lead = read.Value("lead"),
        };

        IReadOnlyList<T> Most<T>(IEnumerable<T> chosen, string argument)
        {
            List<T> all = [.. chosen];
            if (all.Count <= ConsortiumDemands.MostOfAKind)
                return all;
            read.Refuse("consortium.most", FormReader.Plain(ConsortiumDemands.MostOfAKind), argument);
            return all[..ConsortiumDemands.MostOfAKind];
        }
    }

    public ConsortiumQuestion Question(Guid? lead) => new([.. Topics], null, [.. Places.Select(place => place.Key)], Partners + 1)
    {
        Lead = lead,
        IsLocal = true,
        ExperiencedLead = Funding,
        LeastLessExperienced = Funding ? LessExperienced : null,
    };

    public ConsortiumForm Without(string topic) => this with { Topics = [.. Topics.Where(one => one != topic)] };

    public ConsortiumForm Without(RegionEntry place, Gazetteer gazetteer) => At([.. Places.Where(one => one != place)], gazetteer);

    public ConsortiumForm At(IReadOnlyList<RegionEntry> places, Gazetteer gazetteer) =>
        this with
        {
            Places = places,
            Typed = string.Join(", ", places.Select(place => NameOf(place, gazetteer))),
        };

    /// <summary>As an address; reading it gives the same state.</summary>
    public string Address(PageLanguage language)
    {
        var query = new QueryBuilder();
        foreach (var topic in Topics) query.Add("topics", topic);
        if (Typed.Length > 0) query.Add("places", Typed);
        if (Partners != UsualPartners) query.Add("partners", Partners.ToString(CultureInfo.InvariantCulture));
        if (Funding) query.Add("funding", "1");
        if (Lead is not null) query.Add("lead", Lead);
        return $"/{language.Tag}/konsortium{query}";
    }

    // Districts are called as towns are, so their kind belongs to their name; what is called by no name of its own is called by its key.
    private static string NameOf(RegionEntry place, Gazetteer gazetteer) =>
        new[] { place.Name, $"{place.Designation} {place.Name}" }.FirstOrDefault(name => gazetteer.Region(name) == place) ?? place.Key;
}
