using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Relay;

namespace MsoNetwork.Web.Pages;

/// <summary>A call as a list shows it in a language.</summary>
internal sealed record CallView(SitePage Page, ListedCall Listed, Gazetteer Gazetteer, double? Metres = null)
{
    private const int Longest = 220;

    public LocalisedText Title => Listed.Title(Page.Language.Tag);

    public LocalisedText Beginning => Listed.Text(Page.Language.Tag) is var text && text.Text.Length <= Longest ? text : text with { Text = text.Text[..Cut(text.Text)] + "…" };

    public string Address => Page.Path("gesuche/" + Listed.Call.Slug);

    public string Kind => Page.T["call.kind", Page.T["direction." + Listed.Call.Direction], Page.T["subject." + Listed.Call.Subject]];

    /// <summary>Where it applies, in words.</summary>
    public string Where => Listed.Call.PlaceKey is { } place
        ? Page.T["understood.around", Page.T.Plain(Listed.Call.RadiusKm!.Value), Gazetteer.ByKey(place)?.Name]
        : string.Join(", ", Listed.Call.Regions.Select(Gazetteer.ByKey).OfType<RegionEntry>().Select(region => region.Name));

    // Between words, and never through a letter that takes two places.
    private static int Cut(string text) => text.LastIndexOf(' ', Longest) is > 0 and var blank ? blank : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
}

/// <summary>The calls that another page shows: those of an organisation, or those that apply in a region.</summary>
/// <param name="Page">The page that shows them.</param>
/// <param name="Gazetteer">The regions.</param>
/// <param name="Title">Key of the heading.</param>
/// <param name="Filter">Which calls.</param>
/// <param name="All">Address of all of them; null where the page shows all.</param>
internal sealed record CallsBox(SitePage Page, Gazetteer Gazetteer, string Title, CallFilter Filter, string? All)
{
    public int Most => All is null ? PageSize.Default : 5;

    public static CallsBox Of(ProfileModel page) =>
        new(page, page.Gazetteer, "calls.profile", new CallFilter { Organisations = [GlobalId.Encode("Organisation", page.Entry.Id.ToString("N"))] }, null);

    public static CallsBox Of(SitePage page, Gazetteer gazetteer, RegionEntry region) => new(
        page, gazetteer, "calls.region", new CallFilter { ActiveIn = [region.Key] },
        new CallForm { Chosen = new Dictionary<string, IReadOnlyList<string>> { [CallForm.Regions] = [region.Key] } }.Address(page.Language));
}
