using GraphQL;
using GraphQL.Builders;
using GraphQL.Resolvers;

namespace GraphQlPlans;

/// <summary>
/// Fields that look at nothing but the object they stand on: no arguments, no request, nothing to wait for. Most of an answer is made
/// of them, and a plan reads them without the context that a resolver would get.
/// </summary>
public static class SourceFields
{
    public static FieldBuilder<TSource, TValue> From<TSource, TValue>(this FieldBuilder<TSource, TValue> field, Func<TSource, object?> read)
        where TSource : notnull => field.Resolve(new SourceResolver<TSource>(read));
}

/// <summary>Reads a field from its object.</summary>
public abstract class SourceResolver : IFieldResolver
{
    /// <summary>The field's value, not yet serialized.</summary>
    public abstract object? Read(object source);

    public ValueTask<object?> ResolveAsync(IResolveFieldContext context) => new(Read(context.Source!));
}

internal sealed class SourceResolver<TSource>(Func<TSource, object?> read) : SourceResolver
    where TSource : notnull
{
    public override object? Read(object source) => read((TSource)source);
}
