namespace MsoNetwork.Matching;

/// <summary>
/// How much each kind of evidence says, in points: 1,000 points are one unit of natural log odds, so that kinds of evidence add up (I. J.
/// Good 1950, "weight of evidence"). Set by reasoning; those of distance and experience were raised once after a look at networks of 300
/// with the seeds 1 to 3, which the reported evaluation leaves out (docs/decisions.md, 82). 0: does not count for this purpose.
/// </summary>
/// <param name="Topics">Common topics say most about common work: this for each unit of information that they hold, see <see
/// cref="MatchTerms"/>.</param>
/// <param name="TargetGroups">The same people to work for: half as much, because most work for "everyone" or families.</param>
/// <param name="Languages">A common language makes work together easy; German, which nearly all have, says nothing by its rarity.</param>
/// <param name="Distance">For each unit of ln((<see cref="ReachKm"/> + <see cref="NearKm"/>) / (km + <see cref="NearKm"/>)): meeting costs
/// time and fares.</param>
/// <param name="Partners">For each unit of ln(1 + <see cref="PartnerScale"/> * Adamic and Adar's sum): who has a partner in common has been
/// introduced already.</param>
/// <param name="Experience">For each unit of ln(1 + partners) of both: who works with others goes on to; small, so that newcomers are not
/// hidden.</param>
/// <param name="Activity">For a sign of life today, half of it two years ago: small, because most entries tell no dates.</param>
/// <param name="Offers">For each unit of ln(1 + information) of offers that the other lacks.</param>
/// <param name="Calls">For each unit of ln(1 + information) of what an open call seeks and the other offers: a need that was stated weighs
/// more than one that is guessed.</param>
/// <param name="Mentoring">For each unit of difference in experience between mentor and mentee.</param>
public sealed record MatchWeights(
    int Topics,
    int TargetGroups,
    int Languages,
    int Distance,
    int Partners,
    int Experience,
    int Activity,
    int Offers,
    int Calls,
    int Mentoring
)
{
    /// <summary>Within so many kilometres a meeting is a matter of minutes: nearer is no better.</summary>
    public const double NearKm = 3;

    /// <summary>Farther away than so many kilometres distance says nothing more; from Düren that is Dortmund.</summary>
    public const double ReachKm = 100;

    /// <summary>One common partner who works with few others counts like a rare common topic.</summary>
    public const double PartnerScale = 10;

    /// <summary>What both ask to be matched by (origin, religion) counts like topics.</summary>
    public const int Asked = 1_000;

    /// <summary>
    /// The state's start-up funding is for associations of less than five years; who is older has left the beginning behind.
    /// </summary>
    public const int ExperiencedAfterYears = 5;

    /// <summary>One cooperation may be chance; from two on an organisation has experience with them.</summary>
    public const int ExperiencedFromCooperations = 2;

    /// <summary>A sign of life loses half of its worth in so many days.</summary>
    public const double HalfLifeDays = 730;

    public static MatchWeights Of(SuggestionPurpose purpose) => purpose switch
    {
        SuggestionPurpose.SimilarWork => new(1_000, 500, 500, 1_500, 1_000, 500, 250, 0, 0, 0),
        SuggestionPurpose.Complementary => new(500, 500, 500, 1_000, 500, 250, 250, 1_500, 2_000, 0),
        _ => new(1_000, 500, 1_000, 1_000, 500, 0, 250, 0, 0, 1_000),
    };
}
