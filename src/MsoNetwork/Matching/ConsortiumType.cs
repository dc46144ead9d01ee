using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

public sealed class ConsortiumType : ObjectGraphType<Consortium>
{
    public ConsortiumType()
    {
        Name = "Consortium";
        Description = "A set of organisations for a planned project.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ConsortiumMemberType>>>>("members")
            .Description("The lead first, then in the order of choice.")
            .WithMetadata("cost.size", ConsortiumDemands.LargestSize)
            .From(source => source.Members);
        Field<NonNullGraphType<IntGraphType>>("gain").Description("Total points of all members.").From(source => source.Gain);
        Field<NonNullGraphType<FloatGraphType>>("guarantee")
            .Description(
                "The gain beside the lead's is at least this share of what the best possible choice would gain: 1 - 1/e, or 1/2 with "
                    + "leastLessExperienced."
            )
            .From(source => source.Demands.Guarantee);
        Field<NonNullGraphType<BooleanGraphType>>("complete")
            .Description("Whether the set has the requested size, covers everything and has enough less experienced members.")
            .From(source => source.IsComplete);
        Field<NonNullGraphType<BooleanGraphType>>("leadIsExperienced")
            .Description(
                $"Whether the lead has at least {MatchWeights.ExperiencedFromCooperations} known cooperations and "
                    + $"{MatchWeights.ExperiencedAfterYears} years."
            )
            .From(source => source.LeadIsExperienced);
        Field<NonNullGraphType<IntGraphType>>("lessExperienced")
            .Description("Members beside the lead that are not experienced in this sense.")
            .From(source => source.LessExperienced);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("uncoveredTopics")
            .Description("Topics that nobody in the set works on.")
            .ResolveAsync(async context => await TermsAsync(context, VocabularyName.Topics, context.Source.UncoveredTopics));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("uncoveredTargetGroups")
            .Description("Target groups that nobody in the set works for.")
            .ResolveAsync(async context => await TermsAsync(context, VocabularyName.TargetGroups, context.Source.UncoveredTargetGroups));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("uncoveredRegions")
            .Description("Regions where nobody in the set works.")
            .ResolveAsync(async context =>
            {
                var gazetteer = await context
                    .RequestServices!.GetRequiredService<ReferenceSnapshot<Gazetteer>>()
                    .GetAsync(context.CancellationToken);
                return context.Source.UncoveredRegions.Select(gazetteer.ByKey).OfType<RegionEntry>();
            });
    }

    private static async Task<IReadOnlyList<Term>> TermsAsync(
        IResolveFieldContext context,
        VocabularyName name,
        IEnumerable<string> keys
    ) =>
        (await context.RequestServices!.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken))[name]
            .ByKeys([.. keys]);
}

public sealed class ConsortiumMemberType : ObjectGraphType<ConsortiumMember>
{
    public ConsortiumMemberType()
    {
        Name = "ConsortiumMember";
        Description = "A member of a set with what it adds.";
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("The organisation.")
            .Resolve(context => PartnerSuggestionType.Organisation(context, context.Source.Network, context.Source.Place));
        Field<NonNullGraphType<BooleanGraphType>>("lead").Description("Whether it leads.").From(source => source.IsLead);
        Field<NonNullGraphType<BooleanGraphType>>("experienced")
            .Description("Whether it is experienced, see leadIsExperienced.")
            .From(source => source.IsExperienced);
        Field<NonNullGraphType<IntGraphType>>("gain")
            .Description(
                $"What it adds to those before it: {ConsortiumDemands.Points} points for each demand first covered, and its points for "
                    + "SIMILAR_WORK with the lead. Exactly the sum of the reasons' contributions."
            )
            .From(source => source.Gain);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MatchReasonType>>>>("reasons")
            .Description(
                "What it covers that nobody before it does, then why it fits the lead; empty for a lead that covers nothing itself."
            )
            .Resolve(context => Explained.All(context.Source.Reasons, context.Source.Network));
    }
}
