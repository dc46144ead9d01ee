using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Matching;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Partners;

/// <summary>/de/passung: what an organisation wants of the matching.</summary>
internal sealed class PreferencesModel(MatchingPreferencesStore store) : WorkPage
{
    public MatchingPreferences? Preferences { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var input = new SetMatchingPreferencesInput(IsChosen("takesPart"), IsChosen("byOrigin"), IsChosen("byReligion"));
        var set = await TryAsync<SetMatchingPreferencesInput, MatchingPreferences>(
            "setMatchingPreferences", input, store.SetAsync, async _ => await store.GetAsync(Aborted));
        return set is null ? await ShowAsync() : Redirect(Path("passung") + "?getan=saved");
    }

    private bool IsChosen(string field) => Posted(field) == "true";

    private async Task<IActionResult> ShowAsync()
    {
        Title = T["preferences.title"];
        if (Self is not null) Preferences = await store.GetAsync(Aborted);
        return Page();
    }
}
