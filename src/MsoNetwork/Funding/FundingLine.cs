using MsoNetwork.SeedFiles;

namespace MsoNetwork.Funding;

/// <summary>What a line asks of whoever applies.</summary>
/// <param name="Key">In its file.</param>
/// <param name="Text">As a sentence.</param>
/// <param name="Met">Holds when the criterion is met.</param>
/// <param name="Probably">Holds when it is met by one of several readings of the rules; null where there is one reading.</param>
/// <param name="IsSoft">The authority decides: not meeting it is no refusal.</param>
/// <param name="Doubt">Where sources differ.</param>
/// <param name="Page">Where it stands.</param>
public sealed record FundingCriterion(
    string Key, SeedText Text, FundingRule Met, FundingRule? Probably, bool IsSoft, SeedText? Doubt, SourcePage Page)
{
    public IEnumerable<string> Facts => Probably is null ? Met.Facts : Met.Facts.Concat(Probably.Facts).Distinct();
}

/// <summary>Money of a phase, in whole euros and percent; null where no source says it.</summary>
/// <param name="Most">At most.</param>
/// <param name="IsPerYear">That each year, and not in all.</param>
/// <param name="Share">Of the costs, at most.</param>
/// <param name="OwnShare">Of the costs, at least.</param>
/// <param name="UnpaidWork">Of the costs, at most so much of the own share as unpaid work.</param>
/// <param name="UnpaidWorkDoubt">Where sources may as well mean that percentage of the own share, and not of the costs.</param>
public sealed record FundingAmount(int? Most, bool IsPerYear, int? Share, int? OwnShare, int? UnpaidWork, SeedText? UnpaidWorkDoubt);

/// <summary>The form in which the authority wants a finance plan, as far as public pages say it.</summary>
public sealed record FundingPlanForm(SeedText Text, SourcePage Page);

/// <summary>Whether one can apply.</summary>
public enum FundingStatus
{
    Open,

    /// <summary>It is known that a call comes.</summary>
    Announced,
    Closed,

    /// <summary>No source says it.</summary>
    Unknown,
}

/// <summary>A round of a line with its own call, days and amounts.</summary>
public sealed record FundingPhase
{
    public required string Key { get; init; }
    public required SeedText Name { get; init; }

    /// <summary>First day on which one may apply.</summary>
    public DateOnly? Opens { get; init; }

    /// <summary>Last day, until midnight in Berlin.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Funded projects run from here.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>What a source says where days don't.</summary>
    public FundingStatus? Stated { get; init; }
    public FundingAmount? Amount { get; init; }
    public SeedText? AmountInWords { get; init; }
    public required IReadOnlyList<FundingCriterion> Criteria { get; init; }
    public required IReadOnlyList<SeedText> Doubts { get; init; }
    public required SourcePage Page { get; init; }

    /// <summary>On a day in Berlin.</summary>
    public FundingStatus StatusOn(DateOnly day) =>
        Deadline < day ? FundingStatus.Closed
        : Opens > day ? FundingStatus.Announced
        : Stated ?? (Opens is not null && Deadline is not null ? FundingStatus.Open : FundingStatus.Unknown);
}

/// <summary>A line of funding: who gives what to whom.</summary>
public sealed record FundingLine
{
    public required string Key { get; init; }
    public required SeedText Name { get; init; }
    public required SeedText Programme { get; init; }
    public required SeedText For { get; init; }
    public required SeedText Authority { get; init; }
    public string? AuthorityEmail { get; init; }
    public string? Url { get; init; }
    public SeedText? LegalBasis { get; init; }
    public required SeedText Advice { get; init; }
    public required IReadOnlyList<SeedText> Documents { get; init; }

    /// <summary>Null where no public page shows a form.</summary>
    public FundingPlanForm? PlanForm { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required IReadOnlyList<SeedText> Doubts { get; init; }

    /// <summary>The latest first.</summary>
    public required IReadOnlyList<FundingPhase> Phases { get; init; }
    public required IReadOnlyList<SourcePage> Pages { get; init; }

    /// <summary>The phase that somebody who asks on a day means: one that is open, else the next to come, else the last.</summary>
    public FundingPhase PhaseOn(DateOnly day) =>
        Phases.FirstOrDefault(phase => phase.StatusOn(day) == FundingStatus.Open)
        ?? Phases.LastOrDefault(phase => phase.StatusOn(day) == FundingStatus.Announced)
        ?? Phases.FirstOrDefault(phase => (phase.Opens ?? phase.From ?? phase.Deadline ?? DateOnly.MinValue) <= day)
        ?? Phases[^1];
}
