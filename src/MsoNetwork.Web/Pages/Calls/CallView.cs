using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Web.Pages.Profile;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>A call as a list shows it in a language.</summary>
/// <param name="Page">The page.</param>
/// <param name="Listed">The call.</param>
/// <param name="Gazetteer">The regions.</param>
internal sealed record CallView(SitePage Page, ListedPartnerCall Listed, Gazetteer Gazetteer)
{
    private const int Longest = 220;

    public double? Metres { get; init; }

    /// <summary>Whose call it is, where the page does not say so anyway.</summary>
    public OrganisationEntry? Organisation { get; init; }

    public IReadOnlyList<Highlight<PartnerCallHighlightField>> Highlights { get; init; } = [];

    public LocalisedText Title => Listed.Title(Page.Language.Tag);

    public LocalisedText Beginning =>
        Listed.Text(Page.Language.Tag) is var text && text.Text.Length <= Longest
            ? text
            : text with
            {
                Text = text.Text[..Cut(text.Text)] + "…",
            };

    public IReadOnlyList<TextFragment> TitlePieces =>
        Highlights.FirstOrDefault(one => one.Field == PartnerCallHighlightField.Title && one.Language == Title.Language)?.Fragments
        ?? [new TextFragment(Title.Text, false)];

    /// <summary>The text where it matched, else its beginning. A match in another language is shown in that one.</summary>
    public (string Language, IReadOnlyList<TextFragment> Pieces) Text =>
        Highlights
            .Where(one => one.Field == PartnerCallHighlightField.Text)
            .OrderByDescending(one => one.Language == Title.Language)
            .FirstOrDefault()
            is { } found
            ? (found.Language!, found.Fragments)
            : (Beginning.Language, [new TextFragment(Beginning.Text, false)]);

    /// <summary>Terms that matched, so that the list tells why the call is there.</summary>
    public IEnumerable<string> Terms =>
        Highlights
            .Where(one =>
                one.Field
                    is PartnerCallHighlightField.Topic
                        or PartnerCallHighlightField.TargetGroup
                        or PartnerCallHighlightField.Language
                        or PartnerCallHighlightField.FundingLine
            )
            .Select(one => string.Concat(one.Fragments.Select(piece => piece.Text)));

    public string Address => Page.Path("gesuche/" + Listed.Call.Slug);

    public string Kind => Page.T["call.kind", Page.T["direction." + Listed.Call.Direction], Page.T["subject." + Listed.Call.Subject]];

    /// <summary>Where it applies, in words.</summary>
    public string Where => Listed.Call.PlaceKey is { } place
        ? Page.T["understood.around", Page.T.Plain(Listed.Call.RadiusKm!.Value), Gazetteer.ByKey(place)?.Name]
        : string.Join(", ", Listed.Call.Regions.Select(Gazetteer.ByKey).OfType<RegionEntry>().Select(region => region.Name));

    /// <summary>
    /// How far it is; null where that was not asked. A call lies where PartnerCallSql.Location has it: in the middle of its town or region,
    /// else where its organisation is.
    /// </summary>
    public string? Distance => Metres is not { } metres ? null
        : Listed.Call.PlaceKey is not null ? Page.T.ToMiddle("distance.town", metres)
        : Listed.Call.Regions is [{ Length: >= 5 } region]
            ? Page.T.ToMiddle(
                Gazetteer.ByKey(region) is { Level: RegionLevel.District, Children.Count: > 1 } ? "distance.region" : "distance.town",
                metres
            )
        : Page.T.Distance(metres, Organisation?.Precision ?? LocationPrecision.Municipality);

    // Between words, and never through a letter that takes two places.
    private static int Cut(string text) =>
        text.LastIndexOf(' ', Longest) is > 0 and var blank ? blank
        : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1
        : Longest;
}

/// <summary>The calls that another page shows: those of an organisation, or those that apply in a region.</summary>
/// <param name="Page">The page that shows them.</param>
/// <param name="Gazetteer">The regions.</param>
/// <param name="Title">Key of the heading.</param>
/// <param name="Filter">Which calls.</param>
/// <param name="All">Address of all of them; null where the page shows all.</param>
internal sealed record CallsBox(SitePage Page, Gazetteer Gazetteer, string Title, PartnerCallFilter Filter, string? All)
{
    public int Most => All is null ? PageSize.Default : 5;

    /// <summary>Whose calls these are, in one statement.</summary>
    public static async Task<IReadOnlyDictionary<Guid, OrganisationEntry>> OrganisationsAsync(
        Registry registry,
        IEnumerable<ListedPartnerCall> calls,
        CancellationToken cancellationToken
    )
    {
        var ids = calls.Select(call => call.Call.OrganisationId).Distinct().ToList();
        return ids.Count == 0
            ? new Dictionary<Guid, OrganisationEntry>()
            : await registry
                .Loaders.ById.Load(ids, found => ids.Select(found).OfType<OrganisationEntry>().ToDictionary(entry => entry.Id))
                .GetResultAsync(cancellationToken);
    }

    public static CallsBox Of(ProfileModel page) =>
        new(
            page,
            page.Gazetteer,
            "calls.profile",
            new PartnerCallFilter { Organisations = [GlobalId.Encode("Organisation", page.Entry.Id.ToString("N"))] },
            null
        );

    public static CallsBox Of(SitePage page, Gazetteer gazetteer, RegionEntry region) =>
        new(
            page,
            gazetteer,
            "calls.region",
            new PartnerCallFilter { ActiveIn = [region.Key] },
            new CallForm { Chosen = new Dictionary<string, IReadOnlyList<string>> { [CallForm.Regions] = [region.Key] } }.Address(
                page.Language
            )
        );
}
