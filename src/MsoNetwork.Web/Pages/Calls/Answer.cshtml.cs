using Microsoft.AspNetCore.Mvc;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Relay;
using MsoNetwork.Web.Pages.Inbox;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>/de/gesuche/{slug}/antworten: another organisation is interested; it may take its answer back, or erase it.</summary>
internal sealed class AnswerCallModel(
    Registry registry, PartnerCallLists calls, ResponseLists responses, RespondToPartnerCall respond) : WorkPage
{
    public ListedPartnerCall Listed { get; private set; } = null!;

    public IReadOnlyList<PartnerCallResponse> Own { get; private set; } = [];

    public bool IsOwnCall => Self?.Organisation == Listed.Call.OrganisationId;

    /// <summary>Whether there is an answer that waits: only one at a time does.</summary>
    public bool Waits => Own.Any(one => one.State == ResponseState.Sent);

    public string Value(string field) => Posted(field);

    public async Task<IActionResult> OnGetAsync(string slug) => await FindAsync(slug) ? await ShowAsync() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug)
    {
        if (!await FindAsync(slug)) return NotFound();
        var input = new RespondToPartnerCallInput(Posted("message"), Posted("contact"))
        {
            Id = GlobalId.Encode("PartnerCall", Listed.Id),
        };
        return await DoneAsync("answered", await TryAsync("respondToPartnerCall", input, respond.RunAsync, AgainAsync));
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string slug) => !await FindAsync(slug) ? NotFound()
        : await DoneAsync("takenBack", await TryAsync("withdrawPartnerCallResponse", Step(), respond.WithdrawAsync, AgainAsync));

    public async Task<IActionResult> OnPostEraseAsync(string slug) => !await FindAsync(slug) ? NotFound()
        : await DoneAsync("erased", await TryAsync(
            "erasePartnerCallResponse", Step(), respond.EraseAsync, id => Task.FromResult<string?>(Posted("response"))));

    private PartnerCallResponseInput Step() => new() { Id = Posted("response") };

    private Task<PartnerCallResponse?> AgainAsync(Guid id) => responses.ById.OneAsync(id, Aborted);

    private async Task<IActionResult> DoneAsync(string done, object? result) => result is null
        ? await ShowAsync()
        : Redirect($"{Path($"gesuche/{Listed.Call.Slug}/antworten")}?getan={done}");

    private async Task<bool> FindAsync(string slug)
    {
        await registry.ReferenceAsync(Aborted);
        if (await calls.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } call) return false;
        Listed = call;
        Title = T["answer.title", call.Title(Language.Tag).Text];
        return true;
    }

    private async Task<IActionResult> ShowAsync()
    {
        Own = [.. (await responses.MineAsync(Viewer, Aborted)).Where(one => one.CallId == Listed.Id)];
        return Page();
    }
}
