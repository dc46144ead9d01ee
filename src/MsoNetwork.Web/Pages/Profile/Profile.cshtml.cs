using Microsoft.AspNetCore.Mvc;
using MsoNetwork.ContactPersons;
using MsoNetwork.Entries;
using MsoNetwork.Logos;
using MsoNetwork.Matching;
using MsoNetwork.Messages;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Permissions;
using MsoNetwork.Regions;
using MsoNetwork.Statements;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Calls;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Pages.Partners;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.WebsiteChecks;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>/de/organisationen/{slug}: one organisation.</summary>
[KeptPage(OfOrganisation = true)]
internal sealed class ProfileModel(
    Registry registry,
    RegionMaps maps,
    SuggestedPartners partners,
    CurrentViewer current,
    FindLogo logos,
    MessageSwitch messages,
    HiddenContacts contacts,
    ShownContactPersons persons,
    FindStatements statements,
    FindWebsiteChecks websites
) : SitePage
{
    public OrganisationEntry Entry { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    public RegionEntry Town => Gazetteer.ByKey(Entry.MunicipalityKey)!;

    public LocalisedText? About { get; private set; }

    public IReadOnlyList<OrganisationEntry> Umbrellas { get; private set; } = [];

    public IReadOnlyList<OrganisationEntry> Members { get; private set; } = [];

    public int MemberCount { get; private set; }

    public IReadOnlyList<OrganisationSource> Sources { get; private set; } = [];

    /// <summary>Who said and who confirmed each field that is shown.</summary>
    public IReadOnlyList<Statement> Statements { get; private set; } = [];

    /// <summary>Whether its website can be reached; null while nobody has looked.</summary>
    public WebsiteCheck? Website { get; private set; }

    public SuggestedList Suggested { get; private set; } = null!;

    public RegionMap? Map { get; private set; }

    /// <summary>Whether whoever looks may change the entry.</summary>
    public bool MayEdit { get; private set; }

    /// <summary>What the organisation hides from others and whoever looks may see.</summary>
    public HiddenContact? Hidden { get; private set; }

    /// <summary>Persons to turn to who have consented.</summary>
    public IReadOnlyList<ContactPerson> Persons { get; private set; } = [];

    public ShownLogo? Logo { get; private set; }

    /// <summary>Suggested ones that cannot be written to.</summary>
    public IReadOnlySet<Guid> Silent { get; private set; } = new HashSet<Guid>();

    /// <summary>Whether it can be written to by a page of ours.</summary>
    public bool TakesMessages { get; private set; }

    /// <summary>Those of these texts that there are, in this language if they are in it.</summary>
    public IEnumerable<(string Name, LocalisedText Text)> InLanguages(params string[] names) =>
        from field in OrganisationFields.ByLanguage
        where names.Contains(field.Name)
        let text = LocalisedText.Choose(Entry.Texts(field.Column), Language.Tag)
        where text is not null
        select (field.Name, text);

    /// <summary>Its place is not known better, or not to be shown.</summary>
    public bool IsTownOnly => Entry.Precision == LocationPrecision.Municipality;

    /// <summary>The search around its town.</summary>
    public string InTown => $"{Path("organisationen")}?near={Uri.EscapeDataString(TypedPlace.Read(Town.Key, Gazetteer))}&km=10";

    /// <summary>The same with the map close to it.</summary>
    public string OnMap => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{InTown}#map={(IsTownOnly ? 11 : 14)}/{Entry.Location.Latitude:0.####}/{Entry.Location.Longitude:0.####}");

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        if (await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } entry) return NotFound();
        Entry = entry;
        About = LocalisedText.Choose(entry.Descriptions, Language.Tag);
        Umbrellas = await registry.Loaders.MemberOf.Load(entry.Id, found => found ?? []).GetResultAsync(Aborted);
        Sources = await registry.Loaders.Sources.Load(entry.Id, found => found ?? []).GetResultAsync(Aborted);
        var members = await registry.MembersAsync(entry.Id, Aborted);
        Members = [.. (await members.EdgesAsync(Aborted)).Select(edge => edge.Row.Entry)];
        MemberCount = Members.Count < Relay.PageSize.Most ? Members.Count : await members.TotalCountAsync(Aborted);
        var centres = await registry.CentresAsync([.. Town.IntegrationCentres.Select(centre => centre.Name)], Aborted);
        Centres =
        [
            .. Town
                .IntegrationCentres.Select(centre => (centre.Name, Entry: centres.GetValueOrDefault(centre.Name)))
                .Where(centre => centre.Entry?.Id != entry.Id),
        ];
        Map = await maps.TownAsync(this, Town, IsTownOnly ? null : entry.Location, Gazetteer);
        SuggestionPurpose? purpose = CallForm.Value<SuggestionPurpose>(Request.Query["for"].ToString()) is { } chosen
            ? Enum.Parse<SuggestionPurpose>(chosen)
            : null;
        Suggested = await partners.OfAsync(entry.Id, purpose, Vocabularies, Gazetteer, Language, Aborted);
        Silent = await messages.OffAsync([.. Suggested.Partners?.Select(one => one.Other.Id) ?? []], Aborted);
        Logo = (await logos.OfAsync([entry.Id], Aborted)).GetValueOrDefault(entry.Id);
        MayEdit = EditEntry.Allows(
            await current.GetAsync(Aborted), new(entry.Id, entry.Slug, entry.Name, entry.MunicipalityKey, entry.Status));
        Persons = (await persons.OfAsync([entry.Id], Aborted)).GetValueOrDefault(entry.Id) ?? [];
        // Whoever takes their consent back is gone at once; and what could not be read may be there for the next visitor.
        if (Persons.Count > 0 || Suggested.Partners is null) HttpContext.Items[KeptPages.Passing] = true;
        Statements = (await statements.OfAsync([entry.Id], Aborted)).GetValueOrDefault(entry.Id) ?? [];
        Website = (await websites.OfAsync([entry.Id], Aborted)).GetValueOrDefault(entry.Id);
        Hidden = (await contacts.OfAsync([entry.Id], Aborted)).GetValueOrDefault(entry.Id);
        TakesMessages = entry.Status != OrganisationStatus.Dissolved && await messages.IsOnAsync(entry.Id, Aborted);
        Unlisted = purpose is not null;
        Title = entry.Name;
        Description = About is { } about
            ? Beginning(about.Text)
            : $"{entry.Name}, {entry.Town}. {string.Join(", ", Labels(VocabularyName.Topics, entry.Topics).Select(term => term.Label))}";
        LinkedData = SchemaOrg.Of(this);
        ShareImage = $"organisationen/{entry.Slug}/karte.png";
        return Page();
    }

    public IEnumerable<(string Key, string Label)> Labels(VocabularyName vocabulary, params string[] keys) =>
        Vocabularies[vocabulary].ByKeys(keys).Select(term => (term.Key, term.Label(Language.Tag)));

    /// <summary>
    /// The centres whose district the seat is in: one, as a rule; with their own entries, if they have one. None on its own page.
    /// </summary>
    public IReadOnlyList<(string Name, OrganisationEntry? Entry)> Centres { get; private set; } = [];

    /// <summary>How far what stands here was confirmed, in a sentence.</summary>
    public string Verified => Headline.Of(Entry, Statements) is var (key, day) && day is { } on ? T[key, T.Date(on)] : T[key];

    public bool WasNeverConfirmed => Headline.Of(Entry, Statements).Key == Headline.Never;

    /// <summary>When one of its sources was read last.</summary>
    public DateOnly? AsOf => Sources.Max(source => source.RetrievedOn);

    public string Address => $"{Origin}{Path("organisationen/" + Entry.Slug)}";

    /// <summary>What a visitor may see of it and say to be wrong.</summary>
    public static IReadOnlyList<string> Reportable { get; } =
    [
        "name", "alternateNames", "street", "phone", "email", "website", "openingHours", "accessibility", "roomsToLend", "description",
        "topics", "offers", "targetGroups", "languages", "origins", "keywords", "kind", "legalForm", "foundedYear", "activeIn", "status",
    ];

    /// <summary>Where one says that a field is wrong; null: anything.</summary>
    public string Mistake(string? field) =>
        Path($"organisationen/{Entry.Slug}/hinweis") + (field is null ? "" : $"?feld={field}");

    private static string Beginning(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
