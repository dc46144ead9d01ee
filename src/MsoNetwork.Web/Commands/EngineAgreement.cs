using System.Globalization;
using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Web.Commands;

/// <summary>What was answered to one judged query.</summary>
/// <param name="Quality">How good the answer is.</param>
/// <param name="Routed">The configured engine's answer.</param>
internal sealed record JudgedAnswer(QueryQuality Quality, RoutedAnswer Routed)
{
    /// <summary>The answer of the registry's own index, where another engine is configured.</summary>
    public RoutedAnswer? Own { get; init; }
}

/// <summary>How far the configured engine and the registry's own index say the same.</summary>
internal static class EngineAgreement
{
    private const double Near = 0.1;

    /// <summary>
    /// Prints on which share of the queries the totals lie within 10 % of each other and the first hit is the same. False when either is
    /// below the floor; true where only one engine was asked.
    /// </summary>
    public static bool Report(List<JudgedQuery> judged, List<JudgedAnswer> answers, double floor, int worst)
    {
        if (answers.TrueForAll(one => one.Own is null)) return true;
        var outer = answers.Count(one => one.Routed.Engine == SearchEngineName.Meilisearch) / (double)answers.Count;
        var totals = answers.Count(AreTotalsNear) / (double)answers.Count;
        var firsts = answers.Count(IsFirstSame) / (double)answers.Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"answered by Meilisearch: {outer:0.0%}; totals within {Near:0%} of our own: {totals:0.0%}; same first hit: {firsts:0.0%}"));
        var others = judged.Zip(answers).Where(one => !AreTotalsNear(one.Second) || !IsFirstSame(one.Second));
        foreach (var (query, answer) in others.Take(worst))
        {
            var (page, own) = (answer.Routed.Answer, answer.Own!.Answer);
            Console.WriteLine($"  {query.Id} \"{query.Query}\": {page.TotalCount} hits, our own {own.TotalCount}; "
                + (IsFirstSame(answer) ? "same first hit" : "another first hit"));
        }

        if (Math.Min(totals, firsts) >= floor) return true;
        Console.Error.WriteLine($"The engines agree on less than {floor.ToString(CultureInfo.InvariantCulture)} of the queries.");
        return false;
    }

    private static bool AreTotalsNear(JudgedAnswer one)
    {
        var (total, own) = (one.Routed.Answer.TotalCount, one.Own!.Answer.TotalCount);
        return Math.Abs(total - own) <= Near * Math.Max(total, own);
    }

    private static bool IsFirstSame(JudgedAnswer one) =>
        one.Routed.Answer.Hits.Select(hit => hit.Id).Take(1).SequenceEqual(one.Own!.Answer.Hits.Select(hit => hit.Id).Take(1));
}
