using MsoNetwork.Invented;
using MsoNetwork.Matching;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.Commands;

/// <summary>
/// Brings generator and matcher together, which do not know each other: invents a network, hides some ties, and lets all methods rank them.
/// </summary>
internal static class SyntheticMatching
{
    public const double HiddenShare = 0.2;

    /// <summary>Cooperations for each organisation, as in the speed measurements (60,000 of 20,000).</summary>
    public const int TiesEach = 3;

    private static readonly DateOnly Today = new(2026, 11, 1);

    public static IReadOnlyList<(string Method, LinkQuality Quality)> Evaluate(
        Gazetteer gazetteer, VocabularySet vocabularies, int organisations, SyntheticTies ties, ulong seed)
    {
        var profiles = SyntheticNetwork.Profiles(gazetteer, vocabularies, organisations, seed);
        var pairs = SyntheticCooperations.Pairs(
            [.. profiles.Select(profile => new SyntheticMember(profile.Municipality, profile.Topics, profile.Languages))],
            organisations * TiesEach,
            ties,
            seed
        );
        var (shown, hidden) = LinkPrediction.Hide(pairs, HiddenShare, seed);
        var network = new MatchNetwork(
            [.. profiles.Select(Member)],
            [.. shown.Select(pair => new MatchTie(pair.From, pair.To, GoesOn: true, Start: null))],
            vocabularies,
            Today
        );
        return
        [
            .. LinkMethods
                .Of(network, seed)
                .Select(method => (method.Name, LinkPrediction.Measure(organisations, shown, hidden, method.Scores))),
        ];
    }

    private static MatchMember Member(SyntheticProfile profile, int number) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Name = FormattableString.Invariant($"Erfunden {number}"),
        Municipality = profile.Municipality,
        Latitude = profile.Location.Latitude,
        Longitude = profile.Location.Longitude,
        Topics = MatchMember.WithoutReligion(profile.Topics),
        TargetGroups = profile.TargetGroups,
        Offers = profile.Offers,
        Languages = profile.Languages,
        FoundedYear = profile.FoundedYear,
    };
}
