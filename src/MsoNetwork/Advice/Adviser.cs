using MsoNetwork.Organisations;
using MsoNetwork.Regions;

namespace MsoNetwork.Advice;

/// <summary>Somebody who can help.</summary>
/// <param name="Role">What it does for whom.</param>
/// <param name="Entry">Its entry in the registry; null where it has none.</param>
/// <param name="Reasons">Why, at least one.</param>
public sealed record Adviser(AdviceRole Role, OrganisationEntry? Entry, IReadOnlyList<AdviceReason> Reasons)
{
    public int Score => Reasons.Sum(reason => reason.Points);
}

/// <summary>Who can help with a topic at a place.</summary>
/// <param name="Asked">As it was understood.</param>
/// <param name="Place">Null for everywhere.</param>
/// <param name="Advisers">The best first.</param>
public sealed record AdviceAnswer(AskedTopic Asked, RegionEntry? Place, IReadOnlyList<Adviser> Advisers);
