using MsoNetwork.Funding;
using MsoNetwork.SeedFiles;
using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Funding;

/// <summary>What the pages about funding share.</summary>
internal abstract class FundingSitePage(FundingLines lines, TimeProvider time) : SitePage
{
    public FundingLines Lines { get; } = lines;

    public DateOnly Today { get; } = time.Today();

    /// <summary>Of what the files say: they are German and English.</summary>
    public string ContentLanguage => Language.Tag == "en" ? "en" : "de";

    public string In(SeedText text) => text.In(ContentLanguage);

    /// <summary>What a phase gives, as short sentences.</summary>
    public IEnumerable<string> Money(FundingPhase phase)
    {
        if (phase.Amount is { Most: { } most, IsPerYear: var yearly })
            yield return T[yearly ? "funding.perYear" : "funding.most", T.Number(most)];
        if (phase.Amount?.Share is { } share) yield return T["funding.share", T.Percent(share / 100.0)];
        if (phase.Amount?.OwnShare is { } own and > 0) yield return T["funding.own", T.Percent(own / 100.0)];
        if (phase.Amount?.UnpaidWork is { } unpaid and > 0) yield return T["funding.unpaid", T.Percent(unpaid / 100.0)];
    }
}
