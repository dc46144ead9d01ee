using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Inbox;
using MsoNetwork.Webhooks;

namespace MsoNetwork.Web.Pages.Webhooks;

/// <summary>/de/konto/webhooks: the person's own webhooks; administrators see others' below, and switch them off.</summary>
internal sealed class OwnWebhooksModel(
    KeepWebhooks keep, TestWebhook test, WebhookLists lists, ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies, WebhookNetworks networks) : PersonPage
{
    private const int MostOthers = 200;
    private const string Address = "konto/webhooks";

    public IReadOnlyList<Webhook> All { get; private set; } = [];

    public IReadOnlyList<Webhook> Others { get; private set; } = [];

    public IReadOnlyList<Term> Topics { get; private set; } = [];

    /// <summary>A new secret; shown in the answer to the form that made it, and never again.</summary>
    public WebhookWithSecret? Made { get; private set; }

    public WebhookTest? Tested { get; private set; }

    /// <summary>What was typed; the form of a new one unless <see cref="Changed"/> says of which.</summary>
    public WebhookForm Typed { get; private set; } = WebhookForm.Empty;

    public Guid? Changed { get; private set; }

    /// <summary>Whether an address has to begin with https.</summary>
    public bool IsPublicOnly => networks.Own.Count == 0;

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? url, string[]? topics)
    {
        Typed = await ReadAsync(url, topics);
        return await TryAsync(async () =>
        {
            Made = await keep.CreateAsync(new(Typed.Url, Typed.Regions, Typed.Topics), Aborted);
            Typed = WebhookForm.Empty;
        }) ?? await PageAsync();
    }

    public async Task<IActionResult> OnPostChangeAsync(Guid id, string? url, string[]? topics)
    {
        (Changed, Typed) = (id, await ReadAsync(url, topics));
        return await TryAsync(() => keep.ChangeAsync(id, new(Typed.Url, Typed.Regions, Typed.Topics), Aborted)) ?? await DoneAsync();
    }

    public async Task<IActionResult> OnPostSwitchAsync(Guid id, bool on) =>
        await TryAsync(() => keep.ChangeAsync(id, new(null, null, null, on), Aborted)) ?? await DoneAsync();

    public async Task<IActionResult> OnPostRotateAsync(Guid id) =>
        await TryAsync(async () => Made = await keep.RotateAsync(id, Aborted)) ?? await PageAsync();

    public async Task<IActionResult> OnPostTestAsync(Guid id) =>
        await TryAsync(async () => Tested = await test.RunAsync(id, Aborted)) ?? await PageAsync();

    public async Task<IActionResult> OnPostDeleteAsync(Guid id) => await TryAsync(() => keep.DeleteAsync(id, Aborted)) ?? await DoneAsync();

    public WebhookForm FormOf(Webhook webhook) =>
        Changed == webhook.Id ? Typed : new(webhook.Url, webhook.Regions, webhook.Topics);

    /// <summary>The id of the field that is wrong, in the form that was sent; null where it is none of the form.</summary>
    public string? FieldOf(FormProblem problem) => problem.Argument is "url" or "regions" or "topics"
        ? $"{problem.Argument}-{(Changed is { } id ? id.ToString("N") : "new")}" : null;

    /// <summary>Places to choose from, as other forms have them.</summary>
    public ChoiceField Regions(WebhookForm form) => ChoiceField.Regions("regions", form.Regions, _places!);

    /// <summary>Where and about what, in words.</summary>
    public string Filter(Webhook webhook)
    {
        var regions = webhook.Regions.Length == 0 ? T["webhooks.everywhere"] : string.Join(", ", webhook.Regions.Select(Name));
        var topics = webhook.Topics.Select(key => Topics.FirstOrDefault(topic => topic.Key == key)?.Label(Language.Tag) ?? key);
        return webhook.Topics.Length == 0 ? regions : $"{regions} · {string.Join(", ", topics)}";
    }

    /// <summary>What was wrong, in words.</summary>
    public string Failure(WebhookFailure failure, int? status) => T[$"webhooks.failure.{failure}", T.Plain(status ?? 0)];

    private string Name(string key) => _places?.ByKey(key)?.Name ?? key;

    private Gazetteer? _places;

    // Places by name or key; what is none is told by the use case.
    private async Task<WebhookForm> ReadAsync(string? url, string[]? topics)
    {
        var places = await gazetteer.GetAsync(Aborted);
        var regions = ChoiceField.Read(Request.Form, "regions", word => (places.ByKey(word) ?? places.Region(word))?.Key);
        return new(url ?? "", regions, [.. (topics ?? []).OfType<string>()]); // a field without a value is none
    }

    /// <returns>What to answer when it was refused; null when it was done.</returns>
    private async Task<IActionResult?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.NotFound)
        {
            return NotFound();
        }
        catch (NetworkException refusal)
        {
            foreach (var one in refusal.Others.Prepend(refusal)) Refuse(one);
            return await PageAsync();
        }
    }

    private void Refuse(NetworkException refusal) => Refuse(
        refusal switch
        {
            { Code: ErrorCode.InvalidInput, Argument: "url", Message: WebhookNetworks.Unknown } => "webhooks.problem.host",
            { Code: ErrorCode.InvalidInput, Argument: "url" } => "webhooks.problem.url",
            { Code: ErrorCode.InvalidInput, Argument: "regions" } => "webhooks.problem.regions",
            { Code: ErrorCode.InvalidInput, Argument: "topics" } => "webhooks.problem.topics",
            { Code: ErrorCode.InvalidInput } => "account.problem.choice",
            { Code: ErrorCode.Conflict } => "webhooks.off.Secret",
            { Code: ErrorCode.LimitExceeded, ResetAt: not null } => "webhooks.problem.soon",
            { Code: ErrorCode.LimitExceeded } => "webhooks.problem.many",
            _ => "webhooks.problem.forbidden",
        },
        refusal.Argument ?? "",
        T.Plain(refusal.Argument is "regions" or "topics" ? Webhook.MostKeys : Webhook.Most));

    private Task<IActionResult> DoneAsync() => Task.FromResult<IActionResult>(LocalRedirect(Saved(Address)));

    private async Task<IActionResult> PageAsync()
    {
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        Title = T["webhooks.title"];
        (All, Others) = (await lists.OwnAsync(Aborted), await lists.OthersAsync(MostOthers, Aborted));
        Topics = (await vocabularies.GetAsync(Aborted))[VocabularyName.Topics].Terms;
        _places = await gazetteer.GetAsync(Aborted);
    }
}

/// <summary>The fields of a webhook as they are typed.</summary>
internal sealed record WebhookForm(string Url, string[] Regions, string[] Topics)
{
    public static WebhookForm Empty { get; } = new("", [], []);
}
