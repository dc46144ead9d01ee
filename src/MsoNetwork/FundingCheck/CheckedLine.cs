using MsoNetwork.Funding;

namespace MsoNetwork.FundingCheck;

/// <summary>Whether a criterion is met.</summary>
public enum CriterionResult
{
    Met,

    /// <summary>By one reading of the rules; the sources differ.</summary>
    ProbablyMet,
    NotMet,

    /// <summary>An answer is missing.</summary>
    Unknown,
}

/// <summary>What all criteria of a line say together; never a promise.</summary>
public enum FundingOutlook
{
    /// <summary>Every criterion is met, as far as the answers are right.</summary>
    LikelyEligible,

    /// <summary>Nothing speaks against it, but something is the authority's to decide.</summary>
    AskAuthority,

    /// <summary>Answers are missing.</summary>
    Unknown,

    /// <summary>At least one criterion is not met.</summary>
    Missing,
}

/// <summary>A criterion with what was found.</summary>
/// <param name="Criterion">What is asked.</param>
/// <param name="Result">Whether it is met.</param>
/// <param name="IsSettled">No answer changes it any more.</param>
public sealed record CheckedCriterion(FundingCriterion Criterion, CriterionResult Result, bool IsSettled)
{
    internal static CheckedCriterion Of(FundingCriterion criterion, FundingFacts facts, DateOnly on)
    {
        var met = criterion.Met.Holds(facts, on);
        var probably = criterion.Probably?.Holds(facts, on) ?? Truth.False;
        return new(criterion,
            met == Truth.True ? CriterionResult.Met
            : probably == Truth.True ? CriterionResult.ProbablyMet
            : met == Truth.False && probably == Truth.False ? CriterionResult.NotMet
            : CriterionResult.Unknown,
            met != Truth.Unknown && (met == Truth.True || probably != Truth.Unknown));
    }
}

/// <summary>A line, the phase that is meant, and what its criteria say.</summary>
public sealed record CheckedLine(FundingLine Line, FundingPhase Phase, DateOnly On, IReadOnlyList<CheckedCriterion> Criteria)
{
    public FundingOutlook Outlook =>
        Criteria.Any(one => one is { Result: CriterionResult.NotMet, Criterion.IsSoft: false }) ? FundingOutlook.Missing
        : Criteria.Any(one => one.Result == CriterionResult.Unknown) ? FundingOutlook.Unknown
        : Criteria.Any(one => one.Result != CriterionResult.Met) ? FundingOutlook.AskAuthority
        : FundingOutlook.LikelyEligible;

    public FundingStatus Status => Phase.StatusOn(On);

    /// <summary>Facts that could still change what is said of this line.</summary>
    internal IEnumerable<string> Open(FundingFacts facts) => Outlook == FundingOutlook.Missing ? []
        : Criteria.Where(one => !one.IsSettled).SelectMany(one => one.Criterion.Facts)
            .Where(fact => !facts.Knows(fact)).Distinct();

    internal static CheckedLine Of(FundingLine line, FundingPhase phase, FundingFacts facts, DateOnly on) =>
        new(line, phase, on, [.. phase.Criteria.Select(criterion => CheckedCriterion.Of(criterion, facts, on))]);
}
