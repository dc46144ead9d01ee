using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>A reason with the network it is about.</summary>
public sealed record Explained(MatchReason Reason, MatchNetwork Network)
{
    public static IEnumerable<Explained> All(IEnumerable<MatchReason> reasons, MatchNetwork network) =>
        reasons.Select(reason => new Explained(reason, network));
}

public sealed class MatchReasonType : ObjectGraphType<Explained>
{
    /// <summary>Common partners shown; their number is not bounded.</summary>
    private const int MostPartners = 5;

    /// <summary>Calls shown; an organisation may have a hundred.</summary>
    private const int MostCalls = 5;

    public MatchReasonType()
    {
        Name = "MatchReason";
        Description = "One reason for a suggestion, for machines and as a sentence.";
        Field<NonNullGraphType<MatchReasonKindType>>("kind").Description("What it is.").From(source => source.Reason.Kind);
        Field<NonNullGraphType<IntGraphType>>("contribution")
            .Description("Its part of the score in points; all contributions add up to the score exactly.")
            .From(source => source.Reason.Points);
        Field<NonNullGraphType<StringGraphType>>("text").Description("One sentence, plain text.")
            .Argument<StringGraphType>(
                "language",
                $"BCP 47 tag, one of {string.Join(", ", SentenceForms.ByTag.Keys.Order(StringComparer.Ordinal))}; "
                    + "that of the request unless told, de for others. German and English are reviewed."
            )
            .ResolveAsync(async context => MatchSentences.Of(
                context.Source.Reason,
                context.Source.Network,
                await context.RequestServices!.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken),
                await context.RequestServices!.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken),
                context.Language()));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("terms")
            .Description(
                "The topics, target groups, offers (also those that calls seek), languages or origins it is about, the rarest first; "
                    + "empty for other kinds."
            )
            .ResolveAsync(async context =>
            {
                var vocabularies = await context
                    .RequestServices!.GetRequiredService<ReferenceSnapshot<VocabularySet>>()
                    .GetAsync(context.CancellationToken);
                return vocabularies[context.Source.Reason.Vocabulary].ByKeys([.. context.Source.Reason.Terms]);
            });
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("regions")
            .Description("The regions it is about (COVERS_REGIONS).")
            .ResolveAsync(async context =>
            {
                var gazetteer = await context
                    .RequestServices!.GetRequiredService<ReferenceSnapshot<Gazetteer>>()
                    .GetAsync(context.CancellationToken);
                return context.Source.Reason.Regions.Select(gazetteer.ByKey).OfType<RegionEntry>();
            });
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationType>>>>("partners")
            .Description($"COMMON_PARTNERS: at most {MostPartners} of them, those with fewest others first.")
            .Resolve(context =>
                context
                    .RequestServices!.GetRequiredService<OrganisationLoaders>()
                    .ById.Load(
                        [.. context.Source.Reason.Partners.Take(MostPartners).Select(place => context.Source.Network.Members[place].Id)],
                        found =>
                            context
                                .Source.Reason.Partners.Take(MostPartners)
                                .Select(place => found(context.Source.Network.Members[place].Id))
                                .OfType<OrganisationEntry>()
                    )
            );
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerCallType>>>>("calls")
            .Description(
                $"OFFERS_SOUGHT and SEEKS_OFFERED: the open partner calls it is about, at most {MostCalls}: those that seek, then those "
                    + "that offer the same. Empty for other kinds."
            )
            .Resolve(context =>
            {
                var ids = context.Source.Reason.Calls.Take(MostCalls).Select(call => call.Id).ToList();
                return context
                    .RequestServices!.GetRequiredService<PartnerCallLists>()
                    .ById.Load(ids, found => ids.Select(found).OfType<ListedPartnerCall>());
            });
        Field<FloatGraphType>("distanceKm")
            .Description(
                "NEARBY: kilometres between both as the directory shows them, from or to the middle of the town where location.precision "
                    + "is MUNICIPALITY."
            )
            .From(source => source.Reason.Metres / 1000);
        Field<IntGraphType>("cooperations")
            .Description("Kinds about experience: cooperations and memberships known of the suggested organisation.")
            .From(source => source.Reason.Cooperations);
        Field<DateGraphType>("lastSign")
            .Description("RECENT_ACTIVITY: when the suggested organisation last confirmed its entry or began a cooperation.")
            .From(source => source.Reason.LastSign?.ToDateTime(TimeOnly.MinValue));
    }
}

public sealed class MatchReasonKindType : EnumerationGraphType<MatchReasonKind>
{
    public MatchReasonKindType()
    {
        Name = "MatchReasonKind";
        Description = "Kinds of reasons.";
        Values["COVERS_TOPICS"]!.Description =
            "Consortium: works on topics of the project that nobody before it in the set does. Call: works on topics of the call; rare "
                + "ones count more.";
        Values["COVERS_TARGET_GROUPS"]!.Description =
            "Consortium: works for people that nobody before it in the set works for. Call: works for the people that the call is about.";
        Values["COVERS_REGIONS"]!.Description =
            "Consortium: works in regions where nobody before it in the set does. Call: works where the call applies.";
        Values["COVERS_LANGUAGES"]!.Description = "Call: works in languages that the call asks for; rare ones count more.";
        Values["SHARED_TOPICS"]!.Description =
            "Both work on the same topics; rare topics count more (Spärck Jones 1972), with many topics each counts less.";
        Values["OFFERS_SOUGHT"]!.Description =
            "The suggested one offers, in an open call or in its entry, what the other seeks in an open call that applies in the same "
                + "place; the fewer organisations can provide it, the more it counts.";
        Values["SEEKS_OFFERED"]!.Description =
            "The suggested one seeks in an open call what the other offers, in an open call or in its entry, in the same place; the fewer "
                + "can give it, the more it counts.";
        Values["OFFERS_NEEDED"]!.Description =
            "The suggested one offers what the other does not; what its open calls seek counts as OFFERS_SOUGHT instead.";
        Values["NEEDS_OFFERED"]!.Description =
            "The other offers what the suggested one does not; what its open calls seek counts as SEEKS_OFFERED instead.";
        Values["MORE_EXPERIENCED"]!.Description = "MENTORS: the suggested organisation has more cooperations, is older, and has "
            + "relevant experience to share.";
        Values["LESS_EXPERIENCED"]!.Description =
            "MENTEES: the suggested one has fewer cooperations and years, and common work to learn about.";
        Values["SHARED_TARGET_GROUPS"]!.Description = "Both work for the same people.";
        Values["SHARED_LANGUAGES"]!.Description = "Both work in the same languages; rare ones count more.";
        Values["NEARBY"]!.Description =
            $"They are near each other: less with the logarithm of the distance, nothing from {MatchWeights.ReachKm:0} km on.";
        Values["COMMON_PARTNERS"]!.Description =
            "Both work with the same third ones; partners with few others count more (Adamic and Adar 2003).";
        Values["EXPERIENCE"]!.Description = "Both work with others today.";
        Values["RECENT_ACTIVITY"]!.Description =
            "Both have shown a sign of life: a confirmed entry or a new cooperation; half as much after two years.";
        Values["SHARED_ORIGINS"]!.Description = "Both state the same origin and both asked to be matched by it.";
        Values["SHARED_RELIGION"]!.Description = "Both do religious work and both asked to be matched by it.";
    }
}
