using MsoNetwork.Networks;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>One of the two organisations that somebody asked for.</summary>
/// <param name="Name">from or to.</param>
/// <param name="Typed">A name, or the slug that a link has.</param>
/// <param name="Found">Whom it means; null when it may be several, or nobody.</param>
/// <param name="Meant">Who may be meant.</param>
internal sealed record ChainEnd(string Name, string Typed, OrganisationEntry? Found, IReadOnlyList<OrganisationEntry> Meant);

/// <summary>/de/netzwerk/weg: through whom one organisation reaches another.</summary>
internal sealed class ChainModel(Registry registry, NetworkStore networks, SuggestOrganisations suggest, TimeProvider time) : SitePage
{
    private const int MostChains = 3;
    private const int MostMeant = 8;
    private const int LongestName = 300;

    public ChainEnd From { get; private set; } = null!;

    public ChainEnd To { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    /// <summary>Null as long as the two are not known.</summary>
    public IReadOnlyList<NetworkChain>? Chains { get; private set; }

    public bool IsSame => From.Found is { } one && one.Id == To.Found?.Id;

    public async Task OnGetAsync()
    {
        (Gazetteer, _) = await registry.ReferenceAsync(Aborted);
        (From, To) = (await EndAsync("from"), await EndAsync("to"));
        Title = T["chain.title"];
        Description = T["chain.lead"];
        Unlisted = Request.QueryString.HasValue;
        if (From.Found is { } first && To.Found is { } last && !IsSame)
            Chains = NetworkChain.Between(await networks.SnapshotAsync(Aborted), first.Id, last.Id, [], time.Today(), MostChains);
    }

    public string Town(NetworkMember member) => Gazetteer.ByKey(member.Municipality)?.Name ?? "";

    /// <summary>The same question, with another organisation at one end.</summary>
    public string Address(ChainEnd end, OrganisationEntry other)
    {
        string Said(ChainEnd one) => Uri.EscapeDataString(one == end ? other.Slug : one.Found?.Slug ?? one.Typed);
        return $"{Path("netzwerk/weg")}?from={Said(From)}&to={Said(To)}";
    }

    private async Task<ChainEnd> EndAsync(string name)
    {
        var typed = Request.Query[name].ToString().Trim();
        if (typed.Length is 0 or > LongestName) return new(name, typed.Length == 0 ? "" : FormProblem.Short(typed), null, []);
        if (await registry.Loaders.BySlug.Load(typed, found => found).GetResultAsync(Aborted) is { } linked)
            return new(name, linked.Name, linked, []);
        var like = (await suggest.RunAsync(typed, MostMeant, Aborted)).Organisations;
        var key = Folding.MatchKey(typed);
        var named = like.Where(entry => entry.AlternateNames.Prepend(entry.Name).Any(one => Folding.MatchKey(one) == key)).ToList();
        return new(name, typed, named is [var only] ? only : null, named.Count > 1 ? named : [.. like]);
    }
}
