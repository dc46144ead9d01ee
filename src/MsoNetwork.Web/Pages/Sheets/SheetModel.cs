using MsoNetwork.Networks;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Reports;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Networks;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Sheets;

/// <summary>A region on one page for a council, read, printed or saved as PDF. Only contacts that everybody may see are on it.</summary>
internal abstract class SheetModel(Registry registry, RegionNetwork networks, NpgsqlDataSource database) : SitePage
{
    private const int MostEntries = 400;

    public RegionEntry Region { get; private set; } = null!;

    public RegionDrawing Borders { get; private set; } = null!;

    /// <summary>Null when it could not be read.</summary>
    public Network? Network { get; private set; }

    public ShownNodes? Shown { get; private set; }

    /// <summary>Those without ties first, each part by name.</summary>
    public IReadOnlyList<(SheetEntry Sheet, OrganisationEntry Entry)> Entries { get; private set; } = [];

    /// <summary>How many are counted, but not on the page.</summary>
    public int More { get; private set; }

    public DateOnly Today => networks.Today;

    public IReadOnlyList<(string Label, string Value)> Figures =>
        Network is null
            ? []
            :
            [
                (T["network.organisations"], T.Number(Shown!.All.Count)),
                (T["network.pairs"], T.Number(Network.Graph.Edges)),
                (T["network.alone"], T.Number(Shown.Alone.Count)),
                (T["network.groups"], T.Number(Network.Communities.Count - Network.Isolated)),
            ];

    public string Address => $"{Origin}{Path($"regionen/{Region.Key}/netzwerk")}";

    public SheetWords Words =>
        new(
            Title,
            T["profile.asOf", T.Date(Today)],
            T["sheet.map"],
            T["network.drawing"],
            T["network.noTies"],
            T["region.alone"],
            T["sheet.list"],
            more => T["sheet.more", T.Number(more + More), Address],
            $"{T["picture.source", T["site.name"], Address]} · © GeoBasis-DE / BKG",
            Language.IsRightToLeft
        );

    /// <summary>Reads everything; false where there is no such region.</summary>
    protected async Task<bool> ReadAsync(string key)
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        if (gazetteer.ByKey(key) is not { } region) return false;
        Region = region;
        Title = T["sheet.title", region.Name];
        Description = T["sheet.link"];
        string[] parts = region.Level == RegionLevel.State
            ? [.. region.Children.SelectMany(part => part.Children).Select(part => part.Key)]
            : [.. region.Children.Select(part => part.Key).DefaultIfEmpty(key)];
        Borders = await RegionDrawing.ReadAsync(database, [key], parts, Aborted);
        var filter = NetworkFilter.Check(gazetteer, vocabularies[VocabularyName.Topics], key, null, null, Today, false, null, Today);
        Network = (await networks.ViewAsync(filter with { Offices = false }, Aborted)).Network;
        if (Network is null) return true;
        Shown = ShownNodes.Of(Network);
        var alone = Shown.Alone.Select(member => member.Id).ToHashSet();
        var ids = Shown.All.OrderByDescending(node => node.Degree == 0).Take(MostEntries).Select(node => node.Member.Id).ToList();
        More = Shown.All.Count - ids.Count;
        var entries = await registry.Loaders.ById.Load(ids, found => ids.Select(found).OfType<OrganisationEntry>().ToList())
            .GetResultAsync(Aborted);
        Entries =
        [
            .. entries
                .OrderByDescending(entry => alone.Contains(entry.Id)).ThenBy(entry => entry.SortName, StringComparer.Ordinal)
                .Select(entry => (new SheetEntry(entry.Name, Contact(entry), alone.Contains(entry.Id), entry.Location), entry)),
        ];
        return true;
    }

    private string Contact(OrganisationEntry entry)
    {
        string?[] ways = [entry.Phone, entry.Email, Bare(entry.Website)];
        return string.Join(" · ", ways.OfType<string>().DefaultIfEmpty(T["sheet.noContact"]).Prepend(entry.Town));
    }

    /// <summary>As people write it down.</summary>
    public static string? Bare(string? website) =>
        WebAddress.Of(website) is { } address ? address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..].TrimEnd('/') : null;
}
