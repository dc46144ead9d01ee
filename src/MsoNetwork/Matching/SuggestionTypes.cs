using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;

namespace MsoNetwork.Matching;

public sealed class PartnerSuggestionType : ObjectGraphType<PartnerSuggestion>
{
    public PartnerSuggestionType()
    {
        Name = "PartnerSuggestion";
        Description = "An organisation that would fit, and why.";
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("The organisation that is suggested.")
            .Resolve(context => Organisation(context, context.Source.Network, context.Source.Place));
        Field<NonNullGraphType<IntGraphType>>("score")
            .Description(
                "Points: exactly the sum of the reasons' contributions. 1,000 points are one unit of natural log odds; scores of "
                    + "different purposes do not compare."
            )
            .From(source => source.Score);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MatchReasonType>>>>("reasons")
            .Description("Reasons for the suggestion, strongest first; never empty.")
            .Resolve(context => Explained.All(context.Source.Reasons, context.Source.Network));
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) between both as the directory shows them, in kilometres; an entry whose location.precision is "
                    + "MUNICIPALITY, as every protected one, counts as in the middle of its town."
            )
            .From(source => source.Metres / 1000);
        Field<NonNullGraphType<BooleanGraphType>>("connected")
            .Description("Whether they work together today; can be true only with includeConnected.")
            .From(source => source.Connected);
    }

    internal static IDataLoaderResult<OrganisationEntry?> Organisation(IResolveFieldContext context, MatchNetwork network, int place) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById.Load(network.Members[place].Id, found => found);
}

public sealed class SuggestionPurposeType : EnumerationGraphType<SuggestionPurpose>
{
    public SuggestionPurposeType()
    {
        Name = "SuggestionPurpose";
        Description = "What suggestions are for.";
        Values["SIMILAR_WORK"]!.Description = "Who works on similar things, for similar people, nearby. Symmetric.";
        Values["COMPLEMENTARY"]!.Description =
            "Where one offers what the other seeks in an open partner call, or lacks. Symmetric.";
        Values["MENTORS"]!.Description =
            "Experienced organisations that could accompany this one, which is not experienced. The counterpart of MENTEES with the same "
                + "score.";
        Values["MENTEES"]!.Description =
            "Less experienced organisations that this experienced one could accompany. The counterpart of MENTORS with the same score.";
    }
}
