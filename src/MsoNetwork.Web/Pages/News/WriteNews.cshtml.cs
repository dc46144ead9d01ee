using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.News;
using MsoNetwork.Permissions;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Inbox;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.News;

/// <summary>/de/neuigkeiten/schreiben: staff of centres and whoever keeps the seeds enter news; with ?id= they change one.</summary>
internal sealed class WriteNewsModel(Registry registry, NewsRequests requests, NewsStore store, TimeProvider time) : WorkPage
{
    public override bool MayAct => Rights.Allows(Viewer, Resource.News, Operation.Create, new Facts { Centre = OwnCentre });

    /// <summary>What is changed; null for a new entry.</summary>
    public NewsEntry? Entry { get; private set; }

    /// <summary>What was typed, by the fields of the form.</summary>
    public Dictionary<string, string> Typed { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<NewsEntry> Own { get; private set; } = [];

    public IReadOnlyList<Term> Topics { get; private set; } = [];

    public IReadOnlyList<string> Chosen { get; private set; } = [];

    private string? OwnCentre => (Viewer.ActsFor as CentreMembership)?.Centre;

    private Gazetteer Gazetteer { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        await ShowAsync(null);
        if (Content() is not { } written) return Page();
        var input = new AddNewsInput(
            written.Title, written.Publisher, written.Day, written.Url, written.Summary, [.. Chosen], written.Region);
        var entry = await TryAsync("addNews", input, requests.AddAsync, found => requests.FindAsync(found, Aborted));
        return entry is null ? Page() : To("newsAdded");
    }

    public async Task<IActionResult> OnPostSaveAsync(string id)
    {
        if (!await ShowAsync(id)) return NotFound();
        if (Content() is not { } written) return Page();
        var input = new ChangeNewsInput(
            written.Title, written.Publisher, written.Day, written.Url, written.Summary, [.. Chosen], written.Region)
        {
            Id = Global(Entry!.Id),
            ExpectedVersion = PostedNumber("version"),
        };
        var entry = await TryAsync("changeNews", input, requests.ChangeAsync, found => requests.FindAsync(found, Aborted));
        return entry is null ? Page() : To("newsChanged");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id)
    {
        if (!await ShowAsync(id)) return NotFound();
        var input = new WithdrawNewsInput { Id = Global(Entry!.Id), ExpectedVersion = PostedNumber("version") };
        var gone = await TryAsync(
            "withdrawNews", input, requests.WithdrawAsync, found => Task.FromResult<NewsEntry?>(NewsRequests.Gone(found)));
        return gone is null ? Page() : To("newsGone");
    }

    private RedirectResult To(string done) => Redirect($"{Path("neuigkeiten/schreiben")}?getan={done}");

    private static string Global(Guid id) => GlobalId.Encode("NewsEntry", id.ToString("N"));

    // What is none of theirs is not there for them.
    private async Task<bool> ShowAsync(string? id)
    {
        (Gazetteer, var vocabularies) = await registry.ReferenceAsync(Aborted);
        Topics = [.. vocabularies[VocabularyName.Topics].Terms.Where(term => term.Broader is null)];
        Title = T["newsForm.title"];
        if (MayAct)
        {
            var all = Rights.Allows(Viewer, Resource.News, Operation.Change, new Facts());
            Own = await store.ByHandAsync(all ? null : OwnCentre, Aborted);
        }

        if (id is null) return true;
        Entry = Guid.TryParseExact(id, "N", out var known) ? await store.FindAsync(known, Aborted) : null;
        if (Entry is null || !Rights.Allows(Viewer, Resource.News, Operation.Change, NewsPermissions.Facts(Entry))) return false;
        Typed["title"] = Entry.Title;
        Typed["publisher"] = Entry.Publisher;
        Typed["day"] = Entry.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Typed["url"] = Entry.Url ?? "";
        Typed["summary"] = Entry.Summary ?? "";
        Typed["region"] = Entry.Region is { } key ? Gazetteer.ByKey(key)?.Name ?? key : "";
        Chosen = Entry.Topics;
        return true;
    }

    private (string Title, string Publisher, DateTime Day, string? Url, string? Summary, string? Region)? Content()
    {
        foreach (var field in (string[])["title", "publisher", "day", "url", "summary", "region"]) Typed[field] = Posted(field).Trim();
        // Narrower topics, which programs may give, have no box here and stay.
        Chosen =
        [
            .. Request.Form["topics"].OfType<string>().Where(IsShown), .. (Entry?.Topics ?? []).Where(key => !IsShown(key)),
        ];
        var day = PostedDay("day");
        if (day is null && Problems.Count == 0) Problems.Add(new WorkProblem("day", "wrong.day"));
        if (day is { } written && DateOnly.FromDateTime(written) > time.Today()) Problems.Add(new WorkProblem("day", "wrong.future"));
        var place = Typed["region"].Length is > 0 and <= 200 ? TypedPlace.Read(Typed["region"], Gazetteer) : "";
        var region = place.Length == 0 ? null : Gazetteer.ByKey(place) ?? TypedPlace.Region(place, Gazetteer);
        if (place.Length > 0 && region is null) Problems.Add(new WorkProblem("region", "wrong.region"));
        return Problems.Count > 0 ? null
            : (Typed["title"], Typed["publisher"], day!.Value, Empty("url"), Empty("summary"), region?.Key);
    }

    private bool IsShown(string topic) => Topics.Any(one => one.Key == topic);

    private string? Empty(string field) => Typed[field].Length == 0 ? null : Typed[field];
}
