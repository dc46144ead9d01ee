using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>Turns a pair's points into reasons with the facts behind them.</summary>
internal static class MatchReasons
{
    public static IReadOnlyList<MatchReason> Of(
        MatchNetwork network,
        OfferExchange exchange,
        (CallsMet Sought, CallsMet Offered) calls,
        int self,
        int other,
        MatchPoints points,
        SuggestionPurpose purpose
    )
    {
        var reasons = new List<MatchReason>();
        void Add(MatchReasonKind kind, int given, Func<MatchReason, MatchReason> with)
        {
            if (given != 0) reasons.Add(with(new MatchReason(kind, given, other, self)));
        }

        Add(MatchReasonKind.SharedTopics, points.Topics, Terms(network.Topics));
        Add(MatchReasonKind.OffersSought, points.OffersSought, Met(calls.Sought));
        Add(MatchReasonKind.SeeksOffered, points.SeeksOffered, Met(calls.Offered));
        Add(MatchReasonKind.OffersNeeded, points.Gives, reason =>
            reason with
            {
                Vocabulary = VocabularyName.Offers,
                Terms = exchange.Keys(other, self, calls.Sought.Offers),
            }
        );
        Add(MatchReasonKind.NeedsOffered, points.Takes, reason =>
            reason with
            {
                Vocabulary = VocabularyName.Offers,
                Terms = exchange.Keys(self, other, calls.Offered.Offers),
            }
        );
        Add(
            purpose == SuggestionPurpose.Mentors ? MatchReasonKind.MoreExperienced : MatchReasonKind.LessExperienced,
            points.Mentoring,
            reason => reason with { Cooperations = network.Cooperations(other) }
        );
        Add(MatchReasonKind.SharedTargetGroups, points.TargetGroups, Terms(network.TargetGroups));
        Add(MatchReasonKind.SharedLanguages, points.Languages, Terms(network.Languages));
        Add(MatchReasonKind.Nearby, points.Distance, reason => reason with { Metres = Metres(network, self, other) });
        Add(MatchReasonKind.CommonPartners, points.Partners, reason =>
            reason with
            {
                Partners = AdamicAdar.Common(network.Graph, self, other),
            }
        );
        Add(MatchReasonKind.Experience, points.Experience, reason => reason with { Cooperations = network.Cooperations(other) });
        Add(MatchReasonKind.RecentActivity, points.Activity, reason => reason with { LastSign = network.LastSign(other) });
        Add(MatchReasonKind.SharedOrigins, points.Origins, Terms(network.Origins));
        Add(MatchReasonKind.SharedReligion, points.Religion, reason => reason);
        return [.. reasons.OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Kind)];

        Func<MatchReason, MatchReason> Met(CallsMet met) =>
            reason => reason with { Vocabulary = VocabularyName.Offers, Terms = network.Offers.Keys(met.Offers), Calls = met.Calls };

        Func<MatchReason, MatchReason> Terms(MatchTerms terms) =>
            reason => reason with { Vocabulary = terms.Name, Terms = terms.CommonKeys(self, other) };
    }

    /// <summary>Geodesic metres between two members as the directory shows them.</summary>
    public static double Metres(MatchNetwork network, int one, int other)
    {
        var (a, b) = (network.Members[one], network.Members[other]);
        return Geodesic.Metres(a.Latitude, a.Longitude, b.Latitude, b.Longitude);
    }
}
