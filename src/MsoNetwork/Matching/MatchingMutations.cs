using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Matching;

public sealed class MatchingPreferencesType : ObjectGraphType<MatchingPreferences>
{
    public MatchingPreferencesType()
    {
        Name = "MatchingPreferences";
        Description = "What an organisation wants of the matching; shown to itself alone.";
        Field(preferences => preferences.TakesPart)
            .Description("False: it is never suggested, nothing is suggested to it, and no reason names it.");
        Field(preferences => preferences.ByOrigin)
            .Description("Whether a common origin counts, with others who ask for that too; false unless asked for.");
        Field(preferences => preferences.ByReligion)
            .Description("Whether religious work of both counts, with others who ask for that too; false unless asked for.");
    }
}

public sealed class SetMatchingPreferencesInputType : InputObjectGraphType<SetMatchingPreferencesInput>
{
    public SetMatchingPreferencesInputType()
    {
        Name = "SetMatchingPreferencesInput";
        Description = "What is to change; what is absent or null stays as it is.";
        Field(input => input.TakesPart, nullable: true)
            .Description("False: opt out of all matching, from the next question on. Not together with byOrigin or byReligion.");
        Field(input => input.ByOrigin, nullable: true)
            .Description("True: ask to be matched by common origin. Not secret then: a suggestion that counts it says so to everybody.");
        Field(input => input.ByReligion, nullable: true)
            .Description("True: ask to be matched by religious work. Not secret then: a suggestion that counts it says so to everybody.");
    }
}

public sealed record MatchingPreferencesPayload(MatchingPreferences Preferences);

public sealed class MatchingPreferencesPayloadType : ObjectGraphType<MatchingPreferencesPayload>
{
    public MatchingPreferencesPayloadType()
    {
        Name = "MatchingPreferencesPayload";
        Description = "What became of the preferences.";
        Field<NonNullGraphType<MatchingPreferencesType>>("preferences")
            .Description("The preferences after the change.")
            .From(source => source.Preferences);
    }
}

/// <summary>setMatchingPreferences, and matchingPreferences to read them.</summary>
public static class MatchingMutations
{
    private const string Errors = "UNAUTHENTICATED when nobody is known to ask, FORBIDDEN for anybody but an organisation.";

    public static void AddTo(ObjectGraphType mutation) =>
        mutation.Field<NonNullGraphType<MatchingPreferencesPayloadType>>("setMatchingPreferences")
            .Description($"Sets what the organisation that asks wants of the matching. {Errors}")
            .Argument<NonNullGraphType<SetMatchingPreferencesInputType>>("input", "What is to change.")
            .ResolveAsync(async context => new MatchingPreferencesPayload(
                await context
                    .RequestServices!.GetRequiredService<MatchingPreferencesStore>()
                    .SetAsync(context.GetArgument<SetMatchingPreferencesInput>("input"), context.CancellationToken)
            ));

    public static void AddQueryTo(ObjectGraphType query) =>
        query.Field<MatchingPreferencesType>("matchingPreferences")
            .Description($"What the organisation that asks wants of the matching. {Errors}")
            .ResolveAsync(async context =>
                await context.RequestServices!.GetRequiredService<MatchingPreferencesStore>().GetAsync(context.CancellationToken)
            );
}
