namespace MsoNetwork.Matching;

/// <summary>What a planned project needs; checked.</summary>
/// <param name="Topics">Keys: each to be worked on by somebody (the terms below it count).</param>
/// <param name="TargetGroups">Keys: each to be worked for by somebody.</param>
/// <param name="Regions">AGS prefixes: in each somebody works.</param>
/// <param name="Size">Organisations in all, the lead included.</param>
/// <param name="LeastLessExperienced">So many beside the lead must be less experienced.</param>
public sealed record ConsortiumDemands(
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> TargetGroups,
    IReadOnlyList<string> Regions,
    int Size,
    int LeastLessExperienced
)
{
    public const int SmallestSize = 2;
    public const int LargestSize = 12;

    /// <summary>Of each kind; together at most 60, so that what is covered fits into one number's bits.</summary>
    public const int MostOfAKind = 20;

    /// <summary>What covering one demand first is worth: more than any pair's likeness, so that coverage comes first.</summary>
    public const int Points = 10_000;

    public int Count => Topics.Count + TargetGroups.Count + Regions.Count;

    /// <summary>
    /// What a greedy choice reaches of the best one, at least. The gain is monotone and submodular (coverage, and likeness that adds up):
    /// with a number of members alone 1 - 1/e (Nemhauser, Wolsey, Fisher 1978, "An analysis of approximations for maximizing submodular set
    /// functions I"); with a bound on the experienced among them, a matroid, 1/2 (Fisher, Nemhauser, Wolsey 1978, the same, II).
    /// </summary>
    public double Guarantee => LeastLessExperienced == 0 ? 1 - (1 / Math.E) : 0.5;
}

/// <summary>A member with what it adds to those before it.</summary>
/// <param name="Place">The organisation, by its place in the network.</param>
/// <param name="Gain">Points: the sum of the reasons'.</param>
/// <param name="Reasons">What it covers first, then why it fits the lead.</param>
public sealed record ConsortiumMember(
    MatchNetwork Network,
    int Place,
    bool IsLead,
    bool IsExperienced,
    int Gain,
    IReadOnlyList<MatchReason> Reasons
);

/// <summary>A set of organisations for a project: the lead first, then in the order of choice.</summary>
public sealed record Consortium(MatchNetwork Network, ConsortiumDemands Demands, IReadOnlyList<ConsortiumMember> Members)
{
    public int Gain => Members.Sum(member => member.Gain);

    public int LessExperienced => Members.Count(member => member is { IsLead: false, IsExperienced: false });

    public bool LeadIsExperienced => Members is [{ IsExperienced: true }, ..];

    public IEnumerable<string> UncoveredTopics =>
        Demands.Topics.Except(Covered(MatchReasonKind.CoversTopics).SelectMany(reason => reason.Terms));

    public IEnumerable<string> UncoveredTargetGroups =>
        Demands.TargetGroups.Except(Covered(MatchReasonKind.CoversTargetGroups).SelectMany(reason => reason.Terms));

    public IEnumerable<string> UncoveredRegions =>
        Demands.Regions.Except(Covered(MatchReasonKind.CoversRegions).SelectMany(reason => reason.Regions));

    /// <summary>As many as asked for, everything covered, and less experienced ones enough.</summary>
    public bool IsComplete => Members.Count == Demands.Size && LessExperienced >= Demands.LeastLessExperienced
        && !UncoveredTopics.Any() && !UncoveredTargetGroups.Any() && !UncoveredRegions.Any();

    private IEnumerable<MatchReason> Covered(MatchReasonKind kind) =>
        Members.SelectMany(member => member.Reasons).Where(reason => reason.Kind == kind);
}
