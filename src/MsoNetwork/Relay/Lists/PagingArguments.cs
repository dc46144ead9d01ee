using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;

namespace MsoNetwork.Relay.Lists;

/// <summary>first, after, last and before: added to a field and read from it, checked.</summary>
public static class PagingArguments
{
    private static readonly string _sizes = $"1 to {PageSize.Most}, default {PageSize.Default}.";

    /// <summary>A list that is paged in both directions.</summary>
    public static FieldBuilder<TSource, TValue> Paged<TSource, TValue>(this FieldBuilder<TSource, TValue> field, string description) =>
        field.Description($"{description} first or last: {_sizes}")
            .Argument<IntGraphType>("first", $"Number of entries to return from the start, or following the cursor after: {_sizes}")
            .Argument<StringGraphType>("after", "Return the entries following this cursor (from the same list).")
            .Argument<IntGraphType>(
                "last",
                $"Number of entries to return from the end, or preceding the cursor before: 1 to {PageSize.Most}."
            )
            .Argument<StringGraphType>("before", "Return the entries preceding this cursor (from the same list).");

    /// <summary>A list that is paged from its beginning on.</summary>
    /// <param name="field">The field.</param>
    /// <param name="description">What it lists.</param>
    /// <param name="size">What first says, for example "How many hits".</param>
    /// <param name="cursor">What after takes, for example "Cursor of a hit of the same search".</param>
    public static FieldBuilder<TSource, TValue> PagedForward<TSource, TValue>(
        this FieldBuilder<TSource, TValue> field, string description, string size = "How many",
        string cursor = "Cursor of an entry of the same list") =>
        field.Description($"{description} first: {_sizes}")
            .Argument<IntGraphType>("first", $"{size}: {_sizes}")
            .Argument<StringGraphType>("after", $"{cursor}; the page follows it.");

    /// <summary>The page that a query asks for.</summary>
    public static PageRequest Page(this IResolveFieldContext context) =>
        PageRequest.Check(
            context.GetArgument<int?>("first"),
            context.GetArgument<string?>("after"),
            context.GetArgument<int?>("last"),
            context.GetArgument<string?>("before")
        );
}
