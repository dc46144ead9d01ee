using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Matching;

public sealed class MatchingPreferencesType : ObjectGraphType<MatchingPreferences>
{
    public MatchingPreferencesType()
    {
        Name = "MatchingPreferences";
        Description = "An organisation's matching preferences; visible only to that organisation.";
        Field(preferences => preferences.TakesPart)
            .Description("False: it is never suggested, nothing is suggested to it, and no reason names it.");
        Field(preferences => preferences.ByOrigin)
            .Description("Whether a common origin counts, with others who ask for that too; false unless asked for.");
        Field(preferences => preferences.ByReligion)
            .Description("Whether religious work of both counts, with others who ask for that too; false unless asked for.");
    }
}

public sealed class SetMatchingPreferencesInputType : MutationInputType<SetMatchingPreferencesInput>
{
    public SetMatchingPreferencesInputType()
        : base("SetMatchingPreferencesInput", "What is to change; what is absent or null stays as it is.")
    {
        Field(input => input.TakesPart, nullable: true)
            .Description("False: opt out of all matching, starting with the next request. Not together with byOrigin or byReligion.");
        Field(input => input.ByOrigin, nullable: true)
            .Description("True: ask to be matched by common origin. This is then public: any suggestion based on it shows it to everyone.");
        Field(input => input.ByReligion, nullable: true)
            .Description("True: ask to be matched by religious work. This is then public: any suggestion based on it shows it to "
                + "everyone.");
    }
}

public sealed class MatchingPreferencesPayloadType() : PayloadType<MatchingPreferences, MatchingPreferencesType>(
    "MatchingPreferencesPayload", "What became of the preferences.", "preferences", "The preferences after the change.");

/// <summary>setMatchingPreferences, and matchingPreferences to read them.</summary>
public static class MatchingMutations
{
    private const string Errors = "UNAUTHENTICATED if nobody is signed in, FORBIDDEN for anybody but an organisation.";

    public static void AddTo(ObjectGraphType mutation) =>
        new MutationFields<MatchingPreferencesPayloadType, MatchingPreferences>(mutation, Errors, AgainAsync)
            .Add<SetMatchingPreferencesInputType, SetMatchingPreferencesInput, MatchingPreferencesStore>(
                "setMatchingPreferences",
                store => store.SetAsync,
                "Sets what the organisation that asks wants of the matching.",
                input: "What is to change.");

    private static async Task<MatchingPreferences?> AgainAsync(IServiceProvider services, Guid organisation, CancellationToken token) =>
        await services.GetRequiredService<MatchingPreferencesStore>().GetAsync(token);

    public static void AddQueryTo(ObjectGraphType query) =>
        query.Field<MatchingPreferencesType>("matchingPreferences")
            .Description($"The matching preferences of the signed-in organisation. {Errors}")
            .ResolveAsync(async context =>
                await context.RequestServices!.GetRequiredService<MatchingPreferencesStore>().GetAsync(context.CancellationToken)
            );
}
