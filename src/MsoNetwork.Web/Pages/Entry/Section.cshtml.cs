using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Entries;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>
/// /de/organisationen/{slug}/bearbeiten/{section}: one section's form. The antiforgery token is checked by hand: a form whose session has
/// ended is kept as its person's draft instead of being lost.
/// </summary>
[IgnoreAntiforgeryToken]
[RequestFormLimits(ValueLengthLimit = 512 * 1024)]
internal sealed class SectionModel(
    EditEntry edit, EntryDrafts drafts, Registry registry, KeptForm kept, IAntiforgery antiforgery, CurrentViewer current) : SignedInPage
{
    public EntrySection Section { get; private set; }

    public EditedSection Edited { get; private set; } = null!;

    public EntryFormView Form { get; private set; } = null!;

    /// <summary>What stood there when the person began, for the form to bring back.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>Whose form it is, sealed.</summary>
    public string Sealed { get; private set; } = "";

    public EntryDraft? Draft { get; private set; }

    public IReadOnlyList<EntryDifference> Differences { get; private set; } = [];

    /// <summary>What somebody typed who may not change the entry any more.</summary>
    public IReadOnlyDictionary<string, string>? Lost { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method) && !await antiforgery.IsRequestValidAsync(HttpContext))
        {
            context.Result = await KeptOfSessionAsync() ? new LocalRedirectResult(Path(PathBelow)) : new BadRequestResult();
            return;
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug, [FromRoute] string section)
    {
        if (EntryAddresses.Find(section) is not { } asked) return NotFound();
        Section = asked;
        if (await FindAsync(slug) is { } other) return other;
        Draft = Viewer.Person is { } person ? await drafts.FindAsync(person, Edited.Organisation.Id, asked, Aborted) : null;
        Show(Draft?.Values ?? Edited.Stands, Draft?.Seen ?? Edited.Stands);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string slug, [FromRoute] string section)
    {
        if (EntryAddresses.Find(section) is not { } asked) return NotFound();
        Section = asked;
        if (await FindAsync(slug) is { } other) return other;
        var (typed, seen) = (Form.Read(Request.Form), EntryFormView.Seen(Request.Form));
        var chosen = Request.Form.Where(one => one.Key.StartsWith("choose.", StringComparison.Ordinal))
            .ToDictionary(one => one.Key["choose.".Length..], one => one.Value.ToString(), StringComparer.Ordinal);
        EntrySaving saving;
        try
        {
            saving = await edit.SaveAsync(slug, asked, typed, seen, chosen, Aborted);
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.Forbidden)
        {
            return Gone(typed);
        }

        if (saving.IsSaved)
        {
            if (Viewer.Person is { } person) await drafts.DiscardAsync(person, Edited.Organisation.Id, asked, Aborted);
            var without = string.Concat(saving.Dropped.Select(field => $"&ohne={field}"));
            return Redirect($"{Path(EntryAddresses.Edit(slug))}?gespeichert={section}{without}#{section}");
        }

        await KeepAsync(typed, seen);
        Show(typed, seen);
        Form = Form with { Wrong = saving.Wrong };
        Differences = saving.Differences;
        return Page();
    }

    /// <summary>Keeps what is typed without saving it: the script does so every few seconds, and the button to look at it.</summary>
    public async Task<IActionResult> OnPostKeepAsync([FromRoute] string slug, [FromRoute] string section)
    {
        if (EntryAddresses.Find(section) is not { } asked) return NotFound();
        Section = asked;
        if (await FindAsync(slug) is { } other) return other;
        await KeepAsync(Form.Read(Request.Form), EntryFormView.Seen(Request.Form));
        return Request.Headers["X-Requested-With"] == "draft" ? new NoContentResult() : Redirect(Path(PathBelow));
    }

    public async Task<IActionResult> OnPostDiscardAsync([FromRoute] string slug, [FromRoute] string section)
    {
        if (EntryAddresses.Find(section) is not { } asked) return NotFound();
        Section = asked;
        if (await FindAsync(slug) is { } other) return other;
        if (Viewer.Person is { } person) await drafts.DiscardAsync(person, Edited.Organisation.Id, asked, Aborted);
        return Redirect(Path(PathBelow));
    }

    private async Task<IActionResult?> FindAsync(string slug)
    {
        var fields = EntrySections.Fields[Section];
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = new(Language, gazetteer, vocabularies, fields);
        Title = T["entry.section." + Section];
        if (await this.AllowedAsync(() => edit.FindAsync(slug, fields, Aborted)) is not { } edited)
        {
            return Request.HasFormContentType && HttpContext.Items.ContainsKey(typeof(Refusals))
                ? Gone(Form.Read(Request.Form))
                : this.NotForThem(slug);
        }

        Edited = edited;
        return null;
    }

    private void Show(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> seen)
    {
        Form = Form with { Values = values };
        Seen = JsonSerializer.Serialize(seen, JsonSerializerOptions.Default);
        if (Viewer.Person is { } person) Sealed = kept.Of(person, Edited.Organisation.Id, Section.ToString());
    }

    private async Task KeepAsync(Dictionary<string, string> typed, Dictionary<string, string> seen)
    {
        if (Viewer.Person is not { } person) return;
        if (typed.Count == seen.Count && !typed.Except(seen).Any())
            await drafts.DiscardAsync(person, Edited.Organisation.Id, Section, Aborted);
        else
            await drafts.KeepAsync(DraftOf(person, Edited.Organisation.Id, Section, typed, seen), Aborted);
    }

    // The session has ended, or another account is signed in by now: the text goes to whose form it was, and nothing is changed.
    private async Task<bool> KeptOfSessionAsync()
    {
        if (!Request.HasFormContentType || kept.Read(Request.Form["kept"]) is not var (person, organisation, word)
            || !Enum.TryParse<EntrySection>(word, out var section))
            return false;
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        var form = new EntryFormView(Language, gazetteer, vocabularies, EntrySections.Fields[section]);
        await drafts.KeepAsync(
            DraftOf(person, organisation, section, form.Read(Request.Form), EntryFormView.Seen(Request.Form)), Aborted);
        return current.Identity.Person is null || current.Identity.Person == person;
    }

    private EntryDraft DraftOf(
        Guid person, Guid organisation, EntrySection section, Dictionary<string, string> typed, Dictionary<string, string> seen) =>
        new()
        {
            PersonId = person,
            OrganisationId = organisation,
            Section = section,
            Values = typed,
            Seen = seen,
            BaseVersion = Request.Form["version"].ToString() is { Length: <= 20 } version ? version : "",
        };

    private PageResult Gone(Dictionary<string, string> typed)
    {
        Lost = typed;
        Title = T["entry.refused"];
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
