using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>What a suggestion is for.</summary>
public enum SuggestionPurpose
{
    SimilarWork,
    Complementary,
    Mentors,
    Mentees,
}

/// <summary>A kind of evidence that two organisations fit, or what a member brings to a consortium.</summary>
public enum MatchReasonKind
{
    CoversTopics,
    CoversTargetGroups,
    CoversRegions,
    CoversLanguages,
    SharedTopics,
    OffersSought,
    SeeksOffered,
    OffersNeeded,
    NeedsOffered,
    MoreExperienced,
    LessExperienced,
    SharedTargetGroups,
    SharedLanguages,
    Nearby,
    CommonPartners,
    Experience,
    RecentActivity,
    SharedOrigins,
    SharedReligion,
}

/// <summary>One reason with its points and with the facts behind it; those that a kind does not need are empty.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Points">Its part of the score: the score is the sum.</param>
/// <param name="Of">The organisation that is suggested, by its place in the network.</param>
/// <param name="For">The one it is suggested to; null where there is none.</param>
public sealed record MatchReason(MatchReasonKind Kind, int Points, int Of, int? For)
{
    public VocabularyName Vocabulary { get; init; }

    /// <summary>Keys of <see cref="Vocabulary"/>, the rarest first.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>AGS prefixes.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Partners of both, by their places, those with fewest others first.</summary>
    public IReadOnlyList<int> Partners { get; init; } = [];

    /// <summary>Open calls: those that seek, then those that offer the same.</summary>
    public IReadOnlyList<MatchCall> Calls { get; init; } = [];

    /// <summary>Geodesic metres between both as the directory shows them.</summary>
    public double? Metres { get; init; }

    /// <summary>Cooperations known of the suggested one.</summary>
    public int? Cooperations { get; init; }

    /// <summary>The last sign of life of the suggested one.</summary>
    public DateOnly? LastSign { get; init; }
}

/// <summary>An organisation that fits, with the reasons; the score is the sum of their points.</summary>
/// <param name="Place">The organisation, by its place in the network.</param>
/// <param name="Score">Points.</param>
/// <param name="Connected">Whether they work together already.</param>
/// <param name="Reasons">The weightiest first.</param>
public sealed record PartnerSuggestion(MatchNetwork Network, int Place, int Score, bool Connected, IReadOnlyList<MatchReason> Reasons)
{
    public double? Metres { get; init; }
}
