using MsoNetwork.Matching;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Partners;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Consortia;

/// <summary>A member of the set with what it adds.</summary>
/// <param name="Member">The member.</param>
/// <param name="Organisation">Its entry.</param>
/// <param name="Distance">The place asked for that is nearest, and how far its middle is; null for whoever has its seat there.</param>
/// <param name="Adds">What it brings and why it fits.</param>
internal sealed record ConsortiumView(
    ConsortiumMember Member,
    OrganisationEntry Organisation,
    string? Distance,
    IReadOnlyList<SuggestedReason> Adds
);

/// <summary>/de/konsortium: which organisations together cover what a planned project needs.</summary>
internal sealed class ConsortiumModel(Registry registry, ConsortiumPlanner planner) : SitePage
{
    /// <summary>Beside what a member covers: why it fits the one that leads.</summary>
    private const int Fits = 2;

    public List<FormProblem> Problems { get; } = [];

    public ConsortiumForm Form { get; private set; } = new();

    public OrganisationEntry? Lead { get; private set; }

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    /// <summary>What can be chosen, by areas.</summary>
    public IEnumerable<(string Name, IReadOnlyList<Term> Topics)> Areas => TopicAreas.Of(Vocabularies[VocabularyName.Topics]);

    /// <summary>Null as long as nothing is asked for.</summary>
    public Consortium? Found { get; private set; }

    public IReadOnlyList<ConsortiumView> Members { get; private set; } = [];

    public IEnumerable<string> UncoveredTopics => Found!.UncoveredTopics;

    public IEnumerable<RegionEntry> UncoveredPlaces => Found!.UncoveredRegions.Select(Gazetteer.ByKey).OfType<RegionEntry>();

    /// <summary>What was asked for and is in no plan, as it is not known: whoever covers the rest does not cover everything.</summary>
    public IEnumerable<string> Without =>
        Problems
            .Where(problem => problem.Key is "problem.place" or "problem.filter" or "consortium.noLead")
            .Select(problem => problem.About)
            .Distinct();

    public bool LacksLessExperienced => Members.Count > 0 && Found!.LessExperienced < Found.Demands.LeastLessExperienced;

