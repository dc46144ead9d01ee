using MsoNetwork.Entries;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Reminders;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Reminders;

/// <summary>All that everybody sees of an entry, one field a line: on pages and in mails.</summary>
internal sealed class EntryLines(Registry registry)
{
    private static readonly IReadOnlyList<EntryField> Fields =
        [.. EntrySections.All.Where(field => field.Name is not "protectLocation" and not EntryFormView.Audience)];

    /// <summary>For a page: the public row alone, whoever looks.</summary>
    public async Task<ShownBox> BoxAsync(OrganisationEntry entry, PageLanguage language, CancellationToken cancellationToken)
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(cancellationToken);
        return Box(entry, language, gazetteer, vocabularies);
    }

    /// <summary>For a mail.</summary>
    public async Task<ShownEntry?> ShowAsync(Guid organisation, string language, CancellationToken cancellationToken)
    {
        var known = PageLanguage.Find(language) ?? PageLanguage.Default;
        return await registry.Loaders.ById.Load(organisation, found => found).GetResultAsync(cancellationToken) is { } entry
            ? Show(await BoxAsync(entry, known, cancellationToken))
            : null;
    }

    internal static ShownBox Box(OrganisationEntry entry, PageLanguage language, Gazetteer gazetteer, VocabularySet vocabularies)
    {
        var values = EntryValues.Of(entry, Fields, null, null);
        return new(new EntryFormView(language, gazetteer, vocabularies, Fields) { Values = values }, values);
    }

    internal static ShownEntry Show(ShownBox box)
    {
        var (form, values) = (box.Form, box.Values);
        IReadOnlyList<ShownLine> lines =
        [
            .. from field in form.Fields
            from key in EntryValues.KeysOf(field, values)
            let shown = form.Shown(field, values, key)
            where shown.Count > 0
            let language = field.Kind == EntryFieldKind.ByLanguage ? $" ({form.LanguageName(key[(field.Name.Length + 1)..])})" : ""
            select new ShownLine(form.Label(field) + language, string.Join(", ", shown)),
        ];
        return new(lines, form.T.Date);
    }
}
