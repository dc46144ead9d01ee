using System.Globalization;
using MsoNetwork.Digests;
using MsoNetwork.PartnerCalls;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Calls;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using PageAddress = MsoNetwork.Inbox.PageAddress;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>Partner calls by the form of /de/gesuche.</summary>
internal sealed class CallDigest(
    Registry registry, PartnerCallLists lists, SearchPartnerCalls search, PageAddress address, TimeProvider time)
    : ListDigest<CallForm>(SearchSubject.PartnerCalls, registry)
{
    // Before the last day to answer.
    private const int Days = 7;

    protected override string List => "gesuche";

    protected override string Title => "calls.title";

    public override async Task<IReadOnlyList<Found>> FindAsync(string query, CancellationToken cancellationToken)
    {
        var form = await FormAsync(query, cancellationToken);
        var (today, found) = (time.Today(), new List<Found>());
        for (string? after = null; ;)
        {
            var page = await search.RunAsync(form.Text, form.Filter, PageSize.Most, after, facets: false, cancellationToken);
            foreach (var call in (await page.EdgesAsync(cancellationToken)).Select(edge => edge.Node))
            {
                found.Add(new Found($"{call.Id:N}", DigestNews.New, $"{call.Id:N}"));
                if (call is { State: PartnerCallState.Open, Call.OpenUntil: { } until } && until <= today.AddDays(Days))
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"{call.Id:N} until {until:yyyyMMdd}");
                    found.Add(new Found(key, DigestNews.Deadline, $"{call.Id:N}"));
                }
            }

            if (!page.Answer.More) return found;
            after = await page.EndCursorAsync(cancellationToken);
        }
    }

    public override async Task<IReadOnlyList<DigestItem>> ShowAsync(
        IReadOnlyList<Found> found, string language, CancellationToken cancellationToken)
    {
        var t = DigestTexts.Of(language);
        var ids = found.Select(one => Guid.Parse(one.Of)).Distinct().ToList();
        var calls = await lists.ById.Load(ids, one => ids.Select(one).OfType<ListedPartnerCall>().ToDictionary(call => call.Id))
            .GetResultAsync(cancellationToken);
        return
        [
            .. from one in found
            let call = calls.GetValueOrDefault(Guid.Parse(one.Of))
            where call is not null
            let detail = one.News == DigestNews.Deadline && call.Call.OpenUntil is { } until ? t.Date(until)
                : t["call.kind", t["direction." + call.Call.Direction], t["subject." + call.Call.Subject]]
            select new DigestItem(one.News, call.Title(language).Text, detail, address(language, $"gesuche/{call.Call.Slug}"))
            {
                Key = one.Key,
                At = one.News == DigestNews.Deadline && call.Call.OpenUntil is { } last
                    ? DigestTexts.Morning(last.AddDays(-Days)) : call.Since,
            },
        ];
    }

    protected override CallForm Read(
        IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems) =>
        CallForm.Read(query, gazetteer, vocabularies, problems);

    protected override string Written(CallForm form) => QueryOf((form with { After = null }).Address(PageLanguage.Default));

    protected override IEnumerable<string> Words(CallForm form, Gazetteer gazetteer, VocabularySet vocabularies, Texts t) =>
    [
        .. form.Text.Length > 0 ? [form.Text] : Array.Empty<string>(),
        .. form.HasPlace ? [form.PlaceInWords(gazetteer, t)] : Array.Empty<string>(),
        .. form.ChosenKeys().Select(one => CallForm.Label(one.Field, one.Key, gazetteer, vocabularies, t)),
    ];
}