    public async Task OnGetAsync()
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = ConsortiumForm.Read(Request.Query, Gazetteer, Vocabularies, Problems);
        await LeadAsync();
        Title = T["consortium.title"];
        Description = T["consortium.lead"];
        Unlisted = Request.QueryString.HasValue;
        // A place that nobody knows is asked for again; a proposal for everywhere would be none for there.
        if (Form.IsEmpty || (Form.Places.Count == 0 && Problems.Any(problem => problem.Key == "problem.place"))) return;
        Found = await planner.FindAsync(Form.Question(Lead?.Id), Aborted);
        var entries = await registry
            .Loaders.ById.Load(Found.Members.Select(Id), entry =>
                Found.Members.Select(member => (Member: member, Entry: entry(Id(member)))).ToList()
            )
            .GetResultAsync(Aborted);
        // One that was deleted in between is left out.
        Members =
        [
            .. from one in entries
            where one.Entry is not null
            select new ConsortiumView(one.Member, one.Entry, Distance(one.Entry), [.. Shown(one.Member).Select(Told)]),
        ];
    }

    /// <summary>What the form says, in words.</summary>
    public IEnumerable<(string Name, string Value)> Chosen
    {
        get
        {
            if (Form.Topics.Count > 0) yield return (T["consortium.topics"], string.Join(", ", Form.Topics.Select(Label)));
            if (Form.Typed.Length > 0) yield return (T["consortium.places"], Form.Typed);
            yield return (T["consortium.partners"], T.Plain(Form.Partners));
            if (Form.Funding) yield return (T["consortium.funding"], "");
            if (Lead is { } lead) yield return (T["consortium.leads"], lead.Name);
        }
    }

    public string Address(ConsortiumForm form) => form.Address(Language);

    /// <summary>The same, at the answer: on a telephone the form fills several screens.</summary>
    public string Answer(ConsortiumForm form) => Address(form) + "#answer";

    public string Label(string topic) => Vocabularies[VocabularyName.Topics].ByKey(topic)?.Label(Language.Tag) ?? topic;

    /// <summary>What can be asked instead, when not everything is covered: a text and where it leads.</summary>
    public IEnumerable<(string Text, string Address)> Loosened()
    {
        var nobody = Members.Count == 0;
        if (!nobody && Members.Count == Found!.Demands.Size && Form.Partners < ConsortiumForm.MostPartners)
            yield return (T["consortium.more"], Answer(Form with { Partners = Form.Partners + 1 }));
        if (Form.Lead is not null)
            yield return (T["consortium.anyLead"], Answer(Form with { Lead = null }));
        if (Form.Funding)
            yield return (T["consortium.anyExperience"], Answer(Form with { Funding = false }));
        foreach (var topic in nobody ? Form.Topics : UncoveredTopics)
            yield return (T["empty.filter", Label(topic)], Answer(Form.Without(topic)));
        foreach (var place in nobody ? Form.Places : UncoveredPlaces)
            yield return (T["empty.filter", place.Name], Answer(Form.Without(place, Gazetteer)));
    }

    /// <summary>To the plan of a call that looks for partners; null for other calls.</summary>
    public static string? Of(SitePage page, PartnerCall call, OrganisationEntry caller, Gazetteer gazetteer)
    {
        if (
            call
            is not
            {
                Direction: PartnerCallDirection.Seeks,
                Subject: PartnerCallSubject.ProjectPartner or PartnerCallSubject.FundingConsortium
            }
        )
            return null;
        var keys = call.PlaceKey is { } key ? [key] : call.Regions;
        var places = keys.Select(gazetteer.ByKey).OfType<RegionEntry>().ToList();
        return new ConsortiumForm
        {
            Topics = MatchMember.WithoutReligion(call.Topics),
            Partners = Math.Clamp(call.Partners ?? new ConsortiumForm().Partners, 1, ConsortiumForm.MostPartners),
            Lead = caller.Slug,
        }.At(places, gazetteer).Address(page.Language);
    }

    private async Task LeadAsync()
    {
        if (Form.Lead is not { } slug) return;
        Lead = slug.Length > 200 ? null : await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted);
        if (Lead is not null) return;
        Problems.Add(new FormProblem("consortium.noLead", FormProblem.Short(slug), "lead"));
        Form = Form with { Lead = null };
    }

    private static Guid Id(ConsortiumMember member) => member.Network.Members[member.Place].Id;

    // All of the project that it covers, also what somebody before it does; then why it fits the one that leads. How near it is to that one
    // is no reason here: the project's place is what counts.
    private IEnumerable<MatchReason> Shown(ConsortiumMember member)
    {
        var (network, place) = (member.Network, member.Place);
        var topics = Form.Topics.Where(topic => network.Topics.Number(topic) is { } number && network.Topics.Has(place, number)).ToList();
        var regions = Form.Places.Select(region => region.Key).Where(key => ProjectPlaces.WorksIn(network.Members[place], key)).ToList();
        if (topics.Count > 0)
            yield return new MatchReason(MatchReasonKind.CoversTopics, 0, place, null)
            {
                Vocabulary = VocabularyName.Topics,
                Terms = topics,
            };
        if (regions.Count > 0) yield return new MatchReason(MatchReasonKind.CoversRegions, 0, place, null) { Regions = regions };
        var fits = member.Reasons.Where(reason => reason.Kind is not (MatchReasonKind.CoversTopics or MatchReasonKind.CoversRegions
            or MatchReasonKind.Nearby or MatchReasonKind.RecentActivity))
            .OrderByDescending(reason => reason.Kind is MatchReasonKind.SharedTopics or MatchReasonKind.SharedTargetGroups);
        foreach (var reason in fits.Take(Fits)) yield return reason;
    }

    private string? Distance(OrganisationEntry entry)
    {
        if (Form.Places.Any(place => entry.MunicipalityKey.StartsWith(place.Key, StringComparison.Ordinal))) return null;
        return new ProjectPlaces(Form.Places).Nearest(entry.Location) is { } nearest
            ? T["consortium.distance", nearest.Place.Name, T.Number(Math.Max(1, (int)Math.Round(nearest.Metres / 1000)))]
            : null;
    }

    private SuggestedReason Told(MatchReason reason) => SuggestedReason.Of(reason, Found!.Network, Vocabularies, Gazetteer, Language);
}
