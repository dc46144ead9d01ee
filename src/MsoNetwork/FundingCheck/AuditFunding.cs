using MsoNetwork.Funding;

namespace MsoNetwork.FundingCheck;

/// <summary>Why a line came out as it did for one organisation.</summary>
/// <param name="Line">The line, with phase and outlook.</param>
/// <param name="Decided">The criteria that decided: those not met, else those that leave it to the authority or open; none if all are
/// met.</param>
public sealed record AuditedLine(CheckedLine Line, IReadOnlyList<CheckedCriterion> Decided);

/// <summary>How many questions were asked until nothing was open any more.</summary>
/// <param name="Chosen">Each the one that decides most.</param>
/// <param name="Fixed">In the order of facts.yaml, until nothing was open.</param>
/// <param name="All">Questions that there are.</param>
public sealed record AskedQuestions(int Chosen, int Fixed, int All);

/// <summary>Says which rule decided what, as public screeners are audited.</summary>
public sealed class AuditFunding(CheckFunding check, FundingLines lines)
{
    public IReadOnlyList<AuditedLine> Run(FundingFacts facts, DateOnly on) =>
        [.. check.Of(facts, on).Select(line => new AuditedLine(line, Deciding(line)))];

    /// <summary>Asks somebody who can answer everything.</summary>
    public AskedQuestions Ask(FundingFacts somebody, DateOnly on)
    {
        var chosen = 0;
        for (var known = new FundingFacts(); check.Run(known, on).Next is { } next; chosen++)
            known = known.With(next.Name, Answer(somebody, next.Name));
        var (fixedOrder, soFar) = (0, new FundingFacts());
        foreach (var fact in lines.Facts)
        {
            if (check.Run(soFar, on).Next is null) break;
            soFar = soFar.With(fact.Name, Answer(somebody, fact.Name));
            fixedOrder++;
        }

        return new(chosen, fixedOrder, lines.Facts.Count);
    }

    private static object Answer(FundingFacts somebody, string fact) => (object?)somebody.YesNo(fact) ?? (object?)somebody.Number(fact)
        ?? (object?)somebody.Day(fact) ?? somebody.Place(fact) ?? throw new ArgumentException($"Nothing is known of {fact}.");

    private static IReadOnlyList<CheckedCriterion> Deciding(CheckedLine line) => line.Outlook switch
    {
        FundingOutlook.Missing => Of(line, one => one is { Result: CriterionResult.NotMet, Criterion.IsSoft: false }),
        FundingOutlook.Unknown => Of(line, one => one.Result == CriterionResult.Unknown),
        FundingOutlook.AskAuthority => Of(line, one => one.Result != CriterionResult.Met),
        _ => [],
    };

    private static IReadOnlyList<CheckedCriterion> Of(CheckedLine line, Func<CheckedCriterion, bool> which) =>
        [.. line.Criteria.Where(which)];
}
