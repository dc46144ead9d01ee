using MsoNetwork.Funding;

namespace MsoNetwork.FundingCheck;

/// <summary>What a check found, and what to ask next.</summary>
/// <param name="Lines">Those that are most likely first, then by deadline.</param>
/// <param name="Next">The question whose answer decides most; null when no answer changes anything more.</param>
/// <param name="Decides">How many criteria the next answer decides, on the average of its answers.</param>
/// <param name="Spared">So many questions need no answer any more, although none was given.</param>
public sealed record FundingFindings(IReadOnlyList<CheckedLine> Lines, FundingFact? Next, double Decides, int Spared);

/// <summary>
/// Joins what is known of an organisation with the rules of all lines. The next question is the one that on the average of its answers
/// decides most criteria of lines that are still possible: a greedy choice by expected gain, as in decision trees (Quinlan 1986).
/// </summary>
public sealed class CheckFunding(FundingLines lines)
{
    /// <summary>Years for which a line that has ended is still checked.</summary>
    private const int Remembered = 2;

    /// <param name="facts">What is known; answers are not stored.</param>
    /// <param name="on">The day of the application in Berlin.</param>
    /// <param name="skipped">Questions that nobody can answer; they are not asked again.</param>
    public FundingFindings Run(FundingFacts facts, DateOnly on, IReadOnlySet<string>? skipped = null)
    {
        var found = Of(facts, on).ToList();
        var open = found.SelectMany(line => line.Open(facts)).ToHashSet(StringComparer.Ordinal);
        var best = lines.Facts.Where(fact => open.Contains(fact.Name) && skipped?.Contains(fact.Name) != true)
            .Select(fact => (Fact: fact, Gain: Gain(fact, facts, on, found)))
            .OrderByDescending(one => one.Gain)
            .FirstOrDefault();
        return new(
            [
                .. found.OrderBy(line => line.Outlook).ThenBy(line => line.Status == FundingStatus.Closed).ThenBy(line => line.Status)
                    .ThenBy(line => line.Phase.Deadline ?? DateOnly.MaxValue).ThenBy(line => line.Line.Key, StringComparer.Ordinal),
            ],
            best.Fact,
            best.Gain,
            lines.Facts.Count(fact => !facts.Knows(fact.Name) && !open.Contains(fact.Name)));
    }

    /// <summary>The lines in the order of their files, without those that ended long ago.</summary>
    internal IEnumerable<CheckedLine> Of(FundingFacts facts, DateOnly on) => lines.All.Select(line => (Line: line, Phase: line.PhaseOn(on)))
        .Where(one => !IsHistory(one.Phase, on)).Select(one => CheckedLine.Of(one.Line, one.Phase, facts, on));

    // Nobody waits for a programme that ended years ago; one that pauses for a year may come again.
    private static bool IsHistory(FundingPhase phase, DateOnly on) => phase.StatusOn(on) == FundingStatus.Closed
        && (phase.To ?? phase.Deadline ?? phase.From ?? on) < on.AddYears(-Remembered);

    // Criteria of a line that an answer rules out are decided too: nobody need ask about them any more.
    private double Gain(FundingFact fact, FundingFacts facts, DateOnly on, List<CheckedLine> now)
    {
        var answers = now.SelectMany(line => line.Criteria).SelectMany(one => (FundingRule?[])[one.Criterion.Met, one.Criterion.Probably])
            .OfType<FundingRule>().SelectMany(rule => rule.Telling(fact.Name, on)).Distinct().ToList();
        var before = now.Sum(Undecided);
        return answers.Count == 0 ? 0 : answers.Average(answer => before - Of(facts.With(fact.Name, answer), on).Sum(Undecided));
    }

    private static int Undecided(CheckedLine line) =>
        line.Outlook == FundingOutlook.Missing ? 0 : line.Criteria.Count(one => !one.IsSettled);
}
