using System.Globalization;
using MsoNetwork.Digests;
using MsoNetwork.Errors;
using MsoNetwork.Funding;
using MsoNetwork.Inbox;
using MsoNetwork.Time;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>All lines of funding, as /de/foerderung has them: phases that are announced or open, and their last days.</summary>
internal sealed class FundingDigest(FundingLines lines, PageAddress address, TimeProvider time) : DigestSource(SearchSubject.Funding)
{
    // Before the last day to apply: an application takes longer than an answer.
    private const int Days = 14;

    public override Task<ReadSearch> ReadAsync(string query, string language, CancellationToken cancellationToken) =>
        query.Length == 0 ? Task.FromResult(new ReadSearch("", DigestTexts.Of(language)["funding.title"]))
            : throw NetworkException.Invalid("query", "The lines of funding are one list: there is nothing to choose by.");

    public override Task<IReadOnlyList<Found>> FindAsync(string query, CancellationToken cancellationToken)
    {
        var today = time.Today();
        return Task.FromResult<IReadOnlyList<Found>>(
            [.. from line in lines.All from phase in line.Phases from found in Of(line, phase, today) select found]);
    }

    public override Task<IReadOnlyList<DigestItem>> ShowAsync(
        IReadOnlyList<Found> found, string language, CancellationToken cancellationToken)
    {
        var (t, today, content) = (DigestTexts.Of(language), time.Today(), language == "en" ? "en" : "de");
        return Task.FromResult<IReadOnlyList<DigestItem>>(
        [
            .. from one in found
            let line = lines.ByKey(one.Of.Split(' ')[0])
            let phase = line?.Phases.FirstOrDefault(each => each.Key == one.Of.Split(' ')[1])
            where phase is not null
            let status = one.News == DigestNews.New ? t["fundingStatus." + phase.StatusOn(today)] : null
            let deadline = phase.Deadline is { } day ? t["funding.deadline", t.Date(day)] : null
            select new DigestItem(
                one.News,
                $"{line.Name.In(content)}, {phase.Name.In(content)}",
                string.Join(", ", new[] { status, deadline }.OfType<string>()),
                address(language, $"foerderung/{line.Key}"))
            {
                Key = one.Key,
                At = DigestTexts.Morning(
                    one.News == DigestNews.Deadline && phase.Deadline is { } last ? last.AddDays(-Days)
                    : phase.Opens is { } opens && opens <= today ? opens : phase.Page.ReadOn),
            },
        ]);
    }

    public override string PathOf(string query) => "foerderung";

    private static IEnumerable<Found> Of(FundingLine line, FundingPhase phase, DateOnly today)
    {
        var (status, of) = (phase.StatusOn(today), $"{line.Key} {phase.Key}");
        if (status is FundingStatus.Open or FundingStatus.Announced) yield return new Found($"{of} {status}", DigestNews.New, of);
        if (status == FundingStatus.Open && phase.Deadline is { } last && last <= today.AddDays(Days))
            yield return new Found(string.Create(CultureInfo.InvariantCulture, $"{of} until {last:yyyyMMdd}"), DigestNews.Deadline, of);
    }
}
