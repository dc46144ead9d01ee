using Microsoft.AspNetCore.Mvc;
using MsoNetwork.ContactPersons;
using MsoNetwork.Entries;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>/de/organisationen/{slug}/bearbeiten/personen: persons to turn to are named, asked and taken off.</summary>
internal sealed class PersonsModel(EditEntry edit, NameContactPerson persons) : SignedInPage
{
    public KnownOrganisation Organisation { get; private set; } = null!;

    public IReadOnlyList<ContactPerson> All { get; private set; } = [];

    public string Name { get; private set; } = "";

    public string Task { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>What is wrong: a field, or many.</summary>
    public string? Problem { get; private set; }

    public bool IsAsked => Request.Query["getan"] == "gefragt";

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug) => await FindAsync(slug) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string slug, string? name, string? task, string? email)
    {
        if (await FindAsync(slug) is { } other) return other;
        (Name, Task, Email) = (name ?? "", task ?? "", email ?? "");
        try
        {
            await persons.AddAsync(slug, Name, Task, Email, Language.Tag, Link, Aborted);
            return Redirect(Path(PathBelow) + "?getan=gefragt");
        }
        catch (NetworkException refusal) when (refusal.Argument is "name" or "task" or "email" or "many")
        {
            Problem = refusal.Argument;
            return Page();
        }
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromRoute] string slug, Guid id)
    {
        if (await FindAsync(slug) is { } other) return other;
        await persons.RemoveAsync(slug, id, Aborted);
        return Redirect(Path(PathBelow));
    }

    private Uri Link(string secret) => new($"{Origin}{Path("kontaktperson/" + secret)}");

    private async Task<IActionResult?> FindAsync(string slug)
    {
        Title = T["person.title"];
        if (await this.AllowedAsync(() => edit.FindAsync(slug, [], Aborted)) is not { } edited) return this.NotForThem(slug);
        Organisation = edited.Organisation;
        All = await persons.ListAsync(slug, Aborted);
        return null;
    }
}
