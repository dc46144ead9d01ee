using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.History;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Desk;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.History;

/// <summary>/de/organisationen/{slug}/bearbeiten/verlauf: what changed in an entry, comparing two days, putting back what was.</summary>
internal sealed class HistoryModel(
    DbContext context,
    ReadHistory read,
    RestoreEntry restore,
    ReferenceSnapshot<VocabularySet> vocabularies,
    ReferenceSnapshot<Gazetteer> gazetteer) : SignedInPage
{
    private const int OnPage = 20;

    private VocabularySet _terms = null!;
    private Gazetteer _regions = null!;

    public KnownOrganisation Organisation { get; private set; } = null!;

    public EntryHistory History { get; private set; } = null!;

    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    /// <summary>Both days as they were typed; what is none stays, to be mended.</summary>
    public (string From, string To) Typed { get; private set; } = ("", "");

    /// <summary>Whether somebody wants to compare.</summary>
    public bool IsComparing => Typed != ("", "");

    /// <summary>What differs between the two days; null where there was no entry on one of them.</summary>
    public IReadOnlyList<HistoryField>? Differing { get; private set; }

    /// <summary>What restoring did, or why it did nothing.</summary>
    public IReadOnlyList<string> Said { get; private set; } = [];

    /// <summary>Whether it is the history of an entry that is part of this one now: to be read, and nothing else.</summary>
    public bool IsOfMerged => History.Of is not null;

    public string? Next => History.HasMore
        ? (History.Of is { } of ? Here(of.Id) + "&" : Here() + "?")
            + "vor=" + History.Changes[^1].Number.ToString(CultureInfo.InvariantCulture)
        : null;

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug, long? vor, string? von, string? bis, Guid? eintrag)
    {
        if (await this.AllowedAsync(() => FindAsync(slug, vor, eintrag)) is null) return this.NotForThem(slug);
        (From, To, Typed) = (Day(von), Day(bis), (FormProblem.Short(von ?? ""), FormProblem.Short(bis ?? "")));
        if (From is { } from && To is { } to)
            Differing = await read.CompareAsync(slug, from, to, Language.Tag, Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string slug, long change, string? field, string? version)
    {
        if (await this.AllowedAsync(() => FindAsync(slug, null, null)) is null) return this.NotForThem(slug);
        try
        {
            var done = await restore.RunAsync(
                Organisation.Id, change, string.IsNullOrEmpty(field) ? null : [field], version ?? "", Aborted);
            Said = [.. Says(done)];
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.NotFound)
        {
            return NotFound();
        }

        await FindAsync(slug, null, null);
        return Page();
    }

    public string Here() => Path(EntryAddresses.Edit(Organisation.Slug, "verlauf"));

    /// <summary>The history of an entry that is part of this one.</summary>
    public string Here(Guid merged) => $"{Here()}?eintrag={merged}";

    public string Name(HistoryEntryName entry) => entry.Name ?? T["history.unnamed"];

    /// <summary>Where one reads of the other entry: its page, or here while it is part of this one.</summary>
    public string? Address(HistoryEntryName entry) =>
        entry.Slug is { } slug ? Path("organisationen/" + slug) : History.Merged.Any(one => one.Id == entry.Id) ? Here(entry.Id) : null;

    public string Step(EntryChange change) =>
        T[change.Operation == "unmerge" ? "history.unmerged" : change.IsPart ? "history.mergedInto" : "history.mergedFrom"];

    public string Gone(HistoryField field) => T[field.IsHidden ? "history.hidden" : "history.erased"];

    public string Label(HistoryField field)
    {
        var label = field.Field == "verification" ? T["history.verification"] : FieldTexts.Label(T, field.Field);
        return field.Language is { } language
            ? $"{label} ({_terms[VocabularyName.Languages].ByKey(language)?.Label(Language.Tag) ?? language})" : label;
    }

    public string Lines(HistoryField field, IReadOnlyList<string> lines) => lines.Count == 0 ? T["case.nothing"]
        : string.Join("\n", field.Field == "verification"
            ? lines.Select(line => T["history.verified." + line]) : FieldTexts.Lines(T, field.Field, lines, _regions));

    public string By(HistoryAuthor by)
    {
        var role = T["history.by." + by.Source];
        return (by.Person ?? by.Name) is { } name ? $"{role}: {T.Source(name)}" : role;
    }

    private async Task<EntryHistory?> FindAsync(string slug, long? olderThan, Guid? merged)
    {
        if (await read.RunAsync(slug, OnPage, olderThan, merged, Language.Tag, Aborted) is not { } found) return null;
        Organisation = (await KnownOrganisation.BySlugAsync(context, slug, Aborted))!;
        (_terms, _regions) = (await vocabularies.GetAsync(Aborted), await gazetteer.GetAsync(Aborted));
        (History, Title) = (found, T["history.title", found.Of is { } of ? Name(of) : Organisation.Name]);
        return found;
    }

    private IEnumerable<string> Says(RestoredEntry done)
    {
        string Named(IEnumerable<string> inputs) => string.Join(", ", inputs.Distinct().Select(input => FieldTexts.Label(T, input)));
        if (done.Errors.Count > 0) yield return T["history.meanwhile"];
        else if (done.Restored.Count > 0) yield return T["history.done", Named(done.Restored)];
        else if (done.Left.Count == 0) yield return T["history.nothing"];
        if (done.Left.Count > 0) yield return T["history.left", Named(done.Left)];
    }

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
