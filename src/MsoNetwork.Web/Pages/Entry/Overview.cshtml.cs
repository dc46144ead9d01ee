using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Entries;
using MsoNetwork.Logos;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.WebsiteChecks;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>/de/organisationen/{slug}/bearbeiten: the sections, each with what visitors see of it.</summary>
internal sealed class OverviewModel(
    EditEntry edit, EntryDrafts drafts, FindLogo logos, FindWebsiteChecks websites, TellingFields telling, Registry registry) : SignedInPage
{
    public EditedSection Edited { get; private set; } = null!;

    public EntryFormView Form { get; private set; } = null!;

    public IReadOnlySet<EntrySection> Drafts { get; private set; } = new HashSet<EntrySection>();

    public ShownLogo? Logo { get; private set; }

    /// <summary>Fields that may tell where the protected place is.</summary>
    public IReadOnlyList<string> Telling { get; private set; } = [];

    /// <summary>Whether its website can be reached; null while nobody has looked.</summary>
    public WebsiteCheck? Website { get; private set; }

    /// <summary>Fields of which saving has left something out.</summary>
    public IEnumerable<string> Dropped =>
        Request.Query["ohne"].OfType<string>().Where(one => one is "keywords" or "alternateNames").Distinct();

    /// <summary>The section that was saved just now.</summary>
    public EntrySection? Saved => EntryAddresses.Find(Request.Query["gespeichert"]);

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug)
    {
        if (await this.AllowedAsync(() => edit.FindAsync(slug, EntrySections.All, Aborted)) is not { } edited)
            return this.NotForThem(slug);
        Edited = edited;
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = new(Language, gazetteer, vocabularies, EntrySections.All) { Values = edited.Stands };
        if (Viewer.Person is { } person) Drafts = await drafts.SectionsAsync(person, edited.Organisation.Id, Aborted);
        Logo = (await logos.OfAsync([edited.Organisation.Id], Aborted)).GetValueOrDefault(edited.Organisation.Id);
        Telling = (await telling.OfAsync([edited.Organisation.Id], Aborted)).GetValueOrDefault(edited.Organisation.Id) ?? [];
        Website = (await websites.OfAsync([edited.Organisation.Id], Aborted)).GetValueOrDefault(edited.Organisation.Id);
        Title = T["entry.title", edited.Organisation.Name];
        return Page();
    }
}
