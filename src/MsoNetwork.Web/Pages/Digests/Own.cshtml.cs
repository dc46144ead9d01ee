using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Digests;
using MsoNetwork.Errors;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>/de/konto/gemerkt: the person's own saved searches.</summary>
internal sealed class OwnSearchesModel(KeptSearches kept, DigestSources sources) : PersonPage
{
    public IReadOnlyList<SavedSearch> All { get; private set; } = [];

    public string List(SavedSearch search) => Path(sources[search.Subject].PathOf(search.Query));

    public async Task OnGetAsync()
    {
        Title = T["kept.own"];
        All = await kept.OwnAsync(Aborted);
    }

    public async Task<IActionResult> OnPostChangeAsync(Guid id, DigestRhythm? rhythm, bool? pause)
    {
        var known = rhythm is { } one && Enum.IsDefined(one) ? rhythm : null;
        return await DoneAsync(() => kept.ChangeAsync(id, known, pause, Aborted));
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id) => await DoneAsync(() => kept.DeleteAsync(id, Aborted));

    private async Task<IActionResult> DoneAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.NotFound)
        {
            return NotFound();
        }

        return LocalRedirect(Saved("konto/gemerkt"));
    }
}
