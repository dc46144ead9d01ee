using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;

namespace MsoNetwork.Relay;

/// <summary>Where the directory's own pages show something: the field <c>url</c>.</summary>
public static class PageAddress
{
    /// <summary>Key of the user context: scheme and host that the site is reached by, no slash at the end.</summary>
    public const string Origin = "origin";

    /// <summary>Key of the user context: the language of the request, where the pages speak it.</summary>
    public const string Language = "language of pages";

    /// <summary>Adds the field to a type whose objects have a page each.</summary>
    /// <param name="type">The type.</param>
    /// <param name="path">From the object to the page's path behind the language.</param>
    public static FieldBuilder<T, object> HasPage<T>(this ObjectGraphType<T> type, Func<T, string> path) =>
        type.Field<NonNullGraphType<StringGraphType>>("url")
            .Description("Address of its page in this directory, in the language of the request; the page links all other languages.")
            .Resolve(context => $"{Text(context, Origin)}/{Text(context, Language) ?? "de"}/{path(context.Source)}");

    private static string? Text(IResolveFieldContext context, string key) =>
        context.UserContext.TryGetValue(key, out var text) ? (string?)text : null;
}
