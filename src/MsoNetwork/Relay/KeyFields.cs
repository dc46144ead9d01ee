using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay;

/// <summary>Fields that take keys, slugs or ids.</summary>
public static class KeyFields
{
    /// <summary>A list of keys, which may be left out.</summary>
    public static FieldBuilder<T, object> Keys<T>(this ComplexGraphType<T> type, string name, string description) =>
        type.Field<ListGraphType<NonNullGraphType<StringGraphType>>>(name).Description(description);

    /// <summary>One object with a page of its own, by its id or its slug.</summary>
    /// <param name="query">The schema's Query.</param>
    /// <param name="name">In the schema.</param>
    /// <param name="thing">What it is called, for example "partner call".</param>
    /// <param name="key">Reads its global id; anything else is refused.</param>
    /// <param name="byId">Finds it for whoever asks.</param>
    /// <param name="bySlug">The same.</param>
    public static void AddOne<TGraph, TLists, TNode>(
        this ObjectGraphType query, string name, string thing, Func<string, Guid> key, Func<TLists, BatchLoader<Guid, TNode>> byId,
        Func<TLists, BatchLoader<string, TNode>> bySlug)
        where TGraph : IGraphType
        where TLists : notnull => query.Field<TGraph>(name)
            .Description($"A {thing} by its global id or its slug; null if there is none, or when it is not for whoever asks.")
            .Argument<IdGraphType>("id", "Its global id; or give slug.")
            .Argument<StringGraphType>("slug", "Its slug; or give id.")
            .Resolve(context =>
            {
                var lists = context.RequestServices!.GetRequiredService<TLists>();
                return (context.GetArgument<string?>("id"), context.GetArgument<string?>("slug")) switch
                {
                    ({ } id, null) => byId(lists).Load(key(id), found => found),
                    (null, { } slug) => bySlug(lists).Load(slug, found => found),
                    _ => throw NetworkException.Invalid("id", $"{name} takes exactly one of: id, slug."),
                };
            });
}
