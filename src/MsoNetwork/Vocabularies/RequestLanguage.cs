using GraphQL;
using GraphQlPlans;

namespace MsoNetwork.Vocabularies;

/// <summary>In which language a field answers: as its argument says, else as the whole request does, else in German.</summary>
public static class RequestLanguage
{
    /// <summary>What the schema says of each argument "language".</summary>
    public const string About = "BCP 47 tag; that of the request unless told, which is de unless told.";

    /// <summary>A tag of BCP 47; null where nobody asked for a language.</summary>
    public static string? Language(this IResolveFieldContext context) =>
        (context.HasArgument("language") ? context.GetArgument<string?>("language") : null)
        ?? (context.UserContext.TryGetValue(SourceFields.Otherwise, out var language) ? (string?)language : null);
}
