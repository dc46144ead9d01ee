namespace MsoNetwork.Matching;

/// <summary>
/// The points of one pair by kind of reason: whole numbers, so that they add up exactly in any order and in any language.
/// </summary>
/// <param name="Topics">Common topics.</param>
/// <param name="TargetGroups">Common target groups.</param>
/// <param name="Languages">Common languages.</param>
/// <param name="Distance">How near they are.</param>
/// <param name="Partners">Common partners.</param>
/// <param name="Experience">Cooperations of both.</param>
/// <param name="Activity">Signs of life of both.</param>
/// <param name="OffersSought">What the suggested one offers and the other seeks in open calls.</param>
/// <param name="SeeksOffered">What the suggested one seeks in open calls and the other offers.</param>
/// <param name="Gives">Offers of the suggested one that the other lacks.</param>
/// <param name="Takes">Offers of the other that the suggested one lacks.</param>
/// <param name="Mentoring">How much more experience the mentor has.</param>
/// <param name="Origins">Common origins, where both asked for that.</param>
/// <param name="Religion">Religious work of both, where both asked for that.</param>
public readonly record struct MatchPoints(
    int Topics,
    int TargetGroups,
    int Languages,
    int Distance,
    int Partners,
    int Experience,
    int Activity,
    int OffersSought,
    int SeeksOffered,
    int Gives,
    int Takes,
    int Mentoring,
    int Origins,
    int Religion
)
{
    public int Total =>
        Topics
        + TargetGroups
        + Languages
        + Distance
        + Partners
        + Experience
        + Activity
        + OffersSought
        + SeeksOffered
        + Gives
        + Takes
        + Mentoring
        + Origins
        + Religion;

    /// <summary>Whether there is what the purpose is about; nearness or activity alone make no suggestion.</summary>
    public bool Answers(SuggestionPurpose purpose) => purpose switch
    {
        SuggestionPurpose.SimilarWork => Topics + TargetGroups + Partners + Origins + Religion > 0,
        SuggestionPurpose.Complementary => OffersSought + SeeksOffered + Gives + Takes > 0,
        _ => Mentoring > 0,
    };
}
