using GraphQL;
using GraphQL.Builders;
using GraphQL.Execution;
using GraphQL.Resolvers;

namespace GraphQlPlans;

/// <summary>
/// Fields that look at nothing but the object they stand on: no arguments, no request, nothing to wait for. Most of an answer is made
/// of them, and a plan reads them without the context that a resolver would get.
/// </summary>
public static class SourceFields
{
    /// <summary>Key of the user context: the text of an argument that the query leaves out, the same for the whole request.</summary>
    public const string Otherwise = "otherwise";

    public static FieldBuilder<TSource, TValue> From<TSource, TValue>(this FieldBuilder<TSource, TValue> field, Func<TSource, object?> read)
        where TSource : notnull => field.Resolve(new SourceResolver<TSource>(read));

    /// <summary>
    /// A field that looks at its object and at one argument, a text; without it at what <see cref="Otherwise"/> says. Where no variable
    /// says it, a plan knows it.
    /// </summary>
    public static FieldBuilder<TSource, TValue> From<TSource, TValue>(
        this FieldBuilder<TSource, TValue> field,
        string argument,
        Func<TSource, string?, object?> read
    )
        where TSource : notnull => field.Resolve(new TextResolver<TSource>(argument, read));
}

/// <summary>Reads a field from its object.</summary>
public abstract class SourceResolver : IFieldResolver
{
    /// <summary>The field's value, not yet serialized.</summary>
    public abstract object? Read(object source);

    public ValueTask<object?> ResolveAsync(IResolveFieldContext context) => new(Read(context.Source!));
}

/// <summary>Reads a field from its object and an argument.</summary>
internal abstract class TextResolver : IFieldResolver
{
    /// <summary>The resolver for arguments that are the same in every request.</summary>
    /// <param name="arguments">Those.</param>
    /// <param name="otherwise">The text where none is given.</param>
    public abstract SourceResolver With(IDictionary<string, ArgumentValue>? arguments, string? otherwise);

    public ValueTask<object?> ResolveAsync(IResolveFieldContext context) =>
        With(context.Arguments, context.UserContext.TryGetValue(SourceFields.Otherwise, out var text) ? (string?)text : null)
            .ResolveAsync(context);
}

internal sealed class TextResolver<TSource>(string argument, Func<TSource, string?, object?> read) : TextResolver
    where TSource : notnull
{
    public override SourceResolver With(IDictionary<string, ArgumentValue>? arguments, string? otherwise)
    {
        var text = (arguments?.TryGetValue(argument, out var given) == true ? (string?)given.Value : null) ?? otherwise;
        return new SourceResolver<TSource>(source => read(source, text));
    }
}

internal sealed class SourceResolver<TSource>(Func<TSource, object?> read) : SourceResolver
    where TSource : notnull
{
    public override object? Read(object source) => read((TSource)source);
}
