using GraphQL;
using GraphQL.Builders;

namespace MsoNetwork.Relay;

/// <summary>
/// Fields of reference data. Its objects live in memory, and whoever loads it anew makes new ones: so such a field gives the same value
/// for the same object and arguments each time, and an answer's piece can be kept. Nothing that reads the database may be marked so.
/// </summary>
public static class ConstantFields
{
    /// <summary>Key of a field's metadata: true for a constant one.</summary>
    public const string Key = "constant";

    public static FieldBuilder<TSource, TValue> Constant<TSource, TValue>(this FieldBuilder<TSource, TValue> field) =>
        field.WithMetadata(Key, true);
}
